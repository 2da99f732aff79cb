// Texts of values and errors, which are loaded when a run first needs them.

import { host } from "./host.js";

/** @typedef {ReturnType<typeof import("../reports.js").makeReports>} Reports */

/** @type {Reports | undefined} */
let reports;
let isLoadingReports = false;

/** The functions that make texts of values and errors. */
export function openReports() {
  if (reports !== undefined) return reports;
  isLoadingReports = true;
  try {
    return reports = host.load("reports").makeReports(host);
  } finally {
    isLoadingReports = false;
  }
}

/** The same, or nothing while they are loaded: an error of the loading would load them again without end. */
export function reportsUnlessLoading() {
  return isLoadingReports ? undefined : openReports();
}
