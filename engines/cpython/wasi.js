// WASI preview 1 for the interpreter, over the files of its sandbox. `@bjorn3/browser_wasi_shim` (0.4.2) was not taken:
// it checks no pointer, so a bad one throws through the guest, and it has neither limits nor symbolic links. It waits
// in a busy loop that nothing interrupts, and takes one subscription at a time.

import { ERRNO, FileError } from "./file_errors.js";
import { MountFile } from "./mount_files.js";
import { isDirectory } from "./paths.js";
import { pollFunctions } from "./wasi_poll.js";
import {
  ALL_RIGHTS,
  Descriptor,
  Descriptors,
  DIRECTORY_RIGHTS,
  RIGHTS,
} from "./wasi_descriptors.js";
import { attributeFunctions } from "./wasi_attributes.js";
import { listingFunctions } from "./wasi_listings.js";
import { makingFunctions } from "./wasi_making.js";
import { openingFunctions } from "./wasi_opening.js";
import { lookingFunctions } from "./wasi_places.js";
import { positionFunctions } from "./wasi_positions.js";
import { removingFunctions } from "./wasi_removing.js";
import { transferFunctions } from "./wasi_transfers.js";
import { GuestMemory } from "./wasi_memory.js";
import {
  ProcessExit,
  socketFunctions,
  systemFunctions,
  textFunctions,
} from "./wasi_system.js";

/**
 * @import { Directory, TreeNode } from "./directory.js"
 * @import { FileTree } from "./files.js"
 * @import { MountNode } from "./mounts.js"
 * @import { WasiHost } from "./wasi_values.js"
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
 * @typedef {object} SavedDescriptor Plain data.
 * @property {number} fd
 * @property {number} [node] The number of its node, unless it has a path.
 * @property {string} [mounted] Its path in a mount.
 * @property {string} [preopen] The path under which it was preopened.
 * @property {string} [within] The preopened path that it was opened below, if it is a directory.
 * @property {boolean} isFile
 * @property {number} rights
 * @property {number} inheriting
 * @property {number} flags
 * @property {number} position
 *
 * @typedef {{ readonly descriptors: readonly SavedDescriptor[] }} SavedWasi
 * @typedef {(...args: never[]) => void} WasiFunction A function that fails by throwing.
 */

export class Wasi {
  /** @type {FileTree} */
  #tree;
  #memory = new GuestMemory();
  #descriptors = new Descriptors();
  /** @type {{ readonly path: string, readonly node: Directory | MountNode }[]} */
  #preopens = [];
  #imports;

  /** @param {WasiOptions} options */
  constructor(options) {
    const { tree, memory, args, env, preopens } = options;
    this.#tree = tree;
    this.#memory.attach(memory);
    tree.usage.setClock(options.clocks.realtime);
    this.renewStreams();
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
      ...attributeFunctions(state),
      ...positionFunctions(state),
      ...transferFunctions(state),
      ...listingFunctions(state),
      ...openingFunctions(state),
      ...lookingFunctions(state),
      ...makingFunctions(state),
      ...removingFunctions(state),
      ...pollFunctions(state),
      ...socketFunctions(state),
    });
  }

  /** Has the standard streams under their numbers, also if a guest has closed or moved them. */
  renewStreams() {
    for (const [fd, node] of this.#tree.standard.entries()) {
      const open = this.#descriptors.find(fd);
      if (open?.node === node) continue;
      if (open !== undefined) this.#descriptors.close(fd);
      const descriptor = new Descriptor(node);
      descriptor.rights = node.device === "stdin" ? INPUT : OUTPUT;
      this.#descriptors.put(fd, descriptor);
    }
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
      const { node, file, preopen } = descriptor;
      const within = this.#preopens.find(({ node }) =>
        node === descriptor.within
      )?.path;
      return {
        fd,
        ...preopen !== undefined
          ? { preopen }
          : node.type === "mount"
          ? { mounted: node.path }
          : { node: node.number },
        ...within === undefined ? {} : { within },
        isFile: file !== undefined,
        rights: descriptor.rights,
        inheriting: descriptor.inheriting,
        flags: descriptor.flags,
        position: descriptor.position,
      };
    });
    return { descriptors };
  }

  /**
   * Closes everything, also what is open in mounts, as far as the host can be asked: it would keep that for an instance
   * that was given up.
   */
  closeAll() {
    for (const [fd] of this.#descriptors.all()) {
      try {
        this.#descriptors.close(fd);
      } catch {
        // The host keeps it until the sandbox ends.
      }
    }
    this.#descriptors.clear();
  }

  /**
   * Has open what was open when the state was saved, instead of what is.
   *
   * @param {SavedWasi} saved
   */
  restore({ descriptors }) {
    const numbers = descriptors.flatMap(({ node }) => node ?? []);
    const nodes = this.#tree.findNumbers(new Set(numbers));
    this.closeAll();
    for (const saved of descriptors) this.#reopen(saved, nodes);
    this.#tree.freeUnused();
  }

  /**
   * @param {SavedDescriptor} saved
   * @param {ReadonlyMap<number, TreeNode>} nodes
   */
  #reopen(saved, nodes) {
    const { isFile, preopen } = saved;
    const node = preopen !== undefined
      ? this.#preopened(preopen)
      : saved.mounted !== undefined
      ? this.#tree.findMounted(saved.mounted, isFile ? "file" : "directory")
      : nodes.get(saved.node ?? 0);
    // What is gone, such as a mount, is closed.
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
    if (preopen !== undefined) descriptor.preopen = preopen;
    descriptor.within = this.#preopened(saved.within ?? preopen ?? "");
    this.#descriptors.put(saved.fd, descriptor);
  }

  /** @param {string} path */
  #preopened(path) {
    return this.#preopens.find((one) => one.path === path)?.node;
  }

  /** @param {Preopen} preopen */
  #preopen({ path, at }) {
    const node = this.#tree.find(at);
    if (node === undefined || !isDirectory(node)) {
      throw new TypeError(
        `Cannot preopen a path as it must be a directory: current value is ${at}`,
      );
    }
    this.#preopens.push({ path, node });
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
        requireStack(STACK_FRAMES);
        // A cast, as WebAssembly passes what each function's type says.
        act(.../** @type {never[]} */ (args));
        return 0;
      } catch (thrown) {
        if (thrown instanceof ProcessExit) throw thrown;
        if (thrown instanceof FileError) return thrown.errno;
        return thrown instanceof RangeError ? ERRNO.ENOMEM : ERRNO.EIO;
      }
    }]),
  );
}

/** More calls in each other than one of the functions makes. */
const STACK_FRAMES = 100;

/**
 * Fails if there is no stack left for a function, which would otherwise end in the middle.
 *
 * @param {number} frames
 * @returns {number}
 */
function requireStack(frames) {
  return frames === 0 ? 0 : 1 + requireStack(frames - 1);
}
