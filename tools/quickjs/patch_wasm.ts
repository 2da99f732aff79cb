/**
 * Patches the engine's WebAssembly, because the package does not give its host two things that QuickJS has or nearly has:
 *
 * - The table of functions is exported. The host adds a function and stores its index in the runtime, where QuickJS keeps
 *   its tracker of promise rejections (`JS_SetHostPromiseRejectionTracker`).
 * - `build_backtrace` calls the tracker for each error whose stack was just made, with 2 in the place of `is_handled` for an
 *   error of the engine, and 3 for an error that code made with a constructor.
 *
 * - Functions that recur take more of the engine's own stack. The engine bounds only this one, in linear memory, but V8's
 *   stack is used up too, and where it ends first the engine's instance is lost. A frame of these functions now takes a
 *   third of what it takes of V8's stack, at least.
 *
 * Nothing else changes. `tests/tools/patch_wasm_test.ts` checks that `engines/quickjs/quickjs.wasm` is what this makes of
 * the package's file.
 *
 * @module
 */

/** The package's file. */
export const ORIGINAL = "npm:@jitl/quickjs-wasmfile-release-sync@0.32.0/wasm";

/** The digest of the package's file; the places below hold for no other. */
const ORIGINAL_SHA256 =
  "105c3bed22d457e43e3d1c3c1c6959fda62a8fe06f0fc8a985303c3a2be72232";

/** Numbers of sections. */
const EXPORTS = 7;
const CODE = 10;

/** The functions that a module imports come before those with code. */
const IMPORTED = 19;

/** The frames of functions in bytes, as they are and as they become: parsers, and what calls itself for nested values. */
const FRAMES: readonly (readonly [
  index: number,
  before: number,
  after: number,
])[] = [
  [181, 16, 192], // JS_ToPrimitiveFree
  [186, 32, 256], // js_parse_assign_expr2
  [221, 160, 176], // JS_CallInternal
  [261, 16, 512], // js_parse_unary
  [266, 16, 1024], // js_parse_function_decl2
  [593, 16, 128], // js_parse_postfix_expr
  [472, 16, 96], // json_parse_value
  [473, 16, 160], // js_json_to_str
  [663, 48, 160], // JS_FlattenIntoArray
  [812, 80, 160], // re_parse_term
  [1036, 64, 160], // js_call_c_function
];

/** A function without a frame that gets one around its first call of another: `JS_GetIterator2`, which calls `JS_Call`. */
const FRAMED = { index: 244, callee: 28, bytes: 128 };

/** The index of `build_backtrace` among the functions with code. */
const BUILD_BACKTRACE = 329;

/** The start of `build_backtrace`: its locals, two of 32 bits and one of 64, which are the locals 6, 7 and 8. */
const HEAD = [2, 2, 0x7f, 1, 0x7e];

/** A new head: one more local, number 9, keeps the parameter `skip_first_level`, whose own local is used otherwise. */
const NEW_HEAD = [3, 2, 0x7f, 1, 0x7e, 1, 0x7f, 0x20, 5, 0x21, 9];

/** The end of `build_backtrace`: `drop; end` of its only block, then the return of its stack space. */
const TAIL = [0x1a, 0x0b, 0x20, 6, 0x41, 0xf0, 0, 0x6a, 0x24, 0, 0x0b];

/** What is inserted after `drop`: a call of the tracker with the context, the error, nothing, 2 or 3, and its opaque value. */
const CALL_TRACKER = [
  ...[0x20, 0, 0x28, 2, 16, 0x22, 2], // local 2 = ctx->rt
  ...[0x28, 2, 0xa0, 1, 0x22, 3], // local 3 = rt->host_promise_rejection_tracker
  ...[0x04, 0x40], // if there is one
  ...[0x20, 0, 0x20, 1, 0x42, 0, 0x20, 9, 0x41, 2, 0x6a],
  ...[0x20, 2, 0x28, 2, 0xa4, 1], // rt->host_promise_rejection_tracker_opaque
  ...[0x20, 3, 0x11, 65, 0],
  0x0b,
];

/** The export of the table. */
const TABLE_EXPORT = [5, ...new TextEncoder().encode("table"), 1, 0];

/**
 * Patches the package's file.
 *
 * @param original The package's file
 * @returns The patched file
 * @throws {Error} If it is another file
 */
export async function patchWasm(
  original: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const digest = new Uint8Array(
    await crypto.subtle.digest("SHA-256", original),
  ).toHex();
  if (digest !== ORIGINAL_SHA256) {
    throw new Error(
      `Cannot patch the engine as the digest of the package's file must be ${ORIGINAL_SHA256}: current value is ${digest}`,
    );
  }
  const out: number[][] = [[...original.subarray(0, 8)]];
  for (let at = 8; at < original.length;) {
    const id = original[at] ?? 0;
    const { value: size, next } = readLeb(original, at + 1);
    const body = original.subarray(next, next + size);
    const patched = id === EXPORTS
      ? addExport(body)
      : id === CODE
      ? patchCode(body)
      : [...body];
    out.push([id, ...leb(patched.length)], patched);
    at = next + size;
  }
  return Uint8Array.from(out.flat());
}

function addExport(body: Uint8Array): number[] {
  const { value: count, next } = readLeb(body, 0);
  return [...leb(count + 1), ...body.subarray(next), ...TABLE_EXPORT];
}

/** Patches the functions. */
function patchCode(body: Uint8Array): number[] {
  const { value: count, next } = readLeb(body, 0);
  const out: number[][] = [leb(count)];
  let at = next;
  for (let i = 0; i < count; i++) {
    const { value: size, next: start } = readLeb(body, at);
    at = start + size;
    const code = body.subarray(start, at);
    const frame = FRAMES.find(([index]) => index === i + IMPORTED);
    const patched = i === BUILD_BACKTRACE
      ? callTracker(code)
      : i + IMPORTED === FRAMED.index
      ? addFrame(code)
      : frame === undefined
      ? code
      : enlargeFrame(code, frame);
    out.push(leb(patched.length), [...patched]);
  }
  return out.flat();
}

/** Replaces the two places where a function takes its frame and gives it back. */
function enlargeFrame(
  code: Uint8Array,
  [index, before, after]: typeof FRAMES[number],
): number[] {
  // A frame of 64 bytes is taken by adding -64.
  const isAdded = index === 1036;
  const [old, fresh] = isAdded
    ? [sleb(-before), sleb(-after)]
    : [sleb(before), sleb(after)];
  const [take, give] = isAdded ? [0x6a, 0x6b] : [0x6b, 0x6a];
  let text = [...code];
  for (const [start, operator] of [[0x23, take], [0x20, give]] as const) {
    const at = text.findIndex((byte, i) =>
      byte === start && (start !== 0x23 || text[i + 1] === 0) &&
      text[i + 2] === 0x41 && old.every((one, k) => text[i + 3 + k] === one) &&
      text[i + 3 + old.length] === operator &&
      (start === 0x23
        ? text[i + 4 + old.length] === 0x22
        : text[i + 4 + old.length] === 0x24)
    );
    if (at < 0) {
      throw new Error(`Cannot patch the engine as function ${index} has moved`);
    }
    text = [
      ...text.slice(0, at + 3),
      ...fresh,
      ...text.slice(at + 3 + old.length),
    ];
  }
  return text;
}

/** Takes a frame at the start of the function, which has no locals, and gives it back after the call. */
function addFrame(code: Uint8Array): number[] {
  const call = [0x10, ...leb(FRAMED.callee)];
  const at = code.findIndex((_, i) =>
    call.every((byte, k) => code[i + k] === byte)
  );
  if (code[0] !== 0 || at < 0) {
    throw new Error("Cannot patch the engine as JS_GetIterator2 has moved");
  }
  const end = at + call.length;
  const bytes = sleb(FRAMED.bytes);
  return [
    0,
    ...[0x23, 0, 0x41, ...bytes, 0x6b, 0x24, 0],
    ...code.subarray(1, end),
    ...[0x23, 0, 0x41, ...bytes, 0x6a, 0x24, 0],
    ...code.subarray(end),
  ];
}

function callTracker(code: Uint8Array): number[] {
  const cut = code.length - TAIL.length + 1;
  const tail = code.subarray(cut - 1);
  const isExpected = HEAD.every((byte, i) => code[i] === byte) &&
    TAIL.every((byte, i) => tail[i] === byte);
  if (!isExpected) {
    throw new Error("Cannot patch the engine as build_backtrace has moved");
  }
  // After its `drop`.
  return [
    ...NEW_HEAD,
    ...code.subarray(HEAD.length, cut),
    ...CALL_TRACKER,
    ...code.subarray(cut),
  ];
}

function readLeb(
  bytes: Uint8Array,
  at: number,
): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let shift = 0;; shift += 7) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return { value, next: at };
  }
}

function leb(value: number): number[] {
  const rest = Math.floor(value / 128);
  return rest === 0 ? [value] : [value % 128 + 128, ...leb(rest)];
}

/** The signed form, which is the one of constants. */
function sleb(value: number): number[] {
  const isLast = value >= -64 && value < 64;
  return isLast
    ? [value & 127]
    : [(value & 127) | 128, ...sleb(Math.floor(value / 128))];
}

if (import.meta.main) {
  // Deno knows the package's directory once a file of it is imported.
  await import("npm:@jitl/quickjs-wasmfile-release-sync@0.32.0/ffi");
  const original = await Deno.readFile(new URL(import.meta.resolve(ORIGINAL)));
  await Deno.writeFile(
    new URL("../../engines/quickjs/quickjs.wasm", import.meta.url),
    await patchWasm(original),
  );
}
