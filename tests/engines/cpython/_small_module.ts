/** A section of a WebAssembly module. */
export type RawSection = readonly [id: number, ...body: number[]];

/** The sections of {@linkcode smallModule}, by their meaning. */
const SMALL: Readonly<Record<string, RawSection>> = {
  // One function type: nothing in, an i32 out.
  types: [1, 1, 0x60, 0, 1, 0x7f],
  // `env.f`, a function.
  imports: [2, 1, 3, 0x65, 0x6e, 0x76, 1, 0x66, 0, 0],
  functions: [3, 1, 0],
  memory: [5, 1, 0, 2],
  // `memory`, and function 1 as `first`.
  exports: [
    7,
    ...[2, 6, ...new TextEncoder().encode("memory"), 2, 0],
    ...[5, ...new TextEncoder().encode("first"), 0, 1],
  ],
  // `i32.const 70000; i32.load; end`
  code: [10, 1, 9, 0, 0x41, 0xf0, 0xa2, 4, 0x28, 2, 0, 0x0b],
  // `01 02` at 70000, and an empty passive segment.
  data: [11, 2, 0, 0x41, 0xf0, 0xa2, 4, 0x0b, 2, 1, 2, 1, 0],
  name: [0, 4, ...new TextEncoder().encode("name"), 9, 9],
};

/**
 * Makes a small module with a memory of its own. Its export `first` returns a number of the data.
 *
 * @param changes Sections in place of the usual ones; `undefined` leaves one out
 * @returns The module
 */
export function smallModule(
  changes: Readonly<Record<string, RawSection | undefined>> = {},
): Uint8Array<ArrayBuffer> {
  const sections = Object.values({ ...SMALL, ...changes });
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...sections.flatMap((section) => {
      if (section === undefined) return [];
      const [id, ...body] = section;
      return [id, ...leb(body.length), ...body];
    }),
  ]);
}

function leb(value: number): number[] {
  const rest = Math.floor(value / 128);
  return rest === 0 ? [value] : [value % 128 + 128, ...leb(rest)];
}
