// The file of the program that runs: the code of a run lies below /work under its file name, so that the program can
// open itself and find what lies beside it. The file does not count as the guest's until the guest changes it.

import { RegularFile } from "./file_nodes.js";
import { walk } from "./paths.js";
import {
  MAX_KEPT_CODE_CHARS,
  MAX_KEPT_PROGRAMS,
} from "../worker/shared_values.js";

/**
 * @import { Delivered } from "../../core/protocol.ts"
 * @import { Entry } from "./entry.js"
 * @import { FileTree } from "./files.js"
 *
 * @typedef {object} PlacedProgram
 * @property {string} name The file name of the code, which no other code of the sandbox has
 * @property {string} path The path of its file; empty without one
 */

const WORK_PREFIX = "/work/";

/** Puts the program of each run into a file. */
export class ProgramFile {
  #tree;
  /** @type {Map<string, string | undefined>} The code of each name that was used, as far as it is remembered. */
  #named = new Map();
  #chars = 0;
  /** @type {Entry | undefined} */
  #entry;

  /** @param {FileTree} tree */
  constructor(tree) {
    this.#tree = tree;
  }

  /**
   * Goes on in a copy of the tree.
   *
   * @param {FileTree} tree
   */
  continueIn(tree) {
    this.#tree = tree;
    // The program of a run that is undone is not in it.
    this.#entry = undefined;
  }

  /**
   * Names the code of a run and writes it to a file.
   *
   * @param {Extract<Delivered, { type: "run" }>} message The message that starts the run
   * @returns {PlacedProgram}
   */
  place({ run, filename, named, code }) {
    this.#remove();
    const name = withNumber(filename, run);
    return this.#find(filename, code, named) ??
      this.#find(name, code, named) ?? { name, path: "" };
  }

  /**
   * Uses a name, unless other code or another file has it.
   *
   * @param {string} name
   * @param {string} code
   * @param {boolean} isListed
   * @returns {PlacedProgram | undefined}
   */
  #find(name, code, isListed) {
    const isKnown = this.#named.has(name);
    if (isKnown && this.#named.get(name) !== code) return undefined;
    const path = programPath(name);
    if (path !== undefined && !this.#write(path, code, isListed)) {
      return undefined;
    }
    // Beyond them, a name may be used a second time.
    if (!isKnown && this.#named.size < MAX_KEPT_PROGRAMS) {
      this.#chars += code.length;
      // Code that is not remembered counts as other code when it runs again.
      this.#named.set(
        name,
        this.#chars > MAX_KEPT_CODE_CHARS ? undefined : code,
      );
    }
    return { name, path: path ?? "" };
  }

  /**
   * Writes the file. Returns false if there is another at its path.
   *
   * @param {string} path
   * @param {string} code
   * @param {boolean} isListed Whether the guest's listings have it: a program that was sent without a name is no file of its
   *   directory to those who wrote it
   */
  #write(path, code, isListed) {
    const { root } = this.#tree;
    try {
      const place = walk({ at: root, within: root, root }, path.slice(1), {
        follow: false,
      });
      const bytes = new TextEncoder().encode(code);
      if (place.node !== undefined) return holds(place.node, bytes);
      // Mounts get no file of ours, whichever links the guest made.
      if (place.directory?.type !== "directory") return true;
      this.#entry = place.directory.addOwn(place.name, bytes);
      this.#entry.isListed = isListed;
    } catch {
      // A directory that is missing, a name that is too long: the program runs without a file.
    }
    return true;
  }

  /** Removes the file of the program before, unless the guest changed, moved or removed it. */
  #remove() {
    const entry = this.#entry;
    this.#entry = undefined;
    if (entry === undefined || !entry.node.hidden) return;
    if (entry.directory.entries.get(entry.name) === entry) {
      entry.directory.take(entry);
    }
  }
}

/**
 * @param {import("./directory.js").TreeNode} node
 * @param {Uint8Array} bytes
 */
function holds(node, bytes) {
  if (!(node instanceof RegularFile) || node.size !== bytes.length) {
    return false;
  }
  const found = new Uint8Array(bytes.length);
  node.read(found, 0);
  return found.every((byte, i) => byte === bytes[i]);
}

/**
 * The path of a file name below /work; nothing for a name that is no path there, such as `<repl>`.
 *
 * @param {string} name
 */
function programPath(name) {
  // deno-lint-ignore no-control-regex -- they are no part of a name
  if (name === "" || name.startsWith("<") || /[\x00-\x1f]/.test(name)) {
    return undefined;
  }
  const relative = name.startsWith(WORK_PREFIX)
    ? name.slice(WORK_PREFIX.length)
    : name;
  if (relative.startsWith("/")) return undefined;
  const isOdd = /\/(?:\.\.?)?\//.test(`/${relative}/`);
  return isOdd ? undefined : `${WORK_PREFIX}${relative}`;
}

/**
 * Puts a number into a file name: `main-2.py`, `<repl-2>`.
 *
 * @param {string} name
 * @param {number} number
 */
function withNumber(name, number) {
  const dot = name.lastIndexOf(".");
  const at = name.endsWith(">")
    ? name.length - 1
    : dot > name.lastIndexOf("/") + 1
    ? dot
    : name.length;
  return `${name.slice(0, at)}-${number}${name.slice(at)}`;
}
