// What `fs` says of files and directories, as Node has it.

/**
 * @import { FileKind } from "../../../../core/mount_messages.ts"
 * @import { Stat } from "../host.d.ts"
 */

/** What `Stats` and `Dirent` say of a kind. */
class StatsBase {
  #kind;
  /** @param {FileKind} kind */
  constructor(kind) {
    this.#kind = kind;
  }
  isFile() {
    return this.#kind === "file";
  }
  isDirectory() {
    return this.#kind === "directory";
  }
  isSymbolicLink() {
    return false;
  }
  isFIFO() {
    return false;
  }
  isSocket() {
    return false;
  }
  isBlockDevice() {
    return false;
  }
  isCharacterDevice() {
    return false;
  }
}

export class Stats extends StatsBase {
  /** @param {Stat} stat */
  constructor({ kind, size, mtimeMs, birthtimeMs = mtimeMs, ino = 0 }) {
    super(kind);
    this.dev = 1;
    this.ino = ino;
    this.mode = kind === "directory" ? 0o40755 : 0o100644;
    this.nlink = 1;
    this.uid = this.gid = 0;
    this.size = size;
    this.atimeMs = this.mtimeMs = this.ctimeMs = mtimeMs;
    this.birthtimeMs = birthtimeMs;
    this.atime = this.mtime = this.ctime = new Date(mtimeMs);
    this.birthtime = new Date(birthtimeMs);
  }
}

export class Dirent extends StatsBase {
  /**
   * @param {string} name
   * @param {string} parentPath
   * @param {FileKind} kind
   */
  constructor(name, parentPath, kind) {
    super(kind);
    this.name = name;
    this.parentPath = parentPath;
    // Its old name.
    this.path = parentPath;
  }
}
