/**
 * Has `uv` find the wheels.
 *
 * @module
 */
import { SandboxError } from "../../core/errors.ts";
import type { Tool, ToolOutcome } from "../user_tools.ts";
import { readLock } from "./read_lock.ts";
import type { Resolution, ResolverStep } from "./resolve.ts";
import { runUv, UV_PLATFORM } from "./run_uv.ts";
import { explainTool, type ToolFailure } from "./tool_failures.ts";
import { lateFailure, wheelFailure } from "./wheel_failure.ts";

/** Failures that do not depend on the systems for which there are wheels. */
const FINAL: ReadonlySet<ToolFailure["kind"]> = new Set([
  "missing",
  "unreachable",
  "full",
]);

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
  if (target.wheelPlatform !== undefined) {
    const found = await resolveForAll(tool, step);
    if (found !== undefined) return found;
  }
  const outcome = await compile(tool, step, [
    file,
    UV_PLATFORM,
  ]);
  if (outcome.state === "failed") {
    const failure = explainTool("uv", outcome.output, target);
    return failure.kind === "wheel"
      ? await explainWheel(tool, failure, step)
      : failure;
  }
  if (outcome.state !== "done") return toFailure(tool, outcome.state, step);
  return toResolution(outcome.output.stdout, step);
}

/**
 * Finds wheels for all systems, among which may be that of the guests, which uv does not know. Without this, it would choose old
 * versions that had no compiled code yet.
 */
async function resolveForAll(
  tool: Tool,
  step: ResolverStep,
): Promise<Resolution | undefined> {
  const outcome = await compile(tool, step, [step.file, "--universal"]);
  if (outcome.state === "failed") {
    const failure = explainTool("uv", outcome.output, step.target);
    return FINAL.has(failure.kind) ? failure : undefined;
  }
  if (outcome.state !== "done") return toFailure(tool, outcome.state, step);
  const found = toResolution(outcome.output.stdout, step);
  return typeof found === "string" || "kind" in found ? undefined : found;
}

function toFailure(
  tool: Tool,
  state: "absent" | "late",
  { settings }: ResolverStep,
): ToolFailure | "absent" {
  return state === "absent"
    ? state
    : lateFailure(tool, settings.resolveWithinMs);
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

function compile(
  tool: Tool,
  step: ResolverStep,
  args: readonly string[],
): Promise<ToolOutcome> {
  return runUv(tool, step, {
    args: [
      "pip",
      "compile",
      "--format=pylock.toml",
      "--only-binary=:all:",
      `--python-version=3.${step.target.minor}`,
      "--no-header",
      "--quiet",
      ...args,
    ],
    withinMs: step.settings.resolveWithinMs,
  });
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
