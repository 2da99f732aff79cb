// Strings and bytes hash differently in every sandbox although all start from one snapshot; string_hash.wat says how.

/**
 * @import { InterpreterExports } from "./pyodide.ts"
 *
 * @typedef {object} StringHash What string_hash.wat exports.
 * @property {(self: number, bytes: number) => number} hash
 * @property {(a: bigint, b: bigint) => void} seed
 */

const { Module, Instance: HashInstance } = WebAssembly;

/** string_hash.wat, assembled. */
const CODE = [
  "AGFzbQEAAAABDAJgAn9/AX9gAn5+AAJBBQNlbnYGbWVtb3J5AgAAA2VudgRoYXNoAAAD",
  "ZW52BnNlY3JldAN/AANlbnYFa25vd24DfwADZW52BG1hc2sDfwADAwIBAAYLAn4BQgAL",
  "fgFCAAsHDwIEc2VlZAABBGhhc2gAAgpsAgoAIAAkAyABJAQLXwIBfwJ+IAAgARAAIQIj",
  "ASACIwJxQQN2ai0AACACQQdxdkEBcQRAIAIPCyMAKQMAIQMjACkDCCEEIwAjAzcDACMA",
  "IwQ3AwggACABEAAhAiMAIAM3AwAjACAENwMIIAIL",
].join("");

/** Bits of the bitmap of known hashes: with the 40 000 of a snapshot one unknown string in fifty passes for known. */
const BITMAP_BITS = 2 ** 21;
/** Where an object's type is, and the cached hash of a string or of bytes, in 32-bit words from the object's start. */
const TYPE_WORD = 1;
const HASH_WORD = 3;

/**
 * Notes all cached hashes of strings and bytes in a bitmap.
 *
 * @param {InterpreterExports} exports The interpreter's exports; its memory grows by the bitmap
 * @returns {number} The address of the bitmap
 */
export function noteKnownHashes(exports) {
  const known = exports.malloc(BITMAP_BITS / 8);
  const words = new Int32Array(exports.memory.buffer);
  const bitmap = new Uint8Array(exports.memory.buffer, known, BITMAP_BITS / 8)
    .fill(0);
  const types = [exports.PyUnicode_Type.value, exports.PyBytes_Type.value];
  /** @param {number} hash */
  const note = (hash) => {
    const bit = hash & (BITMAP_BITS - 1);
    const byte = bitmap[bit >> 3] ?? 0;
    bitmap[bit >> 3] = byte | 1 << (bit & 7);
  };
  // Everything that looks like an object counts: an additional hash does no harm.
  for (let at = TYPE_WORD; at < words.length - HASH_WORD; at++) {
    if (!types.includes(words[at])) continue;
    note(words[at - TYPE_WORD + HASH_WORD] ?? 0);
  }
  // A hash of -1 is stored as -2.
  note(-1);
  return known;
}

/**
 * Puts the function in the place of the interpreter's own.
 *
 * @param {InterpreterExports} exports The interpreter's exports
 * @param {number} known What `noteKnownHashes` returned when the snapshot was made
 * @returns {(a: bigint, b: bigint) => void} A function that takes the sandbox's secret, two 64-bit integers
 */
export function replaceStringHash(exports, known) {
  const { memory, __indirect_function_table: table } = exports;
  const pointer = new Uint32Array(
    memory.buffer,
    exports.PyHash_GetFuncDef(),
    1,
  );
  const code = Uint8Array.from(
    atob(CODE),
    (character) => character.charCodeAt(0),
  );
  // A cast, as no type says what a module exports: string_hash.wat does.
  const own = /** @type {StringHash} */ (new HashInstance(new Module(code), {
    env: {
      memory,
      hash: table.get(pointer[0] ?? 0) ?? 0,
      secret: exports._Py_HashSecret.value,
      known,
      mask: BITMAP_BITS - 1,
    },
  }).exports);
  const index = table.grow(1);
  table.set(index, own.hash);
  pointer[0] = index;
  return own.seed;
}
