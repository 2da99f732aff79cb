// `fs` as Node's users know it, over backends that each serve a directory: memory_files.js serves all that no other backend
// does. There are no handles and no links; a function that takes a callback returns a promise if it gets none.
(function (parts) {
  "use strict";

  const { paths, encodings, backendFor, fail, later, types } = parts;
  const { attempt, Stats, Dirent } = types;
  const $Uint8Array = Uint8Array;
  const MAX_PATH_CHARS = 4096;

  function refuse(name, value) {
    const error = new TypeError(
      `The argument '${name}' must be a string without null bytes and lone surrogates. Received ${
        typeof value === "string"
          ? JSON.stringify(value.slice(0, 80))
          : typeof value
      }`,
    );
    error.code = typeof value === "string"
      ? "ERR_INVALID_ARG_VALUE"
      : "ERR_INVALID_ARG_TYPE";
    throw error;
  }

  function toPath(path, name = "path") {
    if (typeof path !== "string" || path.includes("\0")) refuse(name, path);
    if (!path.isWellFormed()) refuse(name, path);
    return path;
  }

  /** A path, the same in absolute and normal form, and who serves it. */
  function locate(given, name) {
    const path = toPath(given, name);
    const whole = attempt("open", [path], () => {
      if (path === "") fail("ENOENT");
      return path.length > MAX_PATH_CHARS
        ? fail("ENAMETOOLONG")
        : paths.resolve(path);
    });
    return { path, whole, backend: backendFor(whole) };
  }

  function toOptions(options) {
    if (typeof options === "string") return { encoding: options };
    return typeof options === "object" && options !== null ? options : {};
  }

  function toBytes(data, encoding) {
    if (typeof data === "string") {
      return encodings.encode(data, encoding ?? "utf8");
    }
    if (ArrayBuffer.isView(data)) {
      return new $Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    }
    if (data instanceof ArrayBuffer) return new $Uint8Array(data);
    const error = new TypeError(
      'The "data" argument must be of type string or an instance of Uint8Array or ArrayBuffer',
    );
    error.code = "ERR_INVALID_ARG_TYPE";
    throw error;
  }

  /** Bytes whose `toString` gives their text, as that of Node's buffers does. */
  function toBuffer(bytes) {
    Object.defineProperty(bytes, "toString", {
      value: (encoding = "utf8") => encodings.decode(bytes, encoding),
      writable: true,
      configurable: true,
      enumerable: false,
    });
    return bytes;
  }

  function statOrNothing({ backend, whole }) {
    try {
      return backend.stat(whole);
    } catch (thrown) {
      if (thrown?.code === "ENOENT" || thrown?.code === "ENOTDIR") {
        return undefined;
      }
      throw thrown;
    }
  }

  function readAll({ backend, whole }) {
    const { kind, size } = backend.stat(whole);
    if (kind === "directory") fail("EISDIR");
    const first = backend.read(whole, 0, Math.min(size, backend.readBytes));
    if (first.length >= size) return first;
    const bytes = new $Uint8Array(size);
    let at = 0;
    for (let piece = first; piece.length > 0;) {
      bytes.set(piece, at);
      at += piece.length;
      piece = backend.read(whole, at, Math.min(size - at, backend.readBytes));
    }
    return at === size ? bytes : bytes.slice(0, at);
  }

  /** Writes a file in the way of a flag: `w` anew, `a` at its end, with `x` only if it does not exist. */
  function writeAll(target, bytes, flag) {
    const { backend, whole } = target;
    if (!/^(?:w|a)x?\+?$|^r\+$/.test(flag)) fail("EINVAL");
    const there = statOrNothing(target);
    if (there?.kind === "directory") fail("EISDIR");
    if (there !== undefined && flag.includes("x")) fail("EEXIST");
    if (there === undefined && flag === "r+") fail("ENOENT");
    if (there === undefined) backend.create(whole);
    else if (flag.startsWith("w") && there.size > 0) backend.truncate(whole, 0);
    backend.write(whole, bytes, flag.startsWith("a") ? "end" : 0);
  }

  function makeDirectories(target) {
    const { backend, whole } = target;
    let first;
    const names = whole.split("/").slice(1);
    for (let i = 1; i <= names.length; i++) {
      const path = `/${names.slice(0, i).join("/")}`;
      const there = statOrNothing({ backend: backendFor(path), whole: path });
      if (there?.kind === "directory") continue;
      if (there !== undefined) fail(i === names.length ? "EEXIST" : "ENOTDIR");
      backend.mkdir(path);
      first ??= path;
    }
    return first;
  }

  /** All that is in a directory, deepest last; names are relative to it. */
  function everythingIn({ backend, whole }) {
    const found = [];
    const waiting = [""];
    for (let next = 0; next < waiting.length; next++) {
      const directory = waiting[next];
      const at = directory === "" ? whole : paths.join(whole, directory);
      for (const { name, kind } of backend.list(at)) {
        const path = directory === "" ? name : `${directory}/${name}`;
        found.push({ path, name, kind, parent: at });
        if (kind === "directory") waiting.push(path);
      }
    }
    return found;
  }

  function remove(target, { recursive = false, force = false }) {
    const { backend, whole } = target;
    const there = statOrNothing(target);
    if (there === undefined) return force ? undefined : fail("ENOENT");
    if (there.kind !== "directory") return backend.unlink(whole);
    if (!recursive) fail("EISDIR");
    for (const { path, kind } of everythingIn(target).reverse()) {
      const one = paths.join(whole, path);
      if (kind === "directory") backend.rmdir(one);
      else backend.unlink(one);
    }
    backend.rmdir(whole);
  }

  function list(target, { recursive = false, withFileTypes = false }) {
    const { backend, path, whole } = target;
    const found = recursive
      ? everythingIn(target)
      : backend.list(whole).map((it) => ({
        ...it,
        path: it.name,
        parent: whole,
      }));
    found.sort((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
    if (!withFileTypes) return found.map((it) => it.path);
    return found.map(({ name, kind, parent }) =>
      new Dirent(
        name,
        parent === whole
          ? path
          : paths.join(path, paths.relative(whole, parent)),
        kind,
      )
    );
  }

  function copy(from, to, mode) {
    const bytes = readAll(from);
    writeAll(to, bytes, mode & constants.COPYFILE_EXCL ? "wx" : "w");
  }

  function move(from, to) {
    if (from.backend === to.backend) {
      return from.backend.rename(from.whole, to.whole);
    }
    fail("EXDEV");
  }

  const constants = { F_OK: 0, X_OK: 1, W_OK: 2, R_OK: 4, COPYFILE_EXCL: 1 };
  const LETTERS =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  /** Does something with one path. */
  function on(syscall, given, act) {
    const target = locate(given);
    return attempt(syscall, [target.path], () => act(target));
  }

  function onTwo(syscall, [given, givenTo], act) {
    const from = locate(given);
    const to = locate(givenTo, "dest");
    return attempt(syscall, [from.path, to.path], () => act(from, to));
  }

  /** What there is in all three forms, as functions that do it at once. */
  const operations = {
    readFile(path, options) {
      const { encoding } = toOptions(options);
      if (
        encoding !== undefined && encoding !== null && encoding !== "buffer"
      ) {
        encodings.check(encoding);
        return encodings.decode(on("open", path, readAll), encoding);
      }
      return toBuffer(on("open", path, readAll));
    },
    writeFile(path, data, options) {
      const { encoding, flag = "w" } = toOptions(options);
      const bytes = toBytes(data, encoding);
      on("open", path, (target) => writeAll(target, bytes, flag));
    },
    appendFile(path, data, options) {
      operations.writeFile(path, data, { flag: "a", ...toOptions(options) });
    },
    readdir: (path, options) =>
      on("scandir", path, (target) => list(target, toOptions(options))),
    mkdir: (path, options) =>
      on("mkdir", path, (target) => {
        if (toOptions(options).recursive) return makeDirectories(target);
        target.backend.mkdir(target.whole);
      }),
    mkdtemp: (prefix) => {
      let suffix = "";
      for (let i = 0; i < 6; i++) {
        suffix += LETTERS[Math.random() * LETTERS.length | 0];
      }
      operations.mkdir(prefix + suffix);
      return prefix + suffix;
    },
    stat: (path, options) => statOf("stat", path, options),
    lstat: (path, options) => statOf("lstat", path, options),
    rm: (path, options) =>
      on("rm", path, (target) => remove(target, toOptions(options))),
    unlink: (path) =>
      on("unlink", path, ({ backend, whole }) => backend.unlink(whole)),
    rmdir: (path, options) =>
      on(
        "rmdir",
        path,
        (target) =>
          toOptions(options).recursive
            ? remove(target, { recursive: true })
            : target.backend.rmdir(target.whole),
      ),
    rename: (from, to) => onTwo("rename", [from, to], move),
    copyFile: (from, to, mode = 0) =>
      onTwo(
        "copyfile",
        [from, to],
        (source, target) => copy(source, target, mode),
      ),
    access: (path) =>
      on("access", path, ({ backend, whole }) => void backend.stat(whole)),
    truncate: (path, length = 0) =>
      on(
        "open",
        path,
        ({ backend, whole }) => backend.truncate(whole, Math.max(0, length)),
      ),
    realpath: (path) =>
      on(
        "realpath",
        path,
        ({ backend, whole }) => (backend.stat(whole), whole),
      ),
  };

  function statOf(syscall, path, options) {
    const { throwIfNoEntry = true } = toOptions(options);
    return on(syscall, path, (target) => {
      const there = throwIfNoEntry
        ? target.backend.stat(target.whole)
        : statOrNothing(target);
      return there === undefined ? undefined : new Stats(there);
    });
  }

  function exists(path) {
    try {
      operations.access(path);
      return true;
    } catch {
      return false;
    }
  }

  const fs = { constants, Stats, Dirent };
  const promises = { constants };

  function publish(object, name, fn) {
    Object.defineProperty(fn, "name", { value: name });
    object[name] = fn;
  }

  for (const [name, operate] of Object.entries(operations)) {
    const promise = (...args) =>
      new Promise((resolve) => resolve(operate(...args)));
    publish(promises, name, promise);
    publish(fs, `${name}Sync`, (...args) => operate(...args));
    publish(fs, name, (...args) => {
      const callback = args[args.length - 1];
      if (typeof callback !== "function") return promise(...args);
      promise(...args.slice(0, -1)).then(
        (value) => later(() => callback(null, value)),
        (error) => later(() => callback(error)),
      );
    });
  }
  publish(fs, "existsSync", exists);
  publish(fs, "exists", (path, callback) => {
    if (typeof callback !== "function") return Promise.resolve(exists(path));
    later(() => callback(exists(path)));
  });
  publish(promises, "exists", (path) => Promise.resolve(exists(path)));
  fs.promises = promises;
  return fs;
});
