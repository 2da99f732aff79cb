/**
 * Has `pip` find the wheels.
 *
 * @module
 */
import type { LockedPackage } from "../../core/packages.ts";
import { normalizeName } from "../../core/requirements.ts";
import { openRegular } from "../open_file.ts";
import { runTool, type Tool, type ToolOutcome } from "../user_tools.ts";
import { followNeeds, type Needs } from "./dependencies.ts";
import { webUrl } from "./read_lock.ts";
import type { Resolution, ResolverStep } from "./resolve.ts";
import type { Target } from "./target.ts";
import {
  explainTool,
  findUnreachable,
  outsideIndex,
  type ToolFailure,
} from "./tool_failures.ts";
import { ENVIRONMENT } from "./tool_settings.ts";
import { lateFailure, wheelFailure } from "./wheel_failure.ts";
import { isUsable, parseWheelName } from "./wheel_name.ts";

/** How often pip is asked: once for each step from a package to what it needs, and again if that changes versions. */
const MAX_ROUNDS = 30;
/** The largest report, in bytes. */
const MAX_REPORT_BYTES = 2 ** 27;

/**
 * The arguments by which pip chooses wheels.
 *
 * @param target The Python
 * @returns The arguments
 */
export function pipTags(
  { minor, wheelPlatform }: Target,
): readonly string[] {
  const tags = wheelPlatform === undefined
    ? ["--platform=any", "--implementation=py", "--abi=none"]
    : [
      `--platform=${wheelPlatform}`,
      "--implementation=cp",
      `--abi=cp3${minor}`,
    ];
  return ["--only-binary=:all:", ...tags, `--python-version=3.${minor}`];
}

/**
 * Has `pip` find the wheels. It never follows what packages need, since it would build an archive at an address or in a file
 * that a package names; we do.
 *
 * @param tool How it is started
 * @param step What is required
 * @returns What it found
 */
export async function resolveWithPip(
  tool: Tool,
  step: ResolverStep,
): Promise<Resolution> {
  const { target, requirements } = step;
  let { file } = step;
  let asked = followNeeds(requirements, [], target).lines;
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    const found = await resolveOnce(tool, { ...step, file });
    if (found === "absent" || "kind" in found) return found;
    const closure = followNeeds(requirements, found, target);
    const { needed, lines, refused } = closure;
    if (refused !== undefined) return outsideIndex(refused.name, refused.text);
    if (lines.join() === asked.join()) {
      return found.filter(({ name }) => needed.has(name))
        .map(({ requires: _, ...one }) => one);
    }
    asked = lines;
    file = `${step.folder}/requirements-${round}.in`;
    const all = ["-r requirements.in", ...lines];
    await Deno.writeTextFile(file, `${all.join("\n")}\n`);
  }
  return unusable("what packages need changes with each attempt");
}

/** A package that pip found. */
type Found = LockedPackage & Needs;

async function resolveOnce(
  tool: Tool,
  step: ResolverStep,
): Promise<readonly Found[] | ToolFailure | "absent"> {
  const { target, folder, file } = step;
  const report = `${folder}/report.json`;
  const outcome = await run(tool, step, [
    "install",
    "--dry-run",
    "--no-deps",
    "--ignore-installed",
    `--report=${report}`,
    `--target=${folder}/target`,
    ...pipTags(target),
    `--requirement=${file}`,
  ]);
  if (outcome.state === "absent") return "absent";
  if (outcome.state === "late") {
    return lateFailure(tool, step.settings.resolveWithinMs);
  }
  if (outcome.state === "failed") {
    const failure = explainTool("pip", outcome.output, target);
    return failure.kind === "wheel"
      ? await explainWheel(tool, failure, step)
      : failure;
  }
  return readReport(await readText(report), target);
}

function run(
  tool: Tool,
  { settings, signal }: ResolverStep,
  args: readonly string[],
): Promise<ToolOutcome> {
  return runTool(tool, {
    args,
    environment: { ...ENVIRONMENT, ...settings.environment },
    signal,
    withinMs: settings.resolveWithinMs,
  });
}

async function readText(path: string): Promise<string> {
  using file = await openRegular(path, { maxBytes: MAX_REPORT_BYTES });
  return new TextDecoder().decode(await file.readAll());
}

/** Reads the report. What a package says of itself is in it, so it is not trusted. */
function readReport(
  text: string,
  target: Target,
): readonly Found[] | ToolFailure {
  const report: unknown = JSON.parse(text);
  const items = property(report, "install");
  if (!Array.isArray(items)) return unusable("it has no list of packages");
  const packages: Found[] = [];
  for (const item of items) {
    const name = property(item, "metadata", "name");
    if (typeof name !== "string") return unusable("a package has no name");
    if (target.builtIn.has(normalizeName(name))) continue;
    const found = readItem(item, normalizeName(name), target);
    if ("kind" in found) return found;
    packages.push(found);
  }
  return packages;
}

function readItem(
  item: unknown,
  name: string,
  target: Target,
): Found | ToolFailure {
  const url = property(item, "download_info", "url");
  const archive = property(item, "download_info", "archive_info");
  const sha256 = property(archive, "hashes", "sha256") ??
    String(property(archive, "hash")).replace(/^sha256=/, "");
  const file = typeof url === "string" ? fileOf(url) : "";
  const wheel = parseWheelName(file);
  if (wheel === undefined || wheel.name !== name) {
    return unusable(
      `${name} comes from ${JSON.stringify(url)}, which is no wheel of it`,
    );
  }
  if (!isUsable(wheel, target)) {
    return wheelFailure({ kind: "wheel", name, reason: "" }, target, true);
  }
  if (typeof sha256 !== "string" || !/^[\da-f]{64}$/.test(sha256)) {
    return unusable(`${name} has no SHA-256`);
  }
  const from = webUrl(String(url));
  return {
    name,
    version: wheel.version,
    wheel: { file, sha256, ...(from !== undefined && { url: from }) },
    requires: textsIn(property(item, "metadata", "requires_dist")),
  };
}

function unusable(reason: string): ToolFailure {
  return { kind: "other", reason: `what pip found cannot be used: ${reason}` };
}

/** A property of a property of a value that is not trusted. */
function property(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Object.hasOwn(found, key)
      // A cast, as it is an object that has it.
      ? (found as Record<string, unknown>)[key]
      : undefined;
  }
  return found;
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.filter((one): one is string => typeof one === "string")
    : [];
}

function fileOf(url: string): string {
  const path = URL.parse(url)?.pathname ?? "";
  try {
    return decodeURIComponent(path.slice(path.lastIndexOf("/") + 1));
  } catch {
    return "";
  }
}

/** Finds out whether a package exists, and what it has in place of a usable wheel. */
async function explainWheel(
  tool: Tool,
  failure: ToolFailure,
  step: ResolverStep,
): Promise<ToolFailure> {
  const { name = "" } = failure;
  const outcome = await run(tool, step, [
    "download",
    "-vv",
    "--no-deps",
    `--dest=${step.folder}/explained`,
    ...pipTags(step.target),
    name,
  ]);
  if (outcome.state !== "done" && outcome.state !== "failed") return failure;
  const { stdout, stderr } = outcome.output;
  const text = `${stdout}\n${stderr}`;
  const unreachable = findUnreachable("pip", text);
  if (unreachable !== undefined) return unreachable;
  const isCompiled = /none of the wheel's tags/.test(text);
  // The page of a package that exists is read, even if nothing on it is usable.
  const isThere = isCompiled || /No sources permitted|Fetched page/.test(text);
  return isThere ? wheelFailure(failure, step.target, isCompiled) : {
    kind: "missing",
    name,
    reason: `there is no package ${name} in the index: check its name`,
  };
}
