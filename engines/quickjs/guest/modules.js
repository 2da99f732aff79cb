// What a guest can `require` and import, and the files behind it. Loaded when the guest or the host first asks for it.

import { LIST_CHARS, LIST_FILES } from "../../worker/shared_values.js";
import { $Uint8Array } from "./encodings.js";
import { makeBuffersBy, statOrNothing } from "./fs/contents.js";
import { loadDescriptorsBy } from "./fs/devices.js";
import { codeOf, fail } from "./fs/errors.js";
import { makeFs } from "./fs/fs.js";
import { operations } from "./fs/operations.js";
import { serveBy } from "./fs/targets.js";
import { makeLoader } from "./loader/loader.js";
import { makeMemoryFiles } from "./memory_files.js";
import { SCRIPT_OF } from "./node/names.js";
import { paths } from "./paths.js";
import { programAt, programFileBy } from "./program_file.js";

/**
 * @import { GuestFileRequest, MountGrant } from "../../../core/protocol.ts"
 * @import { Channel, Host } from "./host.d.ts"
 *
 * @typedef {object} ModuleSettings
 * @property {Host["load"]} load
 * @property {Host["compile"]} compile
 * @property {Host["link"]} link
 * @property {Channel} channel
 * @property {(callback: () => void) => void} later
 * @property {object} surroundings What Node's modules use of the prelude.
 * @property {import("./program_file.js").Program} program
 * @property {readonly MountGrant[]} mounts
 * @property {number} fileBytes
 * @property {number} maxFiles
 *
 * @typedef {GuestFileRequest | { op: "begin" | "changed", path?: undefined }} FileRequest
 *
 * @typedef {object} FileReply
 * @property {number} [bytes]
 * @property {boolean} [changed]
 * @property {readonly Entry[]} [entries]
 * @property {number | undefined} [next]
 *
 * @typedef {[path: string, bytes: number]} Entry
 */

const { parse: parseJson, stringify } = JSON;
const WORK = "/work";
const LATE_OPERATIONS =
  "open close read write fstat ftruncate fsync fdatasync chmod fchmod lchmod chown fchown lchown opendir cp symlink link readlink watch watchFile utimes lutimes futimes statfs"
    .split(" ");
/** What `fs` has of the script of descriptors, and `fs/promises`. */
const LATE_FS = [
  ...LATE_OPERATIONS,
  ...LATE_OPERATIONS.map((name) => `${name}Sync`),
  "createReadStream",
  "createWriteStream",
  "unwatchFile",
];
const LATE_PROMISES =
  "open chmod chown lchown opendir cp symlink link readlink watch utimes lutimes statfs"
    .split(" ");

/** @type {Host["load"]} */
let loadNode;
/**
 * What Node's modules are made with.
 *
 * @type {object}
 */
let node;
/** @type {ReturnType<typeof makeMemoryFiles>} */
let memory;
/** @type {ReturnType<typeof import("./mounts.js").makeMounts> | undefined} */
let mounted;
/**
 * The modules by their names, without a prototype.
 *
 * @type {Record<string, Record<string, unknown> | undefined>}
 */
const modules = Object.create(null);

/**
 * The paths of mounts, without a method that a guest may have replaced.
 *
 * @param {readonly { path: string }[]} mounts
 */
function placesOf(mounts) {
  /** @type {string[]} */
  const places = [];
  for (let i = 0; i < mounts.length; i++) places[i] = mounts[i].path;
  return places;
}

/**
 * Makes the files and the modules.
 *
 * @param {ModuleSettings} settings
 */
export function makeModules(
  {
    load,
    compile,
    link,
    channel,
    later,
    surroundings,
    program,
    mounts,
    fileBytes,
    maxFiles,
  },
) {
  memory = makeMemoryFiles({
    fileBytes,
    maxFiles,
    // Where a mount will be seen, for the listing of the directory above.
    places: placesOf(mounts),
  });
  if (mounts.length > 0) mounted = load("mounts").makeMounts(channel, mounts);
  programFileBy(memory.backend, program);
  serveBy((path) => programAt(path) ?? backendOfPath(path));
  const { fs, promises } = makeFs(later);
  publishModules({
    "fs": fs,
    "fs/promises": promises,
    "path": paths,
    "path/posix": paths,
  });
  const loader = makeLoader({
    isBuiltin,
    builtin,
    kindOf,
    readText,
    compile,
    link,
  });
  loadNode = load;
  node = {
    ...surroundings,
    later,
    isBuiltin,
    require: builtin,
    builtins: () => [...Object.keys(modules), ...Object.keys(SCRIPT_OF)],
    loader,
    files: pieces,
  };
  makeBuffersBy(toNodeBuffer);
  // A cast, as it is of a script below node/.
  loadDescriptorsBy(() => /** @type {import("./fs/devices.js").Descriptors} */ (
    /** @type {unknown} */ (builtin("internal/fs_descriptors"))
  ));
  completeLater(fs, promises);
  return { fs, loader, serve, builtin };
}

/** @param {string} path */
function isMounted(path) {
  return mounted !== undefined && mounted.serves(path);
}

/**
 * Who serves a path.
 *
 * @param {string} path
 */
function backendOfPath(path) {
  return mounted !== undefined && mounted.serves(path)
    ? mounted.backend
    : memory.backend;
}

/** @param {string} name */
function isBuiltin(name) {
  return name in modules || name in SCRIPT_OF;
}

/**
 * A built-in module, which is made when it is first asked for.
 *
 * @param {string} name
 */
function builtin(name) {
  if (!(name in modules)) {
    // A cast, as the scripts below node/ all have the same form.
    const made = loadNode(/** @type {"node/util"} */ (SCRIPT_OF[name]));
    publishModules(made.make(node));
  }
  const found = modules[name];
  if (found === undefined) throw new Error(`There is no module ${name}`);
  return found;
}

/** What is in files, by pieces. */
const pieces = {
  /**
   * @param {string} path
   * @param {number} offset
   * @param {number} length
   */
  read: (path, offset, length) =>
    (programAt(path) ?? backendOfPath(path)).read(path, offset, length),
  /**
   * @param {string} path
   * @param {Uint8Array} bytes
   * @param {number | "end"} at
   */
  write: (path, bytes, at) =>
    (programAt(path) ?? backendOfPath(path)).write(path, bytes, at),
};

/**
 * @param {Uint8Array} bytes
 * @returns {Uint8Array}
 */
function toNodeBuffer(bytes) {
  // A cast, as it is of a script below node/.
  const { from } =
    /** @type {{ from: (buffer: ArrayBufferLike, offset: number, length: number) => Uint8Array }} */ (
      builtin("buffer").Buffer
    );
  return from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Gives `fs` the names of what is loaded with its first use.
 *
 * @param {Record<string, unknown>} fs
 * @param {Record<string, unknown>} promises
 */
function completeLater(fs, promises) {
  const complete = () => {
    for (const [module, names] of lists) {
      for (const name of names) delete module[name];
    }
    // A cast, as it is of a script below node/.
    const { complete: add } =
      /** @type {{ complete: (fs: object, promises: object) => void }} */ (
        /** @type {unknown} */ (builtin("internal/fs_descriptors"))
      );
    add(fs, promises);
  };
  /** @type {readonly (readonly [Record<string, unknown>, readonly string[]])[]} */
  const lists = [[fs, LATE_FS], [promises, LATE_PROMISES]];
  for (const [module, names] of lists) {
    for (const name of names) {
      Object.defineProperty(module, name, {
        get() {
          complete();
          return module[name];
        },
        configurable: true,
        enumerable: true,
      });
    }
  }
}

/** @param {Record<string, Record<string, unknown>>} made */
function publishModules(made) {
  for (const [name, module] of Object.entries(made)) {
    // What imports take as the default; an own one of a class stays.
    if (!Object.hasOwn(module, "default")) {
      Object.defineProperty(module, "default", {
        value: module,
        writable: true,
        configurable: true,
      });
    }
    modules[name] = module;
  }
}

/**
 * What is at a path, absolute and normal.
 *
 * @param {string} path
 */
function kindOf(path) {
  return statOrNothing({ backend: backendOfPath(path), whole: path })?.kind;
}

/** @param {string} path */
function readText(path) {
  const text = operations.readFile(path, "utf8");
  return `${text}`.replace(/^\ufeff/, "");
}

// For the host, between runs; paths are relative to /work.

/**
 * @param {readonly Entry[]} entries
 * @param {number} from
 * @returns {FileReply}
 */
function page(entries, from) {
  /** @type {Entry[]} */
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

/**
 * @param {string} path
 * @param {number} offset
 * @param {Uint8Array} bytes
 */
function write(path, offset, bytes) {
  if (offset > 0) return memory.backend.write(path, bytes, offset);
  operations.mkdir(paths.dirname(path), { recursive: true });
  operations.writeFile(path, bytes);
}

/**
 * @param {string} path
 * @param {{ offset: number, length: number }} piece
 * @returns {[FileReply, ArrayBuffer]}
 */
function read(path, { offset, length }) {
  const { size, kind } = memory.backend.stat(path);
  if (kind === "directory") fail("EISDIR");
  return [{ bytes: size }, memory.backend.read(path, offset, length).buffer];
}

/**
 * @param {FileRequest} request
 * @param {ArrayBuffer} buffer
 * @returns {[FileReply, ArrayBuffer | null]}
 */
function act(request, buffer) {
  const path = `${WORK}/${"path" in request ? request.path : ""}`;
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
      operations.rm(path, { recursive: true });
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

/**
 * Does what the host requests: `[answer, bytes]`, the first as JSON.
 *
 * @param {string} request
 * @param {ArrayBuffer} buffer
 * @returns {[string, ArrayBuffer | null]}
 */
function serve(request, buffer) {
  try {
    const [answer, bytes] = act(parseJson(request), buffer);
    return [stringify(answer), bytes];
  } catch (thrown) {
    return [stringify({ error: codeOf(thrown) ?? "ENOMEM" }), null];
  }
}
