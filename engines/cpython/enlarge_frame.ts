/**
 * Makes the stack frame of one function of the interpreter larger: that of the evaluation of Python code.
 *
 * The interpreter measures its stack in linear memory and stops a recursion there. V8 has a stack of its own, of which this
 * function takes ten times as much as of the other, and an overflow of V8's stack ends the interpreter. With a larger frame,
 * a recursion through any code reaches the first limit before the second.
 *
 * @module
 */

/** How much larger the frame becomes, in bytes. */
const MORE_BYTES = 1_024;

/** The index of the stack pointer, as the linker writes it. */
const STACK_POINTER = [0x80, 0x80, 0x80, 0x80, 0x00];
const GLOBAL_GET = 0x23;
const GLOBAL_SET = 0x24;
const I32_CONST = 0x41;
const I32_ADD = 0x6a;
const I32_SUB = 0x6b;

/**
 * Enlarges the frame, in place: the code keeps its length.
 *
 * @param body The body of the function
 * @throws {Error} If it takes or frees its frame in a way that is unknown
 */
export function enlargeFrame(body: Uint8Array): void {
  const begin = find(body, [GLOBAL_GET, ...STACK_POINTER, I32_CONST]);
  const at = begin + 2 + STACK_POINTER.length;
  const frame = body.slice(at, at + 2);
  const [low = 0, high = 0] = frame;
  // A number of two bytes, which has room for more.
  if (low < 128 || high >= 64) throw unknown("its frame has another size");
  const bytes = (low & 127) + high * 128 + MORE_BYTES;
  if (bytes >= 64 * 128) throw unknown("its frame is too large");
  const larger = [bytes % 128 + 128, Math.floor(bytes / 128)];
  if (body[at + 2] !== I32_SUB) throw unknown("it takes its frame otherwise");
  const end = find(body, [
    I32_CONST,
    ...frame,
    I32_ADD,
    GLOBAL_SET,
    ...STACK_POINTER,
  ]);
  body.set(larger, at);
  body.set(larger, end + 1);
}

/** Finds bytes that are there once. */
function find(body: Uint8Array, wanted: readonly number[]): number {
  const found: number[] = [];
  for (let at = 0; at + wanted.length <= body.length; at++) {
    if (wanted.every((byte, i) => body[at + i] === byte)) found.push(at);
  }
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  throw unknown(`it takes or frees its frame ${found.length} times`);
}

function unknown(why: string): Error {
  return new Error(
    `Cannot convert the interpreter as a function has an unknown form: ${why}`,
  );
}
