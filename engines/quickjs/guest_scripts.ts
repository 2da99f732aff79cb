/**
 * The scripts of the guest's side, each linked of its modules.
 *
 * @module
 */
import { linkGuest } from "./link_guest.ts";
import clone from "./guest/clone.js" with { type: "text" };
import console from "./guest/console.js" with { type: "text" };
import crypto from "./guest/crypto.js" with { type: "text" };
import display from "./guest/display.js" with { type: "text" };
import encodings from "./guest/encodings.js" with { type: "text" };
import fetchBody from "./guest/fetch/body.js" with { type: "text" };
import fetchFetch from "./guest/fetch/fetch.js" with { type: "text" };
import fetchHeaders from "./guest/fetch/headers.js" with { type: "text" };
import fetchNetwork from "./guest/fetch/network.js" with { type: "text" };
import fetchRequest from "./guest/fetch/request.js" with { type: "text" };
import fetchResponse from "./guest/fetch/response.js" with { type: "text" };
import fsContents from "./guest/fs/contents.js" with { type: "text" };
import fsDevices from "./guest/fs/devices.js" with { type: "text" };
import fsErrors from "./guest/fs/errors.js" with { type: "text" };
import fsFs from "./guest/fs/fs.js" with { type: "text" };
import fsOperations from "./guest/fs/operations.js" with { type: "text" };
import fsStats from "./guest/fs/stats.js" with { type: "text" };
import fsTargets from "./guest/fs/targets.js" with { type: "text" };
import fsTrees from "./guest/fs/trees.js" with { type: "text" };
import functions from "./guest/functions.js" with { type: "text" };
import hashesBlocks from "./guest/hashes/blocks.js" with { type: "text" };
import hashesHash32 from "./guest/hashes/hash32.js" with { type: "text" };
import hashesHashes from "./guest/hashes/hashes.js" with { type: "text" };
import hashesSha512 from "./guest/hashes/sha512.js" with { type: "text" };
import inspectBuffers from "./guest/inspect/buffers.js" with { type: "text" };
import inspectCollections from "./guest/inspect/collections.js" with {
  type: "text",
};
import inspectCustom from "./guest/inspect/custom.js" with { type: "text" };
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
import intlClasses from "./guest/intl/classes.js" with { type: "text" };
import intlCollation from "./guest/intl/collation.js" with { type: "text" };
import intlCollator from "./guest/intl/collator.js" with { type: "text" };
import intlDataCollation from "./guest/intl/data/collation.js" with {
  type: "text",
};
import intlDataCurrencies from "./guest/intl/data/currencies.js" with {
  type: "text",
};
import intlDataNames from "./guest/intl/data/names.js" with { type: "text" };
import intlDataUnits from "./guest/intl/data/units.js" with { type: "text" };
import intlDataZones from "./guest/intl/data/zones.js" with { type: "text" };
import intlDateFormat from "./guest/intl/date_format.js" with { type: "text" };
import intlDateOptions from "./guest/intl/date_options.js" with {
  type: "text",
};
import intlDateParts from "./guest/intl/date_parts.js" with { type: "text" };
import intlDateRange from "./guest/intl/date_range.js" with { type: "text" };
import intlDecimal from "./guest/intl/decimal.js" with { type: "text" };
import intlDisplayNames from "./guest/intl/display_names.js" with {
  type: "text",
};
import intlIntl from "./guest/intl/intl.js" with { type: "text" };
import intlLists from "./guest/intl/lists.js" with { type: "text" };
import intlLocale from "./guest/intl/locale.js" with { type: "text" };
import intlNumberFormat from "./guest/intl/number_format.js" with {
  type: "text",
};
import intlNumberOptions from "./guest/intl/number_options.js" with {
  type: "text",
};
import intlNumberParts from "./guest/intl/number_parts.js" with {
  type: "text",
};
import intlPosixZone from "./guest/intl/posix_zone.js" with { type: "text" };
import intlSegmenter from "./guest/intl/segmenter.js" with { type: "text" };
import intlTables from "./guest/intl/tables.js" with { type: "text" };
import intlZone from "./guest/intl/zone.js" with { type: "text" };
import intrinsics from "./guest/intrinsics.js" with { type: "text" };
import programFile from "./guest/program_file.js" with { type: "text" };
import disposal from "./guest/disposal.js" with { type: "text" };
import json from "./guest/json.js" with { type: "text" };
import iterationMessages from "./guest/iteration_messages.js" with {
  type: "text",
};
import syntaxMessages from "./guest/syntax_messages.js" with { type: "text" };
import loaderCommonjs from "./guest/loader/commonjs.js" with { type: "text" };
import loaderLoader from "./guest/loader/loader.js" with { type: "text" };
import loaderResolve from "./guest/loader/resolve.js" with { type: "text" };
import loaderSources from "./guest/loader/sources.js" with { type: "text" };
import memoryFiles from "./guest/memory_files.js" with { type: "text" };
import memoryTree from "./guest/memory_tree.js" with { type: "text" };
import messages from "./guest/messages.js" with { type: "text" };
import modules from "./guest/modules.js" with { type: "text" };
import mounts from "./guest/mounts.js" with { type: "text" };
import nodeAssert from "./guest/node/assert.js" with { type: "text" };
import nodeBuffer from "./guest/node/buffer.js" with { type: "text" };
import nodeBufferNumbers from "./guest/node/buffer_numbers.js" with {
  type: "text",
};
import nodeBufferSearch from "./guest/node/buffer_search.js" with {
  type: "text",
};
import nodeConsole from "./guest/node/console.js" with { type: "text" };
import nodeCrypto from "./guest/node/crypto.js" with { type: "text" };
import nodeDeepEqual from "./guest/node/deep_equal.js" with { type: "text" };
import nodeErrors from "./guest/node/errors.js" with { type: "text" };
import nodeEvents from "./guest/node/events.js" with { type: "text" };
import nodeFsDescriptors from "./guest/node/fs_descriptors.js" with {
  type: "text",
};
import nodeFsStreams from "./guest/node/fs_streams.js" with { type: "text" };
import nodeModule from "./guest/node/module.js" with { type: "text" };
import nodeNames from "./guest/node/names.js" with { type: "text" };
import nodeOs from "./guest/node/os.js" with { type: "text" };
import nodeParseArgs from "./guest/node/parse_args.js" with { type: "text" };
import nodePerfHooks from "./guest/node/perf_hooks.js" with { type: "text" };
import nodeProcess from "./guest/node/process.js" with { type: "text" };
import nodeQuerystring from "./guest/node/querystring.js" with { type: "text" };
import nodeReadline from "./guest/node/readline.js" with { type: "text" };
import nodeStandardStreams from "./guest/node/standard_streams.js" with {
  type: "text",
};
import nodeStream from "./guest/node/stream.js" with { type: "text" };
import nodeStreamBase from "./guest/node/stream_base.js" with { type: "text" };
import nodeStreamDuplex from "./guest/node/stream_duplex.js" with {
  type: "text",
};
import nodeStreamHelpers from "./guest/node/stream_helpers.js" with {
  type: "text",
};
import nodeStreamReadable from "./guest/node/stream_readable.js" with {
  type: "text",
};
import nodeStreamWritable from "./guest/node/stream_writable.js" with {
  type: "text",
};
import nodeStringDecoder from "./guest/node/string_decoder.js" with {
  type: "text",
};
import nodeTimers from "./guest/node/timers.js" with { type: "text" };
import nodeTty from "./guest/node/tty.js" with { type: "text" };
import nodeUnavailable from "./guest/node/unavailable.js" with { type: "text" };
import nodeUrl from "./guest/node/url.js" with { type: "text" };
import nodeUtil from "./guest/node/util.js" with { type: "text" };
import nodeUtilTypes from "./guest/node/util_types.js" with { type: "text" };
import nodeTest from "./guest/node/test.js" with { type: "text" };
import paths from "./guest/paths.js" with { type: "text" };
import preludeChannel from "./guest/prelude/channel.js" with { type: "text" };
import preludeConsole from "./guest/prelude/console.js" with { type: "text" };
import preludeDeclarations from "./guest/prelude/declarations.js" with {
  type: "text",
};
import inspectDescribe from "./guest/inspect/describe.js" with { type: "text" };
import preludeExit from "./guest/prelude/exit.js" with { type: "text" };
import inspectFormats from "./guest/inspect/formats.js" with { type: "text" };
import preludeGlobals from "./guest/prelude/globals.js" with { type: "text" };
import preludeHost from "./guest/prelude/host.js" with { type: "text" };
import preludeInput from "./guest/prelude/input.js" with { type: "text" };
import preludeLocales from "./guest/prelude/locales.js" with { type: "text" };
import preludeLanguage from "./guest/prelude/language.js" with {
  type: "text",
};
import preludeMadeErrors from "./guest/prelude/made_errors.js" with {
  type: "text",
};
import preludeOutput from "./guest/prelude/output.js" with { type: "text" };
import preludeOwnFunctions from "./guest/prelude/own_functions.js" with {
  type: "text",
};
import preludePrelude from "./guest/prelude/prelude.js" with { type: "text" };
import preludeRejections from "./guest/prelude/rejections.js" with {
  type: "text",
};
import preludeRun from "./guest/prelude/run.js" with { type: "text" };
import preludeSetGlobals from "./guest/prelude/set_globals.js" with {
  type: "text",
};
import preludeSurroundings from "./guest/prelude/surroundings.js" with {
  type: "text",
};
import preludeTimers from "./guest/prelude/timers.js" with { type: "text" };
import preludeWeb from "./guest/prelude/web.js" with { type: "text" };
import inspectInspectWith from "./guest/inspect/inspect_with.js" with {
  type: "text",
};
import preludeFailures from "./guest/prelude/failures.js" with { type: "text" };
import preludeReports from "./guest/prelude/reports.js" with { type: "text" };
import reports from "./guest/reports.js" with { type: "text" };
import text from "./guest/text.js" with { type: "text" };
import textEncodings from "./guest/text_encodings.js" with { type: "text" };
import undefinedNames from "./guest/undefined_names.js" with { type: "text" };
import valuesBase64 from "./guest/values/base64.js" with { type: "text" };
import valuesDecode from "./guest/values/decode.js" with { type: "text" };
import valuesEncode from "./guest/values/encode.js" with { type: "text" };
import valuesFrames from "./guest/values/frames.js" with { type: "text" };
import valuesScalars from "./guest/values/scalars.js" with { type: "text" };
import webAbort from "./guest/web/abort.js" with { type: "text" };
import webAtomics from "./guest/web/atomics.js" with { type: "text" };
import webBlob from "./guest/web/blob.js" with { type: "text" };
import webDomException from "./guest/web/dom_exception.js" with {
  type: "text",
};
import webEvent from "./guest/web/event.js" with { type: "text" };
import webEvents from "./guest/web/events.js" with { type: "text" };
import webMultipart from "./guest/web/multipart.js" with { type: "text" };
import webPerformance from "./guest/web/performance.js" with { type: "text" };
import webStreams from "./guest/web/streams.js" with { type: "text" };
import webSubtle from "./guest/web/subtle.js" with { type: "text" };
import webTransformStreams from "./guest/web/transform_streams.js" with {
  type: "text",
};
import webUnavailable from "./guest/web/unavailable.js" with { type: "text" };
import webUrl from "./guest/web/url.js" with { type: "text" };
import webUrlHost from "./guest/web/url_host.js" with { type: "text" };
import webUrlParser from "./guest/web/url_parser.js" with { type: "text" };
import webUrlSearchParams from "./guest/web/url_search_params.js" with {
  type: "text",
};
import webWritableStreams from "./guest/web/writable_streams.js" with {
  type: "text",
};

/** The modules, by their paths below `guest/`. */
const FILES: Readonly<Record<string, string>> = {
  "clone.js": clone,
  "console.js": console,
  "crypto.js": crypto,
  "display.js": display,
  "encodings.js": encodings,
  "fetch/body.js": fetchBody,
  "fetch/fetch.js": fetchFetch,
  "fetch/headers.js": fetchHeaders,
  "fetch/network.js": fetchNetwork,
  "fetch/request.js": fetchRequest,
  "fetch/response.js": fetchResponse,
  "fs/contents.js": fsContents,
  "fs/devices.js": fsDevices,
  "fs/errors.js": fsErrors,
  "fs/fs.js": fsFs,
  "fs/operations.js": fsOperations,
  "fs/stats.js": fsStats,
  "fs/targets.js": fsTargets,
  "fs/trees.js": fsTrees,
  "functions.js": functions,
  "hashes/blocks.js": hashesBlocks,
  "hashes/hash32.js": hashesHash32,
  "hashes/hashes.js": hashesHashes,
  "hashes/sha512.js": hashesSha512,
  "inspect/buffers.js": inspectBuffers,
  "inspect/collections.js": inspectCollections,
  "inspect/custom.js": inspectCustom,
  "inspect/errors.js": inspectErrors,
  "inspect/inspect.js": inspectInspect,
  "inspect/layout.js": inspectLayout,
  "inspect/properties.js": inspectProperties,
  "inspect/prototypes.js": inspectPrototypes,
  "inspect/state.js": inspectState,
  "inspect/text.js": inspectText,
  "intl/classes.js": intlClasses,
  "intl/collation.js": intlCollation,
  "intl/collator.js": intlCollator,
  "intl/data/collation.js": intlDataCollation,
  "intl/data/currencies.js": intlDataCurrencies,
  "intl/data/names.js": intlDataNames,
  "intl/data/units.js": intlDataUnits,
  "intl/data/zones.js": intlDataZones,
  "intl/date_format.js": intlDateFormat,
  "intl/date_options.js": intlDateOptions,
  "intl/date_parts.js": intlDateParts,
  "intl/date_range.js": intlDateRange,
  "intl/decimal.js": intlDecimal,
  "intl/display_names.js": intlDisplayNames,
  "intl/intl.js": intlIntl,
  "intl/lists.js": intlLists,
  "intl/locale.js": intlLocale,
  "intl/number_format.js": intlNumberFormat,
  "intl/number_options.js": intlNumberOptions,
  "intl/number_parts.js": intlNumberParts,
  "intl/posix_zone.js": intlPosixZone,
  "intl/segmenter.js": intlSegmenter,
  "intl/tables.js": intlTables,
  "intl/zone.js": intlZone,
  "intrinsics.js": intrinsics,
  "program_file.js": programFile,
  "disposal.js": disposal,
  "json.js": json,
  "iteration_messages.js": iterationMessages,
  "syntax_messages.js": syntaxMessages,
  "loader/commonjs.js": loaderCommonjs,
  "loader/loader.js": loaderLoader,
  "loader/resolve.js": loaderResolve,
  "loader/sources.js": loaderSources,
  "memory_files.js": memoryFiles,
  "memory_tree.js": memoryTree,
  "messages.js": messages,
  "modules.js": modules,
  "mounts.js": mounts,
  "node/assert.js": nodeAssert,
  "node/buffer.js": nodeBuffer,
  "node/buffer_numbers.js": nodeBufferNumbers,
  "node/buffer_search.js": nodeBufferSearch,
  "node/console.js": nodeConsole,
  "node/crypto.js": nodeCrypto,
  "node/deep_equal.js": nodeDeepEqual,
  "node/errors.js": nodeErrors,
  "node/events.js": nodeEvents,
  "node/fs_descriptors.js": nodeFsDescriptors,
  "node/fs_streams.js": nodeFsStreams,
  "node/module.js": nodeModule,
  "node/names.js": nodeNames,
  "node/os.js": nodeOs,
  "node/parse_args.js": nodeParseArgs,
  "node/perf_hooks.js": nodePerfHooks,
  "node/process.js": nodeProcess,
  "node/querystring.js": nodeQuerystring,
  "node/readline.js": nodeReadline,
  "node/standard_streams.js": nodeStandardStreams,
  "node/stream.js": nodeStream,
  "node/stream_base.js": nodeStreamBase,
  "node/stream_duplex.js": nodeStreamDuplex,
  "node/stream_helpers.js": nodeStreamHelpers,
  "node/stream_readable.js": nodeStreamReadable,
  "node/stream_writable.js": nodeStreamWritable,
  "node/string_decoder.js": nodeStringDecoder,
  "node/timers.js": nodeTimers,
  "node/tty.js": nodeTty,
  "node/unavailable.js": nodeUnavailable,
  "node/url.js": nodeUrl,
  "node/util.js": nodeUtil,
  "node/util_types.js": nodeUtilTypes,
  "node/test.js": nodeTest,
  "paths.js": paths,
  "prelude/channel.js": preludeChannel,
  "prelude/console.js": preludeConsole,
  "prelude/declarations.js": preludeDeclarations,
  "inspect/describe.js": inspectDescribe,
  "prelude/exit.js": preludeExit,
  "inspect/formats.js": inspectFormats,
  "prelude/globals.js": preludeGlobals,
  "prelude/host.js": preludeHost,
  "prelude/input.js": preludeInput,
  "prelude/locales.js": preludeLocales,
  "prelude/language.js": preludeLanguage,
  "prelude/made_errors.js": preludeMadeErrors,
  "prelude/output.js": preludeOutput,
  "prelude/own_functions.js": preludeOwnFunctions,
  "prelude/prelude.js": preludePrelude,
  "prelude/rejections.js": preludeRejections,
  "prelude/run.js": preludeRun,
  "prelude/set_globals.js": preludeSetGlobals,
  "prelude/surroundings.js": preludeSurroundings,
  "prelude/timers.js": preludeTimers,
  "prelude/web.js": preludeWeb,
  "inspect/inspect_with.js": inspectInspectWith,
  "prelude/failures.js": preludeFailures,
  "prelude/reports.js": preludeReports,
  "reports.js": reports,
  "text.js": text,
  "text_encodings.js": textEncodings,
  "undefined_names.js": undefinedNames,
  "values/base64.js": valuesBase64,
  "values/decode.js": valuesDecode,
  "values/encode.js": valuesEncode,
  "values/frames.js": valuesFrames,
  "values/scalars.js": valuesScalars,
  "web/abort.js": webAbort,
  "web/atomics.js": webAtomics,
  "web/blob.js": webBlob,
  "web/dom_exception.js": webDomException,
  "web/event.js": webEvent,
  "web/events.js": webEvents,
  "web/multipart.js": webMultipart,
  "web/performance.js": webPerformance,
  "web/streams.js": webStreams,
  "web/subtle.js": webSubtle,
  "web/transform_streams.js": webTransformStreams,
  "web/unavailable.js": webUnavailable,
  "web/url.js": webUrl,
  "web/url_host.js": webUrlHost,
  "web/url_parser.js": webUrlParser,
  "web/url_search_params.js": webUrlSearchParams,
  "web/writable_streams.js": webWritableStreams,
};

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

/** The module that only the prelude evaluates. */
const INTRINSICS = "intrinsics.js";

let early: Readonly<Record<string, string>> | undefined;
const late = new Map<string, string>();

/**
 * The scripts that a worker has from its start, by name. They are linked when they are first needed, as not every
 * program runs JavaScript.
 *
 * @returns The value of `prelude` is an object with what its entry module exports. The value of each other script is a
 * function that returns such an object, given the intrinsics that the prelude has captured: they are evaluated after guest
 * code, which may have replaced any of them
 */
export function earlyGuestScripts(): Readonly<Record<string, string>> {
  return early ??= Object.fromEntries(
    Object.entries(EARLY).map(([name, entry]) => [name, linkScript(entry)]),
  );
}

/**
 * One of the scripts that a worker requests when a guest first needs it.
 *
 * @param name Its name, which comes from the worker
 * @returns The script, or nothing if no script has this name
 */
export function lateGuestScript(name: string): string | undefined {
  const known = late.get(name);
  if (known !== undefined || !Object.hasOwn(LATE, name)) return known;
  const linked = linkScript(LATE[name] ?? name);
  late.set(name, linked);
  return linked;
}

/**
 * All scripts by name, early and late.
 *
 * @returns The value of `prelude` is an object with what its entry module exports. The value of each other script is a
 * function that returns such an object, given the intrinsics that the prelude has captured: they are evaluated after guest
 * code, which may have replaced any of them
 */
export function guestScripts(): Readonly<Record<string, string>> {
  const all = { ...EARLY, ...LATE };
  return Object.fromEntries(
    Object.entries(all).map(([name, entry]) => [name, linkScript(entry)]),
  );
}

function linkScript(entry: string): string {
  return linkGuest(
    FILES,
    entry,
    entry === EARLY.prelude ? undefined : INTRINSICS,
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
