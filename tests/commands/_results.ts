import type { RunResult } from "../../core/result.ts";

const BASE = {
  stdout: "",
  stderr: "",
  displays: [],
  truncated: [],
  files: [],
  usage: {
    wallMs: 1,
    cpuMs: undefined,
    peakMemoryBytes: undefined,
    startMs: 2,
    calls: 0,
  },
  engine: "pyodide",
  language: "python",
  isolation: "process",
} as const;

/** A result with the status `ok`. */
export function okResult(
  fields: Partial<Extract<RunResult, { status: "ok" }>> = {},
): RunResult {
  return { ...BASE, status: "ok", value: null, ...fields };
}

/** A result with any status. */
export function resultOf(
  fields: { readonly status: RunResult["status"] } & Record<string, unknown>,
): RunResult {
  // The tests pass the fields of the status.
  return { ...BASE, ...fields } as unknown as RunResult;
}
