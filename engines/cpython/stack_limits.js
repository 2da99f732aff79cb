// The limits of the C stack by which the interpreter finds that a recursion is too deep. WebAssembly has two stacks: one in
// linear memory, which is large, and V8's own, which is not, and which the interpreter cannot see. Its own limits are made for
// any host; ours are as large as V8's stack allows.

import { innerLevel } from "../python/stack_charge.js";

/**
 * @import { Isolation } from "../../core/languages.ts"
 */

/** What the interpreter takes for the size of its stack, and the margin of its checks, in bytes. */
const OWN_STACK_BYTES = 131_072;
const MARGIN_BYTES = 8_192;
/**
 * The sizes that V8's stacks allow, of 3 800 KiB in a process and 984 KiB in a thread.
 *
 * @type {Readonly<Record<Isolation, number>>}
 */
const ALLOWED_BYTES = { process: 1_024 * 1024, thread: 256 * 1024 };
/** What is left of it where C code calls itself and nothing else. */
const INNER_BYTES = { process: 160 * 1024, thread: 64 * 1024 };

/**
 * Finds the limits: the top of the stack, and the addresses at which a recursion is refused and at which it is fatal.
 *
 * @param {Uint8Array} memory
 * @returns {number} The address of the first of the three words
 */
export function findStackLimits(memory) {
  const words = new Uint32Array(memory.buffer);
  const found = [];
  for (let at = 0; at + 2 < words.length; at++) {
    const top = words[at];
    if (top === 0 || top - words[at + 1] !== softBytes(OWN_STACK_BYTES)) {
      continue;
    }
    if (top - words[at + 2] === hardBytes(OWN_STACK_BYTES)) found.push(4 * at);
  }
  const [address] = found;
  if (address !== undefined && found.length === 1) return address;
  throw new Error(`The interpreter has ${found.length} limits of its stack`);
}

/**
 * Sets the limits.
 *
 * @param {WebAssembly.Memory} memory
 * @param {number} address
 * @param {Isolation} isolation
 */
export function setStackLimits(memory, address, isolation) {
  const words = new Uint32Array(memory.buffer, address, 3);
  words[1] = words[0] - softBytes(ALLOWED_BYTES[isolation]);
  words[2] = words[0] - hardBytes(ALLOWED_BYTES[isolation]);
  innerLevel.value = words[0] - ALLOWED_BYTES[isolation] +
    INNER_BYTES[isolation];
}

/** @param {number} stackBytes */
function softBytes(stackBytes) {
  return stackBytes - 2 * MARGIN_BYTES;
}

/** @param {number} stackBytes */
function hardBytes(stackBytes) {
  return stackBytes - MARGIN_BYTES;
}
