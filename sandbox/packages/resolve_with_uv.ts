/**
 * Has `uv` find the wheels.
 *
 * @module
 */
import { SandboxError } from "../../core/errors.ts";
import { runTool, type Tool, type ToolOutcome } from "../user_tools.ts";
import { readLock } from "./read_lock.ts";
import type { Resolution, ResolverStep } from "./resolve.ts";
import { explainTool, type ToolFailure } from "./tool_failures.ts";
import { ENVIRONMENT } from "./tool_settings.ts";
import { lateFailure, wheelFailure } from "./wheel_failure.ts";

/** A system for which no compiled wheels are chosen here: their tags are of another version of Python. */
const PLATFORM = "wasm32-pyodide2025";
/** What uv prints where it finds no Python to ask. */
const NO_PYTHON = /No interpreter found|no (?:system )?python/i;

/**
 * Has `uv` find the wheels.
 *
 * @param tool How it is started
 * @param step What is required
 * @returns What it found
 */
export async function resolveWithUv(
  tool: Tool,
  step: ResolverStep,
): Promise<Resolution> {
  const { target, file } = step;
  const outcome = await compile(tool, step, [
    file,
    `--python-platform=${PLATFORM}`,
  ]);
  if (outcome.state === "absent") return "absent";
  if (outcome.state === "late") {
    return lateFailure(tool, step.settings.resolveWithinMs);
  }
  if (outcome.state === "failed") {
    const failure = explainTool("uv", outcome.output, target);
    return failure.kind === "wheel"
      ? await explainWheel(tool, failure, step)
      : failure;
  }
  return toResolution(outcome.output.stdout, step);
}

/** A package without a digest or a usable wheel is a failure of uv, so that pip gets its turn. */
function toResolution(text: string, { target }: ResolverStep): Resolution {
  try {
    return readLock(text, target).packages;
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    const reason = error.message.replace(/^.*?the lock cannot be used: /, "");
    return { kind: "other", reason: `what uv found cannot be used: ${reason}` };
  }
}

async function compile(
  tool: Tool,
  { target, settings, signal }: ResolverStep,
  args: readonly string[],
): Promise<ToolOutcome> {
  const run = (
    environment: Readonly<Record<string, string>>,
  ): Promise<ToolOutcome> =>
    runTool(tool, {
      args: [
        "pip",
        "compile",
        "--format=pylock.toml",
        "--only-binary=:all:",
        `--python-version=3.${target.minor}`,
        "--no-header",
        "--quiet",
        ...args,
      ],
      environment: { ...environment, ...settings.environment },
      signal,
      withinMs: settings.resolveWithinMs,
    });
  const outcome = await run(ENVIRONMENT);
  const needsPython = outcome.state === "failed" &&
    NO_PYTHON.test(outcome.output.stderr);
  return needsPython ? await run({}) : outcome;
}

/** Finds out whether a package has compiled code only, or is not compiled at all. */
async function explainWheel(
  tool: Tool,
  failure: ToolFailure,
  step: ResolverStep,
): Promise<ToolFailure> {
  const { name = "" } = failure;
  const file = `${step.folder}/wheel.in`;
  await Deno.writeTextFile(file, `${name}\n`);
  const { state } = await compile(tool, step, [
    file,
    "--no-deps",
    "--universal",
  ]);
  return wheelFailure(failure, step.target, state === "done");
}
