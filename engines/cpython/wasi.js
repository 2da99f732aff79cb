// WASI preview 1 for the interpreter, over the files of its sandbox. `@bjorn3/browser_wasi_shim` (0.4.2) was not taken:
// it checks no pointer, so a bad one throws through the guest, and it has neither limits nor symbolic links. It waits
// in a busy loop that nothing interrupts, and takes one subscription at a time.

import { ERRNO, fail, FileError } from "./file_errors.js";
import { MountFile } from "./mounts.js";
import { isDirectory } from "./paths.js";
import { pollFunctions } from "./wasi_poll.js";
import {
  ALL_RIGHTS,
  Descriptor,
  Descriptors,
  DIRECTORY_RIGHTS,
  RIGHTS,
} from "./wasi_descriptors.js";
import { descriptorFunctions } from "./wasi_files.js";
import { GuestMemory } from "./wasi_memory.js";
import { pathFunctions } from "./wasi_paths.js";
import { fillRandom } from "./wasi_values.js";

/**
 * @import { TreeNode } from "./directory.js"
 * @import { FileTree } from "./files.js"
 * @import { WasiHost, WasiState } from "./wasi_values.js"
 *
 * @typedef {WasiHost & {
 *   readonly tree: FileTree,
 *   readonly memory?: WebAssembly.Memory,
 *   readonly args: readonly string[],
 *   readonly env: Readonly<Record<string, string>>,
 *   readonly preopens: readonly (string | Preopen)[],
 * }} WasiOptions
 *
 * @typedef {object} Preopen A directory that the guest has from the start.
 * @property {string} path Where the guest sees it. It may lie below a file, which no path leads through.
 * @property {string} at Where it is in the tree.
 *
 * @typedef {object} SavedDescriptor
 * @property {number} fd
 * @property {number | undefined} node The number of its node; a mount has a path instead.
 * @property {string | undefined} path
 * @property {boolean} isFile
 * @property {number} rights
 * @property {number} inheriting
 * @property {number} flags
 * @property {number} position
 * @property {string | undefined} preopen
 * @property {string | number} within The directory that its paths do not leave: as above, or 0.
 *
 * @typedef {{ readonly descriptors: readonly SavedDescriptor[] }} SavedWasi
 * @typedef {(...args: never[]) => void} WasiFunction A function that fails by throwing.
 */

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

const utf8Texts = new TextEncoder();

export class Wasi {
  /** @type {FileTree} */
  #tree;
  #memory = new GuestMemory();
  #descriptors = new Descriptors();
  #imports;

  /** @param {WasiOptions} options */
  constructor(options) {
    const { tree, memory, args, env, preopens } = options;
    this.#tree = tree;
    this.#memory.attach(memory);
    tree.setClock(options.clocks.realtime);
    for (const node of tree.standard) {
      const descriptor = new Descriptor(node);
      descriptor.rights = node.device === "stdin" ? INPUT : OUTPUT;
      this.#descriptors.add(descriptor);
    }
    for (const one of preopens) {
      this.#preopen(typeof one === "string" ? { path: one, at: one } : one);
    }
    const state = {
      memory: this.#memory,
      descriptors: this.#descriptors,
      host: options,
      tree,
    };
    const pairs = Object.entries(env).map(([name, value]) =>
      `${name}=${value}`
    );
    this.#imports = guarded({
      ...textFunctions(state, { args, pairs }),
      ...systemFunctions(state),
      ...descriptorFunctions(state),
      ...pathFunctions(state),
      ...pollFunctions(state),
      ...socketFunctions(state),
    });
  }

  /** The functions, as `WebAssembly.Instance` takes them. */
  get imports() {
    return { wasi_snapshot_preview1: this.#imports };
  }

  /**
   * Gives the memory of an instance that was made with the functions.
   *
   * @param {WebAssembly.Memory} memory
   */
  attach(memory) {
    this.#memory.attach(memory);
  }

  /**
   * What is open, for {@linkcode restore} on a copy of the tree, which goes with a copy of the memory.
   *
   * @returns {SavedWasi}
   */
  save() {
    const descriptors = this.#descriptors.all().map(([fd, descriptor]) => {
      const { node, file, within } = descriptor;
      return {
        fd,
        node: node.type === "mount" ? undefined : node.number,
        path: node.type === "mount" ? node.path : undefined,
        isFile: file !== undefined,
        rights: descriptor.rights,
        inheriting: descriptor.inheriting,
        flags: descriptor.flags,
        position: descriptor.position,
        preopen: descriptor.preopen,
        within: within?.type === "mount" ? within.path : within?.number ?? 0,
      };
    });
    return { descriptors };
  }

  /**
   * Has open what was open when the state was saved, instead of what is.
   *
   * @param {SavedWasi} saved
   */
  restore({ descriptors }) {
    const numbers = new Set(descriptors.flatMap(({ node, within }) => [
      ...node === undefined ? [] : [node],
      ...typeof within === "number" && within !== 0 ? [within] : [],
    ]));
    const nodes = this.#tree.findNumbers(numbers);
    for (const [fd] of this.#descriptors.all()) this.#descriptors.close(fd);
    this.#descriptors.clear();
    for (const saved of descriptors) this.#reopen(saved, nodes);
    this.#tree.freeUnused();
  }

  /**
   * @param {SavedDescriptor} saved
   * @param {ReadonlyMap<number, TreeNode>} nodes
   */
  #reopen(saved, nodes) {
    const { node: number, path, isFile, within } = saved;
    const node = number === undefined
      ? this.#tree.findMounted(path ?? "", isFile ? "file" : "directory")
      : nodes.get(number);
    // A mount may be gone: what was open in it is closed.
    if (node === undefined) return;
    const descriptor = new Descriptor(node);
    if (node.type === "file") descriptor.file = node;
    if (node.type === "mount" && isFile) {
      const writes = (saved.rights & RIGHTS.FD_WRITE) !== 0;
      descriptor.file = new MountFile(node, { writes });
    }
    descriptor.rights = saved.rights;
    descriptor.inheriting = saved.inheriting;
    descriptor.flags = saved.flags;
    descriptor.position = saved.position;
    descriptor.preopen = saved.preopen;
    const around = typeof within === "string"
      ? this.#tree.findMounted(within, "directory")
      : nodes.get(within);
    if (around !== undefined && isDirectory(around)) descriptor.within = around;
    this.#descriptors.put(saved.fd, descriptor);
  }

  /** @param {Preopen} preopen */
  #preopen({ path, at }) {
    const node = this.#tree.find(at);
    if (node === undefined || !isDirectory(node)) {
      throw new TypeError(
        `Cannot preopen a path as it must be a directory: current value is ${at}`,
      );
    }
    const descriptor = new Descriptor(node);
    descriptor.within = node;
    descriptor.preopen = path;
    descriptor.rights = DIRECTORY_RIGHTS;
    descriptor.inheriting = ALL_RIGHTS;
    this.#descriptors.add(descriptor);
  }
}

// A descriptor that can be seeked by its rights is no terminal for the C library.
const STREAM = RIGHTS.FD_SEEK | RIGHTS.FD_TELL | RIGHTS.FD_FILESTAT_GET |
  RIGHTS.FD_FDSTAT_SET_FLAGS | RIGHTS.POLL_FD_READWRITE;
const INPUT = STREAM | RIGHTS.FD_READ;
const OUTPUT = STREAM | RIGHTS.FD_WRITE;

/**
 * Makes functions that return error numbers of those that throw. Nothing but the end of the process is thrown on.
 *
 * @param {Readonly<Record<string, WasiFunction>>} functions
 * @returns {Record<string, (...args: unknown[]) => number>}
 */
function guarded(functions) {
  return Object.fromEntries(
    Object.entries(functions).map(([name, act]) => [name, (...args) => {
      try {
        // A cast, as WebAssembly passes what each function's type says.
        act(.../** @type {never[]} */ (args));
        return 0;
      } catch (thrown) {
        if (thrown instanceof ProcessExit) throw thrown;
        return thrown instanceof FileError ? thrown.errno : ERRNO.EIO;
      }
    }]),
  );
}

/**
 * The functions for arguments and variables: each a list of pointers and one buffer of texts.
 *
 * @param {WasiState} state
 * @param {{ args: readonly string[], pairs: readonly string[] }} texts
 */
function textFunctions({ memory }, { args, pairs }) {
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
function systemFunctions(state) {
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
function socketFunctions({ descriptors }) {
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
