// Directories of the host's as a backend of fs.js: every operation is one question, answered on the host's side of the
// wall. Paths are absolute paths of the guest's. What cannot be done is thrown with the errno's name as its `code`.
(function (channel, mounts) {
  "use strict";

  const { stringify } = JSON;
  const { apply } = Reflect;
  const $Uint8Array = Uint8Array;
  const startsWith = String.prototype.startsWith;
  const sliceBuffer = ArrayBuffer.prototype.slice;

  /** What is read and written at once, in bytes. */
  const READ_BYTES = 2 ** 20;
  const WRITE_BYTES = 2 ** 19;
  /** Errors of the host's have the name of an errno. */
  const ERRNO = /^E[A-Z]+$/;

  function tell(request, data) {
    try {
      return channel.ask("file", stringify(request), data);
    } catch (error) {
      if (ERRNO.test(error?.name ?? "")) error.code = error.name;
      throw error;
    }
  }

  /** A buffer of its own for a part of bytes. */
  function bufferOf({ buffer, byteOffset }, start, end) {
    return apply(sliceBuffer, buffer, [byteOffset + start, byteOffset + end]);
  }

  function toBytes(bytes) {
    return bytes === undefined ? new $Uint8Array(0) : new $Uint8Array(bytes);
  }

  function read(path, offset, length) {
    const wanted = length < READ_BYTES ? length : READ_BYTES;
    return toBytes(tell({ op: "read", path, offset, length: wanted }).bytes);
  }

  function write(path, bytes, at) {
    for (let done = 0; done < bytes.length; done += WRITE_BYTES) {
      const end = done + WRITE_BYTES < bytes.length
        ? done + WRITE_BYTES
        : bytes.length;
      const offset = at === "end" ? at : at + done;
      tell({ op: "write", path, offset }, bufferOf(bytes, done, end));
    }
  }

  const backend = {
    __proto__: null,
    readBytes: READ_BYTES,
    stat: (path) => tell({ op: "stat", path }).value,
    list: (path) =>
      tell({ op: "list", path }).value.map(([name, kind]) => ({ name, kind })),
    read,
    write,
    create: (path) =>
      void tell({
        op: "write",
        path,
        offset: 0,
        create: true,
        exclusive: true,
      }),
    truncate: (path, size) => void tell({ op: "truncate", path, size }),
    mkdir: (path) => void tell({ op: "mkdir", path }),
    rmdir: (path) => void tell({ op: "rmdir", path }),
    unlink: (path) => void tell({ op: "unlink", path }),
    rename: (path, to) => void tell({ op: "rename", path, to }),
  };

  return {
    backend,
    /** Whether a path, absolute and normal, is served by it. */
    serves(path) {
      for (const mount of mounts) {
        if (path === mount.path) return true;
        if (apply(startsWith, path, [mount.path + "/"])) return true;
      }
      return false;
    },
  };
});
