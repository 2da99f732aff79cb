// What `fs` gives beside contents: errors, stats and directory entries, as Node has them.
(function () {
  "use strict";

  /** The error numbers, and what Node says of them. */
  const ERRORS = {
    __proto__: null,
    ENOENT: [2, "no such file or directory"],
    EACCES: [13, "permission denied"],
    EBUSY: [16, "resource busy or locked"],
    EEXIST: [17, "file already exists"],
    EXDEV: [18, "cross-device link not permitted"],
    ENOTDIR: [20, "not a directory"],
    EISDIR: [21, "illegal operation on a directory"],
    EINVAL: [22, "invalid argument"],
    EFBIG: [27, "file too large"],
    ENOSPC: [28, "no space left on device"],
    EROFS: [30, "read-only file system"],
    EPERM: [1, "operation not permitted"],
    EIO: [5, "i/o error"],
    ENAMETOOLONG: [36, "name too long"],
    ENOTEMPTY: [39, "directory not empty"],
  };

  /** Does something with paths; errors have Node's form. */
  function attempt(syscall, [path, dest], act) {
    try {
      return act();
    } catch (thrown) {
      const { code } = thrown ?? {};
      const known = typeof code === "string" ? ERRORS[code] : undefined;
      if (known === undefined || thrown.syscall !== undefined) throw thrown;
      const to = dest === undefined ? "" : ` -> '${dest}'`;
      const error = new Error(
        `${code}: ${known[1]}, ${syscall} '${path}'${to}`,
      );
      error.errno = -known[0];
      error.code = code;
      error.syscall = syscall;
      error.path = path;
      if (dest !== undefined) error.dest = dest;
      throw error;
    }
  }

  class Stats {
    #kind;
    constructor({ kind, size, mtimeMs, birthtimeMs = mtimeMs, ino = 0 }) {
      this.#kind = kind;
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
    isFile() {
      return this.#kind === "file";
    }
    isDirectory() {
      return this.#kind === "directory";
    }
    isSymbolicLink() {
      return false;
    }
  }

  class Dirent {
    #kind;
    constructor(name, parentPath, kind) {
      this.name = name;
      this.parentPath = parentPath;
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
  }

  return { attempt, Stats, Dirent };
});
