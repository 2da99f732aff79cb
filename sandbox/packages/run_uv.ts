/**
 * Runs `uv` for packages.
 *
 * @module
 */
import { runTool, type Tool, type ToolOutcome } from "../user_tools.ts";
import { ENVIRONMENT, type ToolStep } from "./tool_settings.ts";

/** A system for which uv chooses no compiled wheels: it knows those of an older Pyodide only. */
export const UV_PLATFORM = "--python-platform=wasm32-pyodide2025";
/** What uv prints where it finds no Python to ask. */
const NO_PYTHON = /No interpreter found/;

/**
 * Runs `uv`. It needs some Python, though it runs nothing with it here, and fetches one only if there is no other.
 *
 * @param tool How it is started
 * @param step What tools need
 * @param run The arguments, and the time that it has in milliseconds
 * @returns What became of it
 */
export async function runUv(
  tool: Tool,
  { settings, signal }: Pick<ToolStep, "settings" | "signal">,
  { args, withinMs }: {
    readonly args: readonly string[];
    readonly withinMs: number;
  },
): Promise<ToolOutcome> {
  const run = (
    environment: Readonly<Record<string, string>>,
  ): Promise<ToolOutcome> =>
    runTool(tool, {
      args,
      environment: { ...environment, ...settings.environment },
      signal,
      withinMs,
    });
  const outcome = await run(ENVIRONMENT);
  const needsPython = outcome.state === "failed" &&
    NO_PYTHON.test(outcome.output.stderr);
  return needsPython ? await run({}) : outcome;
}
