/**
 * Pools: workers that are ready before a sandbox is requested.
 *
 * @module
 */
export { createPool, type Pool } from "./pool.ts";
export type { PoolMetrics } from "./pool_metrics.ts";
