/**
 * The scripts of the guest's side of QuickJS, each linked of modules below `engines/javascript/guest/`.
 *
 * @module
 */
import { linkGuest } from "./link_guest.ts";

const GUEST = new URL("../../engines/javascript/guest/", import.meta.url);

/**
 * The entry modules of the scripts that a worker has from its start: `prelude` is evaluated for every guest, the others
 * may be needed between two runs, when the host answers no request.
 */
const EARLY: Readonly<Record<string, string>> = {
  messages: "messages.js",
  modules: "modules.js",
  mounts: "mounts.js",
  prelude: "prelude/prelude.js",
  reports: "reports.js",
};

/** The entry modules of the scripts that a worker requests when a guest first needs them. */
const LATE: Readonly<Record<string, string>> = {
  atomics: "web/atomics.js",
  blobs: "web/blob.js",
  events: "web/events.js",
  performance: "web/performance.js",
  streams: "web/transform_streams.js",
  unavailable: "web/unavailable.js",
  url: "web/url.js",
  clone: "clone.js",
  console: "console.js",
  crypto: "crypto.js",
  display: "display.js",
  disposal: "disposal.js",
  json: "json.js",
  fetch: "fetch/fetch.js",
  functions: "functions.js",
  intl: "intl/intl.js",
  intl_collation: "intl/data/collation.js",
  intl_currencies: "intl/data/currencies.js",
  intl_names: "intl/data/names.js",
  intl_units: "intl/data/units.js",
  intl_zones: "intl/data/zones.js",
  "node/assert": "node/assert.js",
  "node/buffer": "node/buffer.js",
  "node/console": "node/console.js",
  "node/crypto": "node/crypto.js",
  "node/events": "node/events.js",
  "node/fs_descriptors": "node/fs_descriptors.js",
  "node/fs_streams": "node/fs_streams.js",
  "node/module": "node/module.js",
  "node/os": "node/os.js",
  "node/perf_hooks": "node/perf_hooks.js",
  "node/process": "node/process.js",
  "node/querystring": "node/querystring.js",
  "node/readline": "node/readline.js",
  "node/standard_streams": "node/standard_streams.js",
  "node/stream": "node/stream.js",
  "node/string_decoder": "node/string_decoder.js",
  "node/test": "node/test.js",
  "node/timers": "node/timers.js",
  "node/tty": "node/tty.js",
  "node/unavailable": "node/unavailable.js",
  "node/url": "node/url.js",
  "node/util": "node/util.js",
  text: "text.js",
};

/** The module with the values that guests share with the host, below `engines/`: paths do not lead above the guest's. */
const SHARED = "worker/shared_values.js";

/** The module that only the prelude evaluates. */
const INTRINSICS = "intrinsics.js";

/**
 * The scripts by name. The value of `prelude` is an object with what its entry module exports. The value of each other
 * script is a function that returns such an object, given the intrinsics that the prelude has captured: they are evaluated
 * after guest code, which may have replaced any of them.
 */
type Scripts = Readonly<Record<string, string>>;

/**
 * Links all scripts.
 *
 * @returns Those that a worker has from its start, and those that it requests later
 */
export function linkScripts(): {
  readonly early: Scripts;
  readonly late: Scripts;
} {
  const files = readModules();
  const link = (entries: Scripts): Scripts =>
    Object.fromEntries(
      Object.entries(entries).map(([name, entry]) => [
        name,
        linkGuest(files, entry, name === "prelude" ? undefined : INTRINSICS),
      ]),
    );
  return { early: link(EARLY), late: link(LATE) };
}

/**
 * Links one module and what it imports, as a script of its own.
 *
 * @param path The module, below `engines/javascript/guest/`
 * @returns A script, whose value is an object with what the module exports
 */
export function linkGuestModule(path: string): string {
  return linkGuest(readModules(), path);
}

let modules: Readonly<Record<string, string>> | undefined;

/** The sources of all modules, by their paths below `guest/`, and of the one that guests share with the host. */
function readModules(): Readonly<Record<string, string>> {
  return modules ??= {
    ...Object.fromEntries(
      pathsBelow("").map((
        path,
      ) => [path, Deno.readTextFileSync(new URL(path, GUEST))]),
    ),
    [SHARED]: Deno.readTextFileSync(new URL(`../../${SHARED}`, GUEST)),
  };
}

function pathsBelow(folder: string): string[] {
  return [...Deno.readDirSync(new URL(folder, GUEST))].flatMap((entry) =>
    entry.isDirectory
      ? pathsBelow(`${folder}${entry.name}/`)
      : entry.name.endsWith(".js")
      ? [folder + entry.name]
      : []
  );
}
