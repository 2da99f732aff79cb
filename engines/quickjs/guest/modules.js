// What a guest can `require` and import, and the files behind it. Loaded when the guest or the host first asks for it.
(function (settings) {
  "use strict";

  const { load, fileBytes, maxFiles, later, channel, mounts } = settings;
  const { parse, stringify } = JSON;
  const $Uint8Array = Uint8Array;
  const WORK = "/work";
  /** How many characters of paths, and how many files, are named to the host at once. */
  const LIST_CHARS = 65_536;
  const LIST_FILES = 2_000;

  function fail(code) {
    const error = new Error(code);
    error.code = code;
    throw error;
  }

  const paths = load("paths")(WORK);
  const encodings = load("encodings")();
  const memory = load("memory_files")({
    fileBytes,
    maxFiles,
    utf8Length: encodings.utf8Length,
    // Where a mount will be seen, for the listing of the directory above.
    places: mounts.map(({ path }) => path),
    fail,
  });

  const mounted = mounts.length === 0
    ? undefined
    : load("mounts")(channel, mounts);
  function isMounted(path) {
    return mounted !== undefined && mounted.serves(path);
  }

  /** Who serves a path. */
  function backendFor(path) {
    return isMounted(path) ? mounted.backend : memory.backend;
  }

  const fs = load("fs")({
    paths,
    types: load("fs_types")(),
    encodings,
    backendFor,
    fail,
    later,
  });

  const MODULES = {
    __proto__: null,
    "fs": fs,
    "fs/promises": fs.promises,
    "path": paths,
    "path/posix": paths,
  };
  for (const module of [fs, fs.promises, paths]) {
    Object.defineProperty(module, "default", { value: module });
  }

  function require(name) {
    const plain = typeof name === "string" ? name.replace(/^node:/, "") : "";
    const found = MODULES[plain];
    if (found !== undefined) return found;
    const error = new Error(`Cannot find module '${name}'`);
    error.code = "MODULE_NOT_FOUND";
    throw error;
  }

  /** The source of an ES module that gives what `require` gives. */
  function sourceOf(name) {
    const names = Object.keys(require(name)).join(", ");
    const own = `globalThis[Symbol.for("sandglass.require")](${
      stringify(name)
    })`;
    return `const it = ${own};\nexport default it;\nexport const { ${names} } = it;`;
  }

  // For the host, between runs; paths are relative to /work.

  function page(entries, from) {
    const some = [];
    let chars = 0;
    for (let at = from; at < entries.length; at++) {
      chars += entries[at][0].length;
      if (some.length >= LIST_FILES || chars > LIST_CHARS) break;
      some.push(entries[at]);
    }
    const next = from + some.length;
    return { entries: some, next: next < entries.length ? next : undefined };
  }

  function write(path, offset, bytes) {
    if (offset > 0) return memory.backend.write(path, bytes, offset);
    fs.mkdirSync(paths.dirname(path), { recursive: true });
    fs.writeFileSync(path, bytes);
  }

  function read(path, { offset, length }) {
    const { size, kind } = memory.backend.stat(path);
    if (kind === "directory") fail("EISDIR");
    return [{ bytes: size }, memory.backend.read(path, offset, length).buffer];
  }

  function act(request, buffer) {
    const path = `${WORK}/${request.path}`;
    // The host has these itself, and does not answer between runs.
    if (isMounted(path)) fail("EACCES");
    switch (request.op) {
      case "read":
        return read(path, request);
      case "write":
        write(path, request.offset, new $Uint8Array(buffer));
        return [{}, null];
      case "list":
        return [page(memory.list(request.path), request.from), null];
      case "changes":
        return [page(memory.changes(), request.from), null];
      case "remove":
        fs.rmSync(path, { recursive: true });
        return [{}, null];
      case "begin":
        memory.clearChanges();
        return [{}, null];
      case "changed":
        return [
          { changed: memory.hasChanges() && memory.changes().length > 0 },
          null,
        ];
    }
  }

  /** Does what the host requests: `[answer, bytes]`, the first as JSON. */
  function serve(request, buffer) {
    try {
      const [answer, bytes] = act(parse(request), buffer);
      return [stringify(answer), bytes];
    } catch (thrown) {
      return [stringify({ error: thrown?.code ?? "ENOMEM" }), null];
    }
  }

  return { fs, require, sourceOf, serve };
});
