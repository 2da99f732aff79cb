// The functions of WASI for the process: arguments, variables, time, randomness and its end. Those for sockets always
// fail.

import { fail } from "./file_errors.js";
import { fillRandom } from "./wasi_values.js";

/** @import { WasiState } from "./wasi_values.js" */

const utf8Texts = new TextEncoder();

/** What ends the interpreter: it called for the end of its process. */
export class ProcessExit extends Error {
  /** @type {number} */
  exitCode;

  /** @param {number} exitCode */
  constructor(exitCode) {
    super(`The process exited with ${exitCode}`);
    this.exitCode = exitCode;
  }
}

/**
 * The functions for arguments and variables: each a list of pointers and one buffer of texts.
 *
 * @param {WasiState} state
 * @param {{ args: readonly string[], pairs: readonly string[] }} texts
 */
export function textFunctions({ memory }, { args, pairs }) {
  /** @param {readonly string[]} texts */
  const encode = (texts) => texts.map((text) => utf8Texts.encode(`${text}\0`));
  /** @param {readonly Uint8Array[]} texts */
  const sum = (texts) => texts.reduce((bytes, text) => bytes + text.length, 0);
  /**
   * @param {readonly Uint8Array[]} texts
   * @returns {(count: number, bytes: number) => void}
   */
  const sizes = (texts) => (count, bytes) => {
    memory.check(count, 4);
    memory.check(bytes, 4);
    memory.setUint32(count, texts.length);
    memory.setUint32(bytes, sum(texts));
  };
  /**
   * @param {readonly Uint8Array[]} texts
   * @returns {(pointers: number, buffer: number) => void}
   */
  const get = (texts) => (pointers, buffer) => {
    memory.check(pointers, 4 * texts.length);
    memory.check(buffer, sum(texts));
    let at = buffer >>> 0;
    for (const [index, text] of texts.entries()) {
      memory.setUint32((pointers >>> 0) + 4 * index, at);
      memory.bytes(at, text.length).set(text);
      at += text.length;
    }
  };
  const encodedArgs = encode(args);
  const encodedPairs = encode(pairs);
  return {
    args_sizes_get: sizes(encodedArgs),
    args_get: get(encodedArgs),
    environ_sizes_get: sizes(encodedPairs),
    environ_get: get(encodedPairs),
  };
}

/**
 * The functions for time, randomness and the process.
 *
 * @param {WasiState} state
 */
export function systemFunctions(state) {
  const { memory, host: { clocks } } = state;
  return {
    /**
     * @param {number} id
     * @param {number} result
     */
    clock_res_get(id, result) {
      if (id >>> 0 > 3) fail("EINVAL");
      memory.setUint64(result, clocks.resolution ?? 1_000_000n);
    },
    /**
     * @param {number} id
     * @param {bigint} _precision
     * @param {number} result
     */
    clock_time_get(id, _precision, result) {
      if (id >>> 0 > 3) fail("EINVAL");
      memory.check(result, 8);
      // The time of the processor is taken for that of the clock.
      const time = id === 0 ? clocks.realtime() : clocks.monotonic();
      memory.setUint64(result, BigInt.asUintN(64, time));
    },
    /**
     * @param {number} pointer
     * @param {number} length
     */
    random_get(pointer, length) {
      fillRandom(state, pointer, length);
    },
    sched_yield() {},
    /** @param {number} code */
    proc_exit(code) {
      throw new ProcessExit(code >>> 0);
    },
    proc_raise() {
      fail("ENOTSUP");
    },
  };
}

/**
 * There are no sockets.
 *
 * @param {WasiState} state
 */
export function socketFunctions({ descriptors }) {
  /** @param {number} fd */
  const refuse = (fd) => {
    descriptors.get(fd);
    fail("ENOTSOCK");
  };
  return {
    sock_accept: refuse,
    sock_recv: refuse,
    sock_send: refuse,
    sock_shutdown: refuse,
  };
}
