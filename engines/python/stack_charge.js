// What C code that calls itself costs of the stack. CPython measures the stack in linear memory, and a function that frees or
// compares a container uses next to nothing of that, but as much of V8's stack as any other: nested values overflow V8's
// stack before CPython sees a limit. So these functions are entered with a charge, and CPython's own measures, which free
// later or raise RecursionError, apply in time.

/**
 * @typedef {object} ChargeableExports What an interpreter exports.
 * @property {WebAssembly.Table} __indirect_function_table
 * @property {WebAssembly.Global} __stack_pointer
 *
 * @typedef {Readonly<Record<string, readonly number[]>>} ChargedFunctions Indexes in the table of functions, by signature and charge.
 */

const { Global, Module: ChargeModule, Instance: ChargeInstance } = WebAssembly;

/**
 * Bytes per call: with a few frames of V8's, of about 100 bytes each, far from the ratio of `stack_limit.js`. A number that
 * LEB128 has in two bytes.
 */
const CHARGE_BYTES = 256;
/** An address that no stack has. */
const NOWHERE = -1;
/**
 * The address at which the stack goes on, at the latest, for a call that goes on within C code, as JSON's scanner does, at 190
 * bytes of V8's stack for 16 of the other. It leaves little of the stack, and no less for such a call within another. The
 * limit of the stack sets it.
 */
export const innerLevel = new Global({ value: "i32", mutable: true }, NOWHERE);
const LEVELS = {
  own: new Global({ value: "i32", mutable: true }, NOWHERE),
  inner: innerLevel,
};

/**
 * Where a type has its functions, in 32-bit words from its start, by their signature and charge: parameters, results,
 * which charge. They are tp_dealloc; tp_repr, tp_hash and tp_iternext; tp_richcompare.
 */
const SLOTS = {
  "1,0,own": [6],
  "1,1,own": [11, 15, 28],
  "3,1,own": [25],
};
/** The same for types whose call goes on within C code: tp_call. */
const INNER_SLOTS = { "3,1,inner": [16] };

/**
 * Finds the functions of types that work on values within values.
 *
 * @param {{ readonly memory: { readonly buffer: ArrayBufferLike } }} exports
 * @param {{ nesting: readonly number[], inner: readonly number[] }} types Their addresses
 * @returns {ChargedFunctions}
 */
export function findCharged({ memory }, { nesting, inner }) {
  const words = new Uint32Array(memory.buffer);
  /**
   * @param {readonly number[]} types
   * @param {readonly number[]} slots
   */
  const find = (types, slots) =>
    [
      ...new Set(
        types.flatMap((type) =>
          slots.map((slot) => words[type / 4 + slot] ?? 0)
        ),
      ),
    ].filter((index) => index > 0);
  return Object.fromEntries([
    ...Object.entries(SLOTS).map(([key, slots]) => [key, find(nesting, slots)]),
    ...Object.entries(INNER_SLOTS).map((
      [key, slots],
    ) => [key, find(inner, slots)]),
  ]);
}

/**
 * Puts functions that charge and call the original in the places of these functions.
 *
 * @param {ChargeableExports} exports
 * @param {ChargedFunctions} charged
 */
export function chargeStack(exports, charged) {
  const { __indirect_function_table: table, __stack_pointer: pointer } =
    exports;
  for (const [key, indexes] of Object.entries(charged)) {
    const [parameters, results, charge] = key.split(",");
    const module = new ChargeModule(
      charging(Number(parameters), Number(results)),
    );
    const level = charge === "inner" ? LEVELS.inner : LEVELS.own;
    for (const index of indexes) {
      const original = table.get(index) ?? 0;
      // A cast, as no type says what a module exports: `charging` does.
      const own = /** @type {{ f: () => void }} */ (new ChargeInstance(module, {
        e: { f: original, p: pointer, l: level },
      }).exports);
      table.set(index, own.f);
    }
  }
}

/**
 * A WebAssembly module of one function: it moves the stack pointer `p` down to `l`, if it is above that, and by the charge,
 * calls `f`, and moves it back.
 *
 * @param {number} parameters How many integers it takes
 * @param {number} results How many it returns
 * @returns {Uint8Array<ArrayBuffer>}
 */
function charging(parameters, results) {
  const I32 = 0x7f;
  /** @param {number[]} bytes */
  const sized = (...bytes) => [bytes.length, ...bytes];
  /**
   * @param {string} name
   * @param {number[]} kind
   */
  const imported = (name, ...kind) => [1, 0x65, 1, name.charCodeAt(0), ...kind];
  const p = [0x23, 0]; // global.get p
  const l = [0x23, 1]; // global.get l
  const setP = [0x24, 0]; // global.set p
  const charge = [0x41, CHARGE_BYTES % 128 + 128, CHARGE_BYTES / 128]; // i32.const
  /** The local variable after the parameters. */
  const saved = parameters;
  const given = Array.from({ length: parameters }, (_, at) => [0x20, at]); // local.get
  const body = [
    ...[1, 1, I32, ...p, 0x21, saved], // one local; local.set
    ...[...p, ...l, ...p, ...l, 0x49, 0x1b], // i32.lt_u, select: the lower of both
    ...[...charge, 0x6b, ...setP], // i32.sub
    ...[...given.flat(), 0x10, 0], // call f
    ...[0x20, saved, ...setP, 0x0b], // local.get; end
  ];
  const type = [
    ...[0x60, parameters, ...Array(parameters).fill(I32)],
    ...[results, ...Array(results).fill(I32)],
  ];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, ...sized(1, ...type)],
    ...[
      2,
      ...sized(
        3,
        ...imported("f", 0, 0),
        ...imported("p", 3, I32, 1),
        ...imported("l", 3, I32, 1),
      ),
    ],
    ...[3, ...sized(1, 0)],
    ...[7, ...sized(1, 1, 0x66, 0, 1)], // export f
    ...[10, ...sized(1, ...sized(...body))],
  ]);
}
