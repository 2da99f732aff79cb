// The file of the program that runs: the code of a run lies below /work under its file name, so that the program can
// open itself and find what lies beside it. The file does not count as the guest's until the guest changes it.

import {
  byteLengthOf,
  charCodeAt,
  decodeUtf8,
  encodeUtf8,
  mapGet,
  mapSet,
  max,
  NativeMap,
  push,
  setDelete,
  setHas,
  stringIncludes,
  stringIndexOf,
  stringLastIndexOf,
  stringSlice,
} from "../worker/intrinsics.js";
import {
  MAX_KEPT_CODE_CHARS,
  MAX_KEPT_PROGRAMS,
} from "../worker/shared_values.js";
import { fileCaps } from "./file_limit.js";

/**
 * @import { Delivered } from "../../core/protocol.ts"
 * @import { EmscriptenFs, FsNode } from "./emscripten_fs.ts"
 *
 * @typedef {object} PlacedProgram
 * @property {string} name The file name of the code, which no other code of the sandbox has
 * @property {string} path The path of its file; empty without one
 */

const WORK_PREFIX = "/work/";
/** Stands for code that is not remembered. No code that runs has a NUL. */
const FORGOTTEN = "\0";

/** Puts the program of each run into a file. */
export class ProgramFile {
  #FS;
  #changed;
  /** @type {Map<string, string>} The code of each name that was used. */
  #named = new NativeMap();
  #names = 0;
  #chars = 0;
  /** @type {FsNode | undefined} The file of the current program. */
  #node;
  #bytes = 0;
  #isListed = false;

  /**
   * @before-guest it is made while the worker starts
   * @param {EmscriptenFs} FS Emscripten's file system
   * @param {Set<FsNode>} changed The nodes that are noted as changed
   */
  constructor(FS, changed) {
    this.#FS = FS;
    this.#changed = changed;
    const { MEMFS } = FS.filesystems;
    const { node: operations } = MEMFS.ops_table.dir;
    const { readdir } = operations;
    operations.readdir = MEMFS.node_ops.readdir = (directory) => {
      const names = readdir(directory);
      return this.#node?.parent === directory ? this.#listed(names) : names;
    };
  }

  /**
   * Leaves the file out of a listing if the host did not name it: a program that was sent without a name is no file of
   * its directory to those who wrote it.
   *
   * @param {string[]} names
   */
  #listed(names) {
    const node = this.#node;
    if (node === undefined || this.#isListed || !this.owns(node)) return names;
    /** @type {string[]} */
    const listed = [];
    for (let i = 0; i < names.length; i++) {
      if (names[i] !== node.name) push(listed, names[i]);
    }
    return listed;
  }

  /**
   * Whether a node is the file of the program, as it was written.
   *
   * @param {FsNode} node
   */
  owns(node) {
    if (node !== this.#node) return false;
    if (setHas(this.#changed, node)) this.#forget();
    return node === this.#node;
  }

  /**
   * Names the code of a run and writes it to a file.
   *
   * @param {Extract<Delivered, { type: "run" }>} message The message that starts the run
   * @returns {PlacedProgram}
   */
  place({ run, filename, named, code }) {
    this.#remove();
    this.#isListed = named;
    const asked = this.#find(filename, code);
    if (asked !== undefined) return asked;
    const name = withNumber(filename, run);
    return this.#find(name, code) ?? { name, path: "" };
  }

  /**
   * Places a program before there is a guest, since the first time takes ten times as long.
   *
   * @before-guest it is done while a worker waits for its guest
   * @returns {PlacedProgram}
   */
  rehearse() {
    const found = this.#find("main.py", "0");
    return found ?? { name: "main.py", path: "" };
  }

  /** Forgets all programs. */
  forget() {
    this.#remove();
    this.#named = new NativeMap();
    this.#names = 0;
    this.#chars = 0;
  }

  /**
   * Uses a name, unless other code or another file has it.
   *
   * @param {string} name
   * @param {string} code
   * @returns {PlacedProgram | undefined}
   */
  #find(name, code) {
    const known = mapGet(this.#named, name);
    if (known !== undefined && known !== code) return undefined;
    const path = pathOf(name);
    if (path !== undefined && !this.#write(path, code)) return undefined;
    // Beyond them, a name may be used a second time.
    if (known === undefined && this.#names < MAX_KEPT_PROGRAMS) {
      this.#names++;
      this.#chars += code.length;
      mapSet(
        this.#named,
        name,
        this.#chars > MAX_KEPT_CODE_CHARS ? FORGOTTEN : code,
      );
    }
    return { name, path: path ?? "" };
  }

  /**
   * Writes the file. Returns false if there is another at its path.
   *
   * @param {string} path
   * @param {string} code
   */
  #write(path, code) {
    const bytes = encodeUtf8(code);
    try {
      const directory = stringSlice(path, 0, stringLastIndexOf(path, "/"));
      // Mounts get no file of ours, whichever links the guest made.
      const { node: parent } = this.#FS.lookupPath(directory, { follow: true });
      if (parent?.mount !== this.#FS.root.mount) return true;
      const { node } = this.#FS.lookupPath(path, {
        follow: false,
        noent_okay: true,
      });
      if (node !== undefined) return this.#holds(node, path, code);
      this.#bytes = byteLengthOf(bytes);
      fileCaps.bytes += this.#bytes;
      fileCaps.files++;
      const stream = this.#FS.open(path, "w");
      this.#node = stream.node;
      try {
        this.#FS.write(stream, bytes, 0, this.#bytes, 0);
      } finally {
        this.#FS.close(stream);
        setDelete(this.#changed, this.#node);
      }
    } catch {
      // A directory that is missing, a name that is too long, or memory that is used up: the program runs without a file.
      this.#remove();
    }
    return true;
  }

  /**
   * Whether a file has this code.
   *
   * @param {FsNode} node
   * @param {string} path
   * @param {string} code
   */
  #holds(node, path, code) {
    if (!this.#FS.isFile(node.mode)) return false;
    const found = encodeUtf8(code);
    const bytes = byteLengthOf(found);
    if (node.usedBytes !== bytes) return false;
    const stream = this.#FS.open(path, "r");
    try {
      const read = this.#FS.read(stream, found, 0, bytes, 0);
      return read === bytes && decodeUtf8(found) === code;
    } finally {
      this.#FS.close(stream);
    }
  }

  /** Removes the file of the program before, unless the guest changed, moved or removed it. */
  #remove() {
    const node = this.#node;
    if (node === undefined || !this.owns(node)) return;
    try {
      const { parent, name } = node;
      const entries =
        /** @type {Readonly<Record<string, FsNode>> | null | undefined} */ (
          parent.contents
        );
      if (entries?.[name] === node) {
        parent.node_ops.unlink?.(parent, name);
        this.#FS.destroyNode(node);
      }
    } catch {
      // It stays, and is the guest's.
    }
    this.#forget();
  }

  #forget() {
    if (this.#node === undefined && this.#bytes === 0) return;
    this.#node = undefined;
    fileCaps.bytes = max(0, fileCaps.bytes - this.#bytes);
    fileCaps.files = max(0, fileCaps.files - 1);
    this.#bytes = 0;
  }
}

/**
 * The path of a file name below /work; nothing for a name that is no path there, such as `<repl>`.
 *
 * @param {string} name
 */
function pathOf(name) {
  if (name === "" || stringSlice(name, 0, 1) === "<") return undefined;
  for (let i = 0; i < name.length; i++) {
    if (charCodeAt(name, i) < 0x20) return undefined;
  }
  const relative = stringIndexOf(name, WORK_PREFIX) === 0
    ? stringSlice(name, WORK_PREFIX.length)
    : name;
  if (stringSlice(relative, 0, 1) === "/") return undefined;
  const slashed = `/${relative}/`;
  const isOdd = stringIncludes(slashed, "/../") ||
    stringIncludes(slashed, "/./") || stringIncludes(slashed, "//");
  return isOdd ? undefined : `${WORK_PREFIX}${relative}`;
}

/**
 * Puts a number into a file name: `main-2.py`, `<repl-2>`.
 *
 * @param {string} name
 * @param {number} number
 */
function withNumber(name, number) {
  const dot = stringLastIndexOf(name, ".");
  const isAngled = stringSlice(name, -1) === ">";
  const at = isAngled
    ? name.length - 1
    : dot > stringLastIndexOf(name, "/") + 1
    ? dot
    : name.length;
  return `${stringSlice(name, 0, at)}-${number}${stringSlice(name, at)}`;
}
