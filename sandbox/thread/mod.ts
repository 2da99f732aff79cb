/**
 * `thread` isolation: workers in the host's own process.
 *
 * @module
 */
export { releaseThread, startThread } from "./brokered_link.ts";
export { BROKER } from "./broker_module.ts";
export { buildInThread, startDirectThread } from "./thread_link.ts";
export { brokeredWorker } from "./worker_url.ts";
