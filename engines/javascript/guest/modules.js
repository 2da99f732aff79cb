// What a guest can `require` and import, and the files behind it. Loaded when the guest or the host first asks for it.

import { serve } from "./file_requests.js";
import { makeBuffersBy } from "./fs/contents.js";
import { loadDescriptorsBy } from "./fs/devices.js";
import { makeFs } from "./fs/fs.js";
import { serveBy } from "./fs/targets.js";
import {
  kindOf,
  makeFiles,
  pieces,
  readText,
  servingBackend,
} from "./guest_files.js";
import { makeLoader } from "./loader/loader.js";
import { SCRIPT_OF } from "./node/names.js";
import { paths } from "./paths.js";

/**
 * @import { MountGrant } from "../../../core/protocol.ts"
 * @import { Channel, Host } from "./host.d.ts"
 *
 * @typedef {object} ModuleSettings
 * @property {Host["load"]} load
 * @property {Host["compile"]} compile
 * @property {Host["link"]} link
 * @property {import("./loader/packages.js").Packages | undefined} packages Those that the host gives.
 * @property {Channel} channel
 * @property {(callback: () => void) => void} later
 * @property {object} surroundings What Node's modules use of the prelude.
 * @property {import("./program_file.js").Program} program
 * @property {readonly MountGrant[]} mounts
 * @property {number} fileBytes
 * @property {number} maxFiles
 */

const LATE_OPERATIONS =
  "open close read write fstat ftruncate fsync fdatasync chmod fchmod lchmod chown fchown lchown opendir cp symlink link readlink watch watchFile utimes lutimes futimes statfs";
/** What `fs` has of the script of descriptors, and `fs/promises`. */
const LATE_FS = `${LATE_OPERATIONS} ${
  LATE_OPERATIONS.replaceAll(" ", "Sync ")
}Sync createReadStream createWriteStream unwatchFile`
  .split(" ");
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
/**
 * The modules by their names, without a prototype.
 *
 * @type {Record<string, Record<string, unknown> | undefined>}
 */
const modules = Object.create(null);

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
    packages,
    channel,
    later,
    surroundings,
    program,
    mounts,
    fileBytes,
    maxFiles,
  },
) {
  makeFiles({ load, channel, program, mounts, fileBytes, maxFiles });
  serveBy(servingBackend);
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
    packages,
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
