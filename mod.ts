/**
 * Runs untrusted Python and JavaScript. A hostile guest costs its host nothing but the run.
 *
 * @example One run in a fresh environment
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { run } from "@sandglass/sandglass";
 *
 * const result = await run("[n * n for n in range(4)]", { language: "python" });
 * assertEquals(result.status === "ok" && result.value, [0, 1, 4, 9]);
 * ```
 *
 * @example State that persists between runs
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createSandbox } from "@sandglass/sandglass";
 *
 * await using sandbox = await createSandbox({ language: "python" });
 * await sandbox.run("x = 20");
 * const result = await sandbox.run("x + 1", { limits: { timeoutMs: 2_000 } });
 * assertEquals(result.status === "ok" && result.value, 21);
 * ```
 *
 * @example Files in and out
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createSandbox } from "@sandglass/sandglass";
 *
 * await using sandbox = await createSandbox({ language: "javascript", files: { "in.txt": "hi" } });
 * const { files } = await sandbox.run("fs.writeFileSync('out.txt', fs.readFileSync('in.txt', 'utf8') + '!')");
 * assertEquals(files, [{ path: "out.txt", bytes: 3 }]);
 * assertEquals(await sandbox.files.readText("out.txt"), "hi!");
 * ```
 *
 * @module
 */
export {
  type CloseOptions,
  createPool,
  createSandbox,
  describeEngines,
  type EngineDescription,
  type InstallationState,
  type Pool,
  type PoolMetrics,
  run,
  type Sandbox,
  type SandboxFiles,
  type SnapshotListener,
  type SnapshotState,
  warm,
  type WarmResult,
} from "./sandbox/mod.ts";
export type { FileContent, FileEntry, RunFile } from "./core/files.ts";
export type { Display } from "./core/displays.ts";
export { ERROR_CODES, type ErrorCode, SandboxError } from "./core/errors.ts";
export type {
  CallApprover,
  CallDecision,
  CallRequest,
  HostCall,
  HostFunction,
  HostFunctionObject,
  HostFunctions,
  HostTime,
} from "./core/functions.ts";
export type { HistogramSnapshot } from "./core/histogram.ts";
export type { Limits } from "./core/limits.ts";
export type { RunLimits } from "./core/run_limits.ts";
export type { Mount, MountMode } from "./core/mounts.ts";
export type { NetworkPolicy } from "./core/network_policy.ts";
export type { NetworkRequest } from "./core/network_request.ts";
export type {
  CodeKind,
  Echo,
  EngineName,
  Isolation,
  Language,
  RunOptions,
  SandboxOptions,
  StdinSource,
} from "./core/options.ts";
export type {
  PoolOptions,
  PoolRunOptions,
  PoolSandboxOptions,
} from "./core/pool_options.ts";
export type {
  CancelledResult,
  CrashedResult,
  ErrorResult,
  GuestError,
  MemoryResult,
  OkResult,
  OutputResult,
  RunResult,
  RunResultBase,
  RunStatus,
  TimeoutResult,
  Truncated,
  Usage,
} from "./core/result.ts";
export {
  type JsonBytes,
  type JsonFile,
  type JsonResult,
  type JsonUsage,
  type JsonValue,
  toJson,
  type ToJsonOptions,
} from "./core/result_json.ts";
export { Tuple, type Value, type ValueMap } from "./core/value_codec.ts";

// `deno run jsr:@sandglass/sandglass` starts this module, which therefore runs the command line if it is the main module.
// The import is not awaited, so that the module remains synchronous for importers.
if (import.meta.main) void import("./cli.ts").then((cli) => cli.runProcess());
