// Builds the snapshot from which Python starts: an interpreter with everything imported that a run needs. No guest code
// ever runs here, but for that of packages which become a part of it. A snapshot with packages starts no other guests than
// those that get these packages.

import { takeCompiled } from "../worker/compiled.js";
import { post } from "../worker/originals.js";
import { prepareImportDenial, strip } from "../worker/realm.js";
import {
  exports,
  loadInterpreter,
  memory,
  NEEDED_GLOBALS,
} from "./interpreter.js";
import { localTime } from "./local_time.js";
import { openSite, toOwnBytes } from "../python/packed_site.js";
import { pack } from "../python/snapshot.js";
import { NESTING_TYPES } from "../python/nesting_types.js";
import { findCharged } from "../python/stack_charge.js";
import { Watchdog } from "../python/watchdog.js";
import { PackageBuilder } from "./package_builder.js";
import { noteKnownHashes } from "./string_hash.js";

/**
 * @import { PyFunction } from "./pyodide.ts"
 *
 * @typedef {Readonly<Record<string, string>>} Sources Of the guest's modules, by name, each after those that it imports.
 *
 * @typedef {object} BuildOrder What is built.
 * @property {Sources} sources
 * @property {ArrayBuffer} [file] The archive of the standard library.
 * @property {WebAssembly.Module} [compiled]
 * @property {ArrayBufferLike} [site] The packages, if there are any.
 * @property {readonly string[]} [imports] The names of the modules of the packages that are imported.
 * @property {string} [importer] The source of a function that imports them.
 * @property {number} [withinMs] How long that may take in a thread, which cannot be stopped from outside.
 */

/** The name under which the watchdog's script finds its call. */
const WATCHED = "sandglassImport";

/**
 * @param {Uint8Array} archive The archive of the standard library
 * @param {BuildOrder} order
 */
async function build(
  archive,
  { sources, site, imports = [], importer = "", withinMs },
) {
  const watchdog = withinMs === undefined
    ? undefined
    : await Watchdog.load(WATCHED);
  const denyImports = site === undefined
    ? () => {}
    : await prepareImportDenial();
  const packages = site && new PackageBuilder(openSite(toOwnBytes(site)));
  const pyodide = await loadInterpreter({
    stdlib: archive,
    ...(packages && { libraries: packages.libraries }),
    options: { _makeSnapshot: true },
  });
  // A cast, as what Python returns has no type.
  const install = /** @type {PyFunction} */ (pyodide.runPython(`
def install(name, source):
    import sys, types
    module = types.ModuleType(name)
    sys.modules[name] = module
    exec(compile(source, f"<sandglass:{name}>", "exec"), module.__dict__)
install`));
  for (const name of Object.keys(sources)) install(name, sources[name]);
  install.destroy();
  if (packages !== undefined) {
    denyImports();
    strip(watchdog ? [...NEEDED_GLOBALS, WATCHED] : NEEDED_GLOBALS);
    const run = () => packages.import(pyodide, { source: importer, imports });
    if (watchdog === undefined) run();
    else watchErrors(watchdog, withinMs, run);
  }
  pyodide.runPython(
    // What is frozen is never looked at by a guest's garbage collection.
    "import sandglass_guest, gc; sandglass_guest.rehearse(); del install, sandglass_guest; gc.collect(); gc.freeze()",
  );
  const types = pyodide.runPython(`${NESTING_TYPES}\nnesting_types()`);
  const config = readConfig(pyodide.makeMemorySnapshot());
  const knownHashes = noteKnownHashes(exports);
  return pack(new Uint8Array(memory.buffer), archive, {
    ...config,
    knownHashes,
    charged: findCharged(exports, JSON.parse(String(types))),
    zoneNames: localTime.names,
    links: packages?.notes(),
  });
}

/**
 * Makes a call under a watchdog. Its errors stay as they are; `node:vm` would add a place to them.
 *
 * @param {Watchdog} watchdog
 * @param {number | undefined} withinMs
 * @param {() => void} call
 */
function watchErrors(watchdog, withinMs, call) {
  const failed = watchdog.watch(withinMs, () => {
    try {
      call();
      return [];
    } catch (error) {
      return [error];
    }
  });
  if (failed.length > 0) throw failed[0];
}

/**
 * Pyodide's own snapshot begins with a header and a JSON text; the memory that follows is taken from the source.
 *
 * @param {Uint8Array} snapshot
 * @returns {object}
 */
function readConfig(snapshot) {
  const jsonBytes = new DataView(snapshot.buffer, snapshot.byteOffset)
    .getUint32(8, true);
  return JSON.parse(
    new TextDecoder().decode(snapshot.slice(48, 48 + jsonBytes)),
  );
}

/**
 * Starts the builder.
 *
 * @param {{ bytes: Uint8Array, url?: undefined } | { bytes?: undefined, url: string }} stdlib The archive of the standard
 *   library: its `bytes`, or the `url` of the file that the host reads
 */
export function start({ bytes, url }) {
  /** @param {MessageEvent<BuildOrder | null>} event */
  globalThis.onmessage = ({ data }) => {
    if (data === null) return;
    takeCompiled(data.compiled);
    build(bytes ?? new Uint8Array(data.file ?? []), data).then(
      (snapshot) => post({ snapshot: snapshot.buffer }, [snapshot.buffer]),
      (error) => post({ error: `${error?.stack ?? error}` }),
    );
  };
  post({ loaded: true, needs: url });
}
