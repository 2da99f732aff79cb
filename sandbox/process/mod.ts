/**
 * `process` isolation: a child process around each worker.
 *
 * @module
 */
export { fetchPackages } from "./fetch_packages.ts";
export { buildInProcess, linkChild, startProcess } from "./process_link.ts";
