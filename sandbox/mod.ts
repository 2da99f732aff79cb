/**
 * What runs an engine: sandboxes, isolation, snapshots.
 *
 * @module
 */
export {
  checkAccess,
  createSandbox,
  openSandbox,
  type Prospects,
  run,
} from "./create.ts";
export {
  describeEngines,
  type EngineDescription,
  warm,
  type WarmResult,
} from "./describe.ts";
export { installEngine, uninstallEngine } from "./install_engine.ts";
export type { InstallationState } from "./install/mod.ts";
export type { SnapshotListener, SnapshotState } from "./snapshot/mod.ts";
export { createPool, type Pool, type PoolMetrics } from "./pool/mod.ts";
export type { CloseOptions } from "./sandbox_options.ts";
export type { Sandbox } from "./sandbox.ts";
export type { SandboxFiles } from "./sandbox_files.ts";
