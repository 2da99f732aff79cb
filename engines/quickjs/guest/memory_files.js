// Files in the guest's own memory: one of the backends of fs.js, and the only one whose files the host reads and
// writes. Backends for other directories have the same operations, each of which is complete in itself:
//
//   stat(path)                  { kind: "file" | "directory", size, mtimeMs, birthtimeMs, ino }
//   list(path)                  [{ name, kind }] of a directory
//   read(path, offset, length)  bytes, fewer at the end of the file
//   write(path, bytes, at)      at a number of bytes, or at "end"; the file must be there
//   create(path)                an empty file, where there is nothing
//   truncate(path, length)
//   mkdir(path), rmdir(path), unlink(path), rename(from, to)
//   readBytes                   the most that one `read` gives
//
// Paths are absolute and normal. What cannot be done is thrown by `fail(code)`, with a code such as "ENOENT".
(function (settings) {
  "use strict";

  const { fileBytes, maxFiles, places, utf8Length, fail } = settings;
  const $Uint8Array = Uint8Array;
  /** The host's limits: no result lists a file with a longer name. */
  const MAX_NAME_BYTES = 255;
  const MAX_PATH_BYTES = "/work/".length + 4096;
  /** How deep directories may lie in each other, as every way is walked from the root. */
  const MAX_DEPTH = 256;
  /** What an entry takes of memory apart from its content is bounded by their number. */
  let used = 0;
  let entries = -Infinity;
  let lastId = 1;
  /** Files that were made or changed since the last run began. */
  const changed = new Set();

  function newNode(kind) {
    const now = Date.now();
    const node = {
      __proto__: null,
      kind,
      id: ++lastId,
      parent: null,
      name: "",
      mtimeMs: now,
      birthtimeMs: now,
    };
    if (kind === "directory") node.children = new Map();
    else {
      node.bytes = new $Uint8Array(0);
      node.size = 0;
    }
    return node;
  }

  const root = newNode("directory");

  function namesOf(path) {
    return path === "/" ? [] : path.slice(1).split("/");
  }

  function walk(names) {
    let node = root;
    for (const name of names) {
      if (node.kind !== "directory") fail("ENOTDIR");
      node = node.children.get(name);
      if (node === undefined) fail("ENOENT");
    }
    return node;
  }

  function find(path) {
    return walk(namesOf(path));
  }

  function findFile(path) {
    const node = find(path);
    if (node.kind === "directory") fail("EISDIR");
    return node;
  }

  function findDirectory(path) {
    const node = find(path);
    if (node.kind !== "directory") fail("ENOTDIR");
    return node;
  }

  function isLonger(text, bytes) {
    return 3 * text.length > bytes && utf8Length(text) > bytes;
  }

  /** The parent directory of a path, and the name in it. */
  function place(path) {
    const names = namesOf(path);
    const name = names.pop();
    if (name === undefined) fail("EBUSY");
    if (
      names.length > MAX_DEPTH || isLonger(name, MAX_NAME_BYTES) ||
      isLonger(path, MAX_PATH_BYTES)
    ) fail("ENAMETOOLONG");
    const directory = walk(names);
    if (directory.kind !== "directory") fail("ENOTDIR");
    return { directory, name };
  }

  function attach({ directory, name }, node) {
    directory.children.set(name, node);
    directory.mtimeMs = Date.now();
    node.parent = directory;
    node.name = name;
  }

  function detach(node) {
    node.parent.children.delete(node.name);
    node.parent.mtimeMs = Date.now();
    node.parent = null;
  }

  /** Takes a node away for good. */
  function drop(node) {
    detach(node);
    entries--;
    if (node.kind !== "file") return;
    used -= node.size;
    changed.delete(node);
  }

  function add(path, kind) {
    const spot = place(path);
    if (spot.directory.children.has(spot.name)) fail("EEXIST");
    if (entries >= maxFiles) fail("ENOSPC");
    const node = newNode(kind);
    attach(spot, node);
    entries++;
    if (kind === "file") changed.add(node);
    return node;
  }

  /** Gives a file a size; what is new of it is zero. */
  function resize(node, size) {
    if (used - node.size + size > fileBytes) fail("ENOSPC");
    if (size > node.bytes.length) {
      // Half as much again, so that many small additions do not copy the file each time.
      const room = node.size === 0
        ? size
        : Math.max(size, node.size * 1.5 >>> 0);
      const bytes = new $Uint8Array(room);
      bytes.set(node.bytes.subarray(0, node.size));
      node.bytes = bytes;
    } else if (size === 0) node.bytes = new $Uint8Array(0);
    else if (size < node.size) node.bytes.fill(0, size, node.size);
    used += size - node.size;
    node.size = size;
    touch(node);
  }

  function touch(node) {
    node.mtimeMs = Date.now();
    changed.add(node);
  }

  function isWithin(node, directory) {
    for (let at = node; at !== null; at = at.parent) {
      if (at === directory) return true;
    }
    return false;
  }

  /** What is in the way of a rename, if it may be replaced. */
  function replaceable(node, { directory, name }) {
    const there = directory.children.get(name);
    if (there === undefined || there === node) return there;
    if (there.kind === "directory") {
      if (node.kind !== "directory") fail("EISDIR");
      if (there.children.size > 0) fail("ENOTEMPTY");
    } else if (node.kind === "directory") fail("ENOTDIR");
    return there;
  }

  const backend = {
    __proto__: null,
    readBytes: Infinity,
    stat(path) {
      const { kind, size = 0, mtimeMs, birthtimeMs, id } = find(path);
      return { kind, size, mtimeMs, birthtimeMs, ino: id };
    },
    list(path) {
      const { children } = findDirectory(path);
      return Array.from(
        children.values(),
        ({ name, kind }) => ({ name, kind }),
      );
    },
    read(path, offset, length) {
      const { bytes, size } = findFile(path);
      return bytes.slice(offset, Math.min(size, offset + length));
    },
    write(path, bytes, at) {
      const node = findFile(path);
      const offset = at === "end" ? node.size : at;
      if (bytes.length === 0) return;
      const end = offset + bytes.length;
      if (end > node.size) resize(node, end);
      node.bytes.set(bytes, offset);
      touch(node);
    },
    create: (path) => void add(path, "file"),
    truncate: (path, length) => resize(findFile(path), length),
    mkdir: (path) => void add(path, "directory"),
    rmdir(path) {
      const node = findDirectory(path);
      if (node.children.size > 0) fail("ENOTEMPTY");
      if (node.parent === null) fail("EBUSY");
      drop(node);
    },
    unlink(path) {
      const node = find(path);
      if (node.kind === "directory") fail("EPERM");
      drop(node);
    },
    rename(from, to) {
      const node = find(from);
      const spot = place(to);
      if (node.parent === null) fail("EBUSY");
      if (isWithin(spot.directory, node)) fail("EINVAL");
      const there = replaceable(node, spot);
      if (there === node) return;
      if (there !== undefined) drop(there);
      detach(node);
      attach(spot, node);
      changed.add(node);
    },
  };

  /** The path of a node below a directory, or nothing where it is elsewhere or gone. */
  function pathWithin(directory, node) {
    const names = [];
    for (let at = node; at !== directory; at = at.parent) {
      if (at === null) return undefined;
      names.push(at.name);
    }
    return names.reverse().join("/");
  }

  /** The files at and below a node, as `[path, bytes]`; without recursion, as the guest decides how deep it is. */
  function filesBelow(start, path) {
    const found = [];
    const waiting = [[start, path]];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [node, prefix] = next;
      if (node.kind === "file") {
        found.push([prefix, node.size]);
        continue;
      }
      for (const child of node.children.values()) {
        waiting.push([
          child,
          prefix === "" ? child.name : `${prefix}/${child.name}`,
        ]);
      }
    }
    return found;
  }

  function makePlace(path) {
    const names = namesOf(path);
    for (let i = 1; i <= names.length; i++) {
      const above = `/${names.slice(0, i).join("/")}`;
      if (!has(above)) add(above, "directory");
    }
  }

  function has(path) {
    const { directory, name } = place(path);
    return directory.children.has(name);
  }

  // What was there from the start is not the guest's, and does not count.
  for (const path of ["/work", "/tmp", ...places]) makePlace(path);
  const work = find("/work");
  entries = 0;

  return {
    backend,
    list: (path) =>
      filesBelow(find(path === "" ? "/work" : `/work/${path}`), path),
    clearChanges: () => changed.clear(),
    hasChanges: () => changed.size > 0,
    changes() {
      const found = new Map();
      for (const node of changed) {
        const path = pathWithin(work, node);
        if (path === undefined) continue;
        for (const [below, bytes] of filesBelow(node, path)) {
          found.set(below, bytes);
        }
      }
      return [...found];
    },
  };
});
