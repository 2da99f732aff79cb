/**
 * What runs an engine: sandboxes, isolation, images.
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
export type { ImageListener, ImageState } from "./images.ts";
export { createPool, type Pool } from "./pool.ts";
export type { PoolMetrics } from "./pool_metrics.ts";
export type { Sandbox } from "./sandbox.ts";
export type { SandboxFiles } from "./files.ts";
