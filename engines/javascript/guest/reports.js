// Texts of values and errors, for the console, results and tracebacks. Few runs need them at their start.

import { promiseReader } from "./inspect/buffers.js";
import { describe, sourceLines } from "./inspect/describe.js";
import { formatArguments } from "./inspect/formats.js";
import { inspect } from "./inspect/inspect.js";
import { inspectWith } from "./inspect/inspect_with.js";
import { constructorName } from "./inspect/prototypes.js";

/** @import { Host } from "./host.d.ts" */

/**
 * Makes them.
 *
 * @param {Pick<Host, "promise" | "sourceLine">} host
 */
export function makeReports(host) {
  promiseReader.read = host.promise;
  sourceLines.read = host.sourceLine;
  return { constructorName, describe, formatArguments, inspect, inspectWith };
}
