/**
 * The scripts of the guest's side, each linked of its modules.
 *
 * @module
 */
import { linkGuest } from "./link_guest.ts";
import clone from "./guest/clone.js" with { type: "text" };
import crypto from "./guest/crypto.js" with { type: "text" };
import display from "./guest/display.js" with { type: "text" };
import encodings from "./guest/encodings.js" with { type: "text" };
import fetchAbort from "./guest/fetch/abort.js" with { type: "text" };
import fetchBody from "./guest/fetch/body.js" with { type: "text" };
import fetchFetch from "./guest/fetch/fetch.js" with { type: "text" };
import fetchHeaders from "./guest/fetch/headers.js" with { type: "text" };
import fetchNetwork from "./guest/fetch/network.js" with { type: "text" };
import fetchRequest from "./guest/fetch/request.js" with { type: "text" };
import fetchResponse from "./guest/fetch/response.js" with { type: "text" };
import fsContents from "./guest/fs/contents.js" with { type: "text" };
import fsErrors from "./guest/fs/errors.js" with { type: "text" };
import fsFs from "./guest/fs/fs.js" with { type: "text" };
import fsOperations from "./guest/fs/operations.js" with { type: "text" };
import fsStats from "./guest/fs/stats.js" with { type: "text" };
import fsTargets from "./guest/fs/targets.js" with { type: "text" };
import fsTrees from "./guest/fs/trees.js" with { type: "text" };
import functions from "./guest/functions.js" with { type: "text" };
import inspectCollections from "./guest/inspect/collections.js" with {
  type: "text",
};
import inspectErrors from "./guest/inspect/errors.js" with { type: "text" };
import inspectInspect from "./guest/inspect/inspect.js" with { type: "text" };
import inspectLayout from "./guest/inspect/layout.js" with { type: "text" };
import inspectProperties from "./guest/inspect/properties.js" with {
  type: "text",
};
import inspectPrototypes from "./guest/inspect/prototypes.js" with {
  type: "text",
};
import inspectState from "./guest/inspect/state.js" with { type: "text" };
import inspectText from "./guest/inspect/text.js" with { type: "text" };
import intrinsics from "./guest/intrinsics.js" with { type: "text" };
import loaderCommonjs from "./guest/loader/commonjs.js" with { type: "text" };
import loaderLoader from "./guest/loader/loader.js" with { type: "text" };
import loaderResolve from "./guest/loader/resolve.js" with { type: "text" };
import loaderSources from "./guest/loader/sources.js" with { type: "text" };
import memoryFiles from "./guest/memory_files.js" with { type: "text" };
import memoryTree from "./guest/memory_tree.js" with { type: "text" };
import modules from "./guest/modules.js" with { type: "text" };
import mounts from "./guest/mounts.js" with { type: "text" };
import paths from "./guest/paths.js" with { type: "text" };
import preludeChannel from "./guest/prelude/channel.js" with { type: "text" };
import preludeConsole from "./guest/prelude/console.js" with { type: "text" };
import preludeErrors from "./guest/prelude/errors.js" with { type: "text" };
import preludeFormats from "./guest/prelude/formats.js" with { type: "text" };
import preludeGlobals from "./guest/prelude/globals.js" with { type: "text" };
import preludeHost from "./guest/prelude/host.js" with { type: "text" };
import preludeInput from "./guest/prelude/input.js" with { type: "text" };
import preludeOutput from "./guest/prelude/output.js" with { type: "text" };
import preludePrelude from "./guest/prelude/prelude.js" with { type: "text" };
import preludeRun from "./guest/prelude/run.js" with { type: "text" };
import preludeSetGlobals from "./guest/prelude/set_globals.js" with {
  type: "text",
};
import preludeTimers from "./guest/prelude/timers.js" with { type: "text" };
import text from "./guest/text.js" with { type: "text" };
import valuesBase64 from "./guest/values/base64.js" with { type: "text" };
import valuesDecode from "./guest/values/decode.js" with { type: "text" };
import valuesEncode from "./guest/values/encode.js" with { type: "text" };
import valuesFrames from "./guest/values/frames.js" with { type: "text" };
import valuesScalars from "./guest/values/scalars.js" with { type: "text" };

/** The modules, by their paths below `guest/`. */
const FILES: Readonly<Record<string, string>> = {
  "clone.js": clone,
  "crypto.js": crypto,
  "display.js": display,
  "encodings.js": encodings,
  "fetch/abort.js": fetchAbort,
  "fetch/body.js": fetchBody,
  "fetch/fetch.js": fetchFetch,
  "fetch/headers.js": fetchHeaders,
  "fetch/network.js": fetchNetwork,
  "fetch/request.js": fetchRequest,
  "fetch/response.js": fetchResponse,
  "fs/contents.js": fsContents,
  "fs/errors.js": fsErrors,
  "fs/fs.js": fsFs,
  "fs/operations.js": fsOperations,
  "fs/stats.js": fsStats,
  "fs/targets.js": fsTargets,
  "fs/trees.js": fsTrees,
  "functions.js": functions,
  "inspect/collections.js": inspectCollections,
  "inspect/errors.js": inspectErrors,
  "inspect/inspect.js": inspectInspect,
  "inspect/layout.js": inspectLayout,
  "inspect/properties.js": inspectProperties,
  "inspect/prototypes.js": inspectPrototypes,
  "inspect/state.js": inspectState,
  "inspect/text.js": inspectText,
  "intrinsics.js": intrinsics,
  "loader/commonjs.js": loaderCommonjs,
  "loader/loader.js": loaderLoader,
  "loader/resolve.js": loaderResolve,
  "loader/sources.js": loaderSources,
  "memory_files.js": memoryFiles,
  "memory_tree.js": memoryTree,
  "modules.js": modules,
  "mounts.js": mounts,
  "paths.js": paths,
  "prelude/channel.js": preludeChannel,
  "prelude/console.js": preludeConsole,
  "prelude/errors.js": preludeErrors,
  "prelude/formats.js": preludeFormats,
  "prelude/globals.js": preludeGlobals,
  "prelude/host.js": preludeHost,
  "prelude/input.js": preludeInput,
  "prelude/output.js": preludeOutput,
  "prelude/prelude.js": preludePrelude,
  "prelude/run.js": preludeRun,
  "prelude/set_globals.js": preludeSetGlobals,
  "prelude/timers.js": preludeTimers,
  "text.js": text,
  "values/base64.js": valuesBase64,
  "values/decode.js": valuesDecode,
  "values/encode.js": valuesEncode,
  "values/frames.js": valuesFrames,
  "values/scalars.js": valuesScalars,
};

/**
 * The entry modules of the scripts that a worker has from its start: `prelude` is evaluated for every guest, the others
 * may be needed between two runs, when the host answers no request.
 */
const EARLY: Readonly<Record<string, string>> = {
  modules: "modules.js",
  mounts: "mounts.js",
  prelude: "prelude/prelude.js",
};

/** The entry modules of the scripts that a worker requests when a guest first needs them. */
const LATE: Readonly<Record<string, string>> = {
  clone: "clone.js",
  crypto: "crypto.js",
  display: "display.js",
  fetch: "fetch/fetch.js",
  functions: "functions.js",
  text: "text.js",
};

let early: Readonly<Record<string, string>> | undefined;
const late = new Map<string, string>();

/**
 * The scripts that a worker has from its start, by name. They are linked when they are first needed, as not every
 * program runs JavaScript.
 *
 * @returns The value of each is an object with what its entry module exports
 */
export function earlyGuestScripts(): Readonly<Record<string, string>> {
  return early ??= Object.fromEntries(
    Object.entries(EARLY).map((
      [name, entry],
    ) => [name, linkGuestModule(entry)]),
  );
}

/**
 * One of the scripts that a worker requests when a guest first needs it.
 *
 * @param name Its name, which comes from the worker
 * @returns The script, or nothing if there is none of this name
 */
export function lateGuestScript(name: string): string | undefined {
  const known = late.get(name);
  if (known !== undefined || !Object.hasOwn(LATE, name)) return known;
  const linked = linkGuestModule(LATE[name] ?? name);
  late.set(name, linked);
  return linked;
}

/**
 * All scripts by name, early and late.
 *
 * @returns The value of each is an object with what its entry module exports
 */
export function guestScripts(): Readonly<Record<string, string>> {
  const all = { ...EARLY, ...LATE };
  return Object.fromEntries(
    Object.entries(all).map(([name, entry]) => [name, linkGuestModule(entry)]),
  );
}

/**
 * A script of one module and what it imports.
 *
 * @param path The module, below `guest/`
 * @returns The script
 */
export function linkGuestModule(path: string): string {
  return linkGuest(FILES, path);
}
