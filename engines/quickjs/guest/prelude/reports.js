// Texts of values and errors, which are loaded when a run first needs them.

import { host } from "./host.js";

/** @typedef {ReturnType<typeof import("../reports.js").makeReports>} Reports */

/** @type {Reports | undefined} */
let reports;

/** The functions that make texts of values and errors. */
export function openReports() {
  return reports ??= host.load("reports").makeReports(host);
}
