/**
 * What runs an engine: sandboxes, isolation, snapshots.
 *
 * @module
 */
export { checkAccess } from "./check_access.ts";
export { createSandbox, openSandbox, type Prospects, run } from "./create.ts";
export {
  describeEngines,
  type EngineDescription,
  warm,
  type WarmResult,
} from "./describe.ts";
export type {
  SnapshotListener,
  SnapshotState,
} from "./snapshot/snapshot_store.ts";
export { createPool, type Pool } from "./pool/pool.ts";
export type { PoolMetrics } from "./pool/pool_metrics.ts";
export type { Sandbox } from "./sandbox.ts";
export type { SandboxFiles } from "./guest_file_client.ts";
