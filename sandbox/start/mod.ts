/**
 * The starts of workers: their plan, their queue, and the opening of guests in them.
 *
 * @module
 */
export {
  buildSnapshot,
  openGuest,
  openGuestSilently,
  planStart,
  snapshots,
  type StartPlan,
  startWorker,
} from "./start_worker.ts";
export { WorkerStart } from "./worker_start.ts";
