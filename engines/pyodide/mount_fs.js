// Directories of the host's as a file system of Emscripten's: every operation is a question, answered on the host's side
// of the wall. What is known here of a name is only what kind of thing it was; sizes, times and contents are asked for.

import {
  bufferOf,
  byteLengthOf,
  byteOffsetOf,
  ceil,
  charCodeAt,
  copyInto,
  imul,
  mapGet,
  mapSet,
  min,
  NativeDate,
  NativeMap,
  NativeUint8Array,
  push,
  stringify,
  toBase64,
} from "../worker/intrinsics.js";

/** Error numbers of this Emscripten. */
const ERRNO = {
  __proto__: null,
  EACCES: 2,
  EBADF: 8,
  EEXIST: 20,
  EINTR: 27,
  EINVAL: 28,
  EIO: 29,
  EISDIR: 31,
  ELOOP: 32,
  EMFILE: 33,
  ENAMETOOLONG: 37,
  ENOENT: 44,
  ENOSPC: 51,
  ENOTDIR: 54,
  ENOTEMPTY: 55,
  EOVERFLOW: 61,
  EPERM: 63,
  EROFS: 69,
  EXDEV: 75,
};

const O_ACCMODE = 3;
const O_CREAT = 64;
const S_IFMT = 0o170000;
const S_IFDIR = 0o040000;
const S_IFREG = 0o100000;

/** What is read at once; the host gives no more. */
const READ_BYTES = 2 ** 20;
/** Bytes that are written with one request. In base64, they are within the limit of the smallest message. */
const WRITE_BYTES = 2 ** 19;
const BLOCK_BYTES = 4096;
/** The first of the device numbers of mounts, by which `os.path.ismount` tells them from what surrounds them. */
const FIRST_DEVICE = 100;

/**
 * Mounts what is granted.
 *
 * @before-guest it is done when a guest is opened, before its first run
 * @param FS Emscripten's file system
 * @param mounts The guest paths, and whether they are writable
 * @param host `ask` asks a service and blocks, and returns the answer, or nothing if the guest was interrupted or may
 * not ask; `mayAsk` says whether it may
 * @returns How many directories were made to mount them at, which are not the guest's
 */
export function mountAll(FS, mounts, host) {
  if (mounts.length === 0) return 0;
  let made = 0;
  const type = newType(FS, host);
  for (const [index, { path, writable }] of mounts.entries()) {
    made += makePlace(FS, path);
    FS.mount(type, { writable, device: FIRST_DEVICE + index }, path);
  }
  return made;
}

/** @before-guest as above */
function makePlace(FS, path) {
  let made = 0;
  const names = path.split("/").slice(1);
  for (let i = 1; i <= names.length; i++) {
    const above = `/${names.slice(0, i).join("/")}`;
    if (FS.analyzePath(above).exists) continue;
    FS.mkdir(above);
    made++;
  }
  return made;
}

function newType(FS, { ask, mayAsk }) {
  const { lookupNode, lookupPath, mayCreate } = FS;
  /** Whether a path is on its way to its end. */
  let walking = false;
  /** The directory that was listed last, and the kinds of what is in it, for the lookups that follow a listing. */
  let listed;
  /** What was looked up last, and what was said of it, for the rest of the same call. */
  let found;

  function fail(name) {
    throw new FS.ErrnoError(ERRNO[name] ?? ERRNO.EIO);
  }

  function tell(request, data) {
    listed = found = undefined;
    const answer = ask("file", stringify(request), data);
    // Between two runs there is no response. Within a run, an interrupted guest handles the interrupt and repeats the request.
    if (answer === undefined) fail(mayAsk() ? "EINTR" : "EIO");
    if (answer.error !== undefined) fail(answer.error.name);
    return answer;
  }

  function pathOf(parent, name) {
    return `${FS.getPath(parent)}/${name}`;
  }

  /** Directories are remembered, as the ways to what is in them; files are looked up each time. */
  function newNode(parent, name, kind) {
    const { writable } = (parent?.mount ?? mounting).opts;
    const mode = kind === "directory"
      ? S_IFDIR | (writable ? 0o755 : 0o555)
      : S_IFREG | (writable ? 0o644 : 0o444);
    if (parent !== null) forget(parent, name);
    const node = FS.createNode(parent, name, mode, 0);
    if (kind !== "directory" && parent !== null) FS.hashRemoveNode(node);
    node.node_ops = nodeOps;
    node.stream_ops = streamOps;
    return node;
  }

  function remembered(parent, name) {
    let node = FS.nameTable[FS.hashName(parent.id, name)];
    while (node && !(node.parent === parent && node.name === name)) {
      node = node.name_next;
    }
    return node;
  }

  function forget(parent, name) {
    for (
      let node = remembered(parent, name);
      node;
      node = remembered(parent, name)
    ) FS.hashRemoveNode(node);
  }

  function isOurs(node) {
    return node?.mount?.type === type;
  }

  /** A directory that is remembered, if it is still one; else what is there now. */
  function renew(node) {
    const { parent, name } = node;
    if (found?.node === node) return node;
    const known = listed?.directory === parent && mapGet(listed.kinds, name);
    if (known === "directory") return node;
    try {
      const stat = tell({ op: "stat", path: FS.getPath(node) }).value;
      if (stat.kind === "directory") {
        found = { node, stat };
        return node;
      }
      return foundNode(parent, name, stat);
    } catch (error) {
      if (error?.errno === ERRNO.ENOENT) forget(parent, name);
      throw error;
    }
  }

  function foundNode(parent, name, stat) {
    const node = newNode(parent, name, stat.kind);
    found = { node, stat };
    return node;
  }

  // Emscripten never asks again for what it remembers. On the way to something that does no harm, as the host looks
  // at the whole way; what is at its end is looked at anew.
  FS.lookupNode = (parent, name) => {
    if (walking || !isOurs(parent)) return lookupNode(parent, name);
    found = undefined;
    const node = remembered(parent, name);
    return node ? renew(node) : lookupNode(parent, name);
  };
  FS.lookupPath = (path, options) => {
    found = undefined;
    // A listing looks for the parent of what it lists on its way.
    if (!options?.parent) listed = undefined;
    const wasWalking = walking;
    walking = true;
    let reached;
    try {
      reached = lookupPath(path, options);
    } finally {
      walking = wasWalking;
    }
    const { node } = reached;
    const isKnown = options?.parent || !isOurs(node) || FS.isRoot(node);
    if (isKnown || !FS.isDir(node.mode)) return reached;
    try {
      return { ...reached, node: renew(node) };
    } catch (error) {
      const isMissing = error?.errno === ERRNO.ENOENT;
      if (isMissing && options?.noent_okay) return { path: reached.path };
      throw error;
    }
  };
  // Only the host knows what is there now.
  FS.mayCreate = (directory, name) =>
    isOurs(directory) ? 0 : mayCreate(directory, name);

  function toAttributes(node, { kind, size, mtimeMs }) {
    const type = kind === "directory" ? S_IFDIR : S_IFREG;
    // The host may have put something else in its place.
    node.mode = type | (node.mode & ~S_IFMT);
    const time = new NativeDate(mtimeMs);
    return {
      dev: node.mount.opts.device,
      ino: toNumber(FS.getPath(node)),
      mode: node.mode,
      nlink: 1,
      uid: 0,
      gid: 0,
      rdev: 0,
      size,
      atime: time,
      mtime: time,
      ctime: time,
      blksize: BLOCK_BYTES,
      blocks: ceil(size / 512),
    };
  }

  const nodeOps = {
    getattr(node) {
      const known = found;
      found = undefined;
      if (known?.node === node) return toAttributes(node, known.stat);
      const { value } = tell({ op: "stat", path: FS.getPath(node) });
      return toAttributes(node, value);
    },
    setattr(node, { size }) {
      // Times and modes are the host's own; that they are not changed is no error, or no archive could be unpacked.
      if (size === undefined) return;
      tell({ op: "truncate", path: FS.getPath(node), size });
    },
    lookup(parent, name) {
      const known = listed?.directory === parent
        ? mapGet(listed.kinds, name)
        : undefined;
      if (known !== undefined) return newNode(parent, name, known);
      const { value } = tell({ op: "stat", path: pathOf(parent, name) });
      return foundNode(parent, name, value);
    },
    mknod(parent, name, mode) {
      const path = pathOf(parent, name);
      if ((mode & S_IFMT) === S_IFDIR) {
        tell({ op: "mkdir", path });
        return newNode(parent, name, "directory");
      }
      if ((mode & S_IFMT) !== S_IFREG) fail("EPERM");
      const flags = { write: true, create: true, exclusive: true };
      const { value } = tell({ op: "open", path, ...flags });
      tell({ op: "close", handle: value });
      return newNode(parent, name, "file");
    },
    rename(node, directory, name) {
      const path = FS.getPath(node);
      tell({ op: "rename", path, to: pathOf(directory, name) });
      forget(directory, name);
      node.name = name;
    },
    unlink(parent, name) {
      tell({ op: "unlink", path: pathOf(parent, name) });
      forget(parent, name);
    },
    rmdir(parent, name) {
      tell({ op: "rmdir", path: pathOf(parent, name) });
      forget(parent, name);
    },
    readdir(node) {
      const { value } = tell({ op: "list", path: FS.getPath(node) });
      const kinds = new NativeMap();
      const names = [".", ".."];
      for (let i = 0; i < value.length; i++) {
        mapSet(kinds, value[i][0], value[i][1]);
        push(names, value[i][0]);
      }
      listed = { directory: node, kinds };
      return names;
    },
    symlink() {
      fail("EPERM");
    },
    readlink() {
      fail("EINVAL");
    },
  };

  const streamOps = {
    open(stream) {
      found = undefined;
      if (FS.isDir(stream.node.mode)) {
        // Others were looked up just now; and an error while listing would be taken for the end of the list.
        if (FS.isRoot(stream.node)) nodeOps.getattr(stream.node);
        return;
      }
      const write = (stream.flags & O_ACCMODE) !== 0;
      const { value } = tell({
        op: "open",
        path: FS.getPath(stream.node),
        write,
        create: write && (stream.flags & O_CREAT) !== 0,
      });
      stream.shared.handle = value;
      stream.shared.users = 1;
    },
    dup(stream) {
      stream.shared.users++;
    },
    close({ shared }) {
      if (shared.handle === undefined || --shared.users > 0) return;
      tell({ op: "close", handle: shared.handle });
    },
    getattr({ node, shared: { handle } }) {
      found = undefined;
      if (handle === undefined) return nodeOps.getattr(node);
      return toAttributes(node, tell({ op: "fstat", handle }).value);
    },
    setattr({ shared: { handle } }, { size }) {
      if (size !== undefined) tell({ op: "truncate", handle, size });
    },
    read({ shared: { handle } }, buffer, offset, length, position) {
      let done = 0;
      while (done < length) {
        const wanted = min(READ_BYTES, length - done);
        const { bytes } = tell({
          op: "read",
          handle,
          offset: position + done,
          length: wanted,
        });
        if (bytes === undefined) break;
        const readBytes = byteLengthOf(bytes);
        copyInto(bytesOf(buffer, offset + done, readBytes), bytes);
        done += readBytes;
        if (readBytes < wanted) break;
      }
      return done;
    },
    write({ shared: { handle } }, buffer, offset, length, position) {
      for (let done = 0; done < length; done += WRITE_BYTES) {
        const taken = min(WRITE_BYTES, length - done);
        const data = toBase64(bytesOf(buffer, offset + done, taken));
        tell({ op: "write", handle, offset: position + done }, data);
      }
      return length;
    },
    llseek(stream, offset, whence) {
      let position = offset;
      if (whence === 1) position += stream.position;
      else if (whence === 2) position += streamOps.getattr(stream).size;
      if (position < 0) fail("EINVAL");
      return position;
    },
  };

  let mounting;
  const type = {
    mount(mount) {
      mounting = mount;
      return newNode(null, "/", "directory");
    },
  };
  return type;
}

/** A part of a buffer, which is signed where it is the guest's memory: like is copied to like at once. */
function bytesOf(view, offset, length) {
  return new NativeUint8Array(
    bufferOf(view),
    byteOffsetOf(view) + offset,
    length,
  );
}

/** A number that is the same for the same path, of 32 bits (FNV-1a). */
function toNumber(path) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < path.length; i++) {
    hash = imul(hash ^ charCodeAt(path, i), 0x01000193);
  }
  return hash >>> 0;
}
