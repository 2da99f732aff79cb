/**
 * Fetches wheels by their digests with the user's `pip` or `uv`. `pip` is first here: it saves the wheel as it is, so that we
 * compare its digest and unpack it. `uv` can only unpack wheels, after it has compared the digest itself.
 *
 * @module
 */
import type { LockedPackage } from "../../core/packages.ts";
import type { PackedFile } from "../../core/packed_files.ts";
import { writeNew } from "../locked_directory.ts";
import { openRegular } from "../open_file.ts";
import { sha256 } from "../sha256.ts";
import { runTool, type Tool, type ToolOutcome } from "../user_tools.ts";
import { packageFault } from "./package_files.ts";
import { readUnpacked } from "./read_unpacked.ts";
import { readWheel } from "./read_wheel.ts";
import { failureOf } from "./resolve.ts";
import { pipTags } from "./resolve_with_pip.ts";
import type { Target } from "./target.ts";
import { explainTool, type ToolFailure } from "./tool_failures.ts";
import { ENVIRONMENT, type ToolStep } from "./tool_settings.ts";
import { lateFailure } from "./wheel_failure.ts";

/** The largest wheel, in bytes. */
const MAX_WHEEL_BYTES = 2 ** 28;
/** How many processes of uv run at a time. */
const PARALLEL = 4;

/** A wheel that was fetched and checked. */
export interface FetchedPackage {
  readonly package: LockedPackage;
  /** Its files as guests get them. */
  readonly files: readonly PackedFile[];
}

/** What fetching needs. */
type FetchStep = ToolStep & { readonly target: Target };

/** What a tool fetched, a failure, or that there is no such tool. */
type Fetched = readonly FetchedPackage[] | ToolFailure | "absent";

/**
 * Fetches wheels.
 *
 * @param packages The packages
 * @param step What the tools need
 * @returns The wheels, in the order of the packages
 * @throws {SandboxError} If one cannot be fetched, or is another one
 */
export async function fetchWheels(
  packages: readonly LockedPackage[],
  step: FetchStep,
): Promise<readonly FetchedPackage[]> {
  const { settings, folder, onProgress } = step;
  const failures = new Map<Tool["kind"], ToolFailure>();
  // A lock may name places that the user's index does not know.
  const ways = packages.every(({ wheel }) => wheel.url !== undefined)
    ? [byVersion, byUrl]
    : [byVersion];
  const tools = settings.tools.toSorted((a, b) => rank(a) - rank(b));
  for (const [i, toLine] of ways.entries()) {
    const tried = new Set<Tool["kind"]>();
    for (const tool of tools) {
      if (tried.has(tool.kind)) continue;
      onProgress(`Fetching ${describe(packages)} with ${tool.kind}`);
      const into = `${folder}/${tool.kind}-${i}`;
      const found = tool.kind === "pip"
        ? await fetchWithPip(tool, packages, { ...step, toLine, folder: into })
        : await fetchWithUv(tool, packages, { ...step, toLine, folder: into });
      if (found === "absent") continue;
      if (!("kind" in found)) return found;
      tried.add(tool.kind);
      failures.set(tool.kind, failures.get(tool.kind) ?? found);
      if (found.kind === "digest" || found.kind === "full") {
        throw failureOf(failures, folder);
      }
    }
  }
  throw failureOf(failures, folder);
}

function rank({ kind }: Tool): number {
  return kind === "pip" ? 0 : 1;
}

function describe(packages: readonly LockedPackage[]): string {
  const [first] = packages;
  return packages.length === 1 && first !== undefined
    ? `${first.name} ${first.version}`
    : `${packages.length} packages`;
}

type ToLine = (one: LockedPackage) => string;
type ToolFetch = FetchStep & { readonly toLine: ToLine };

function byVersion({ name, version, wheel }: LockedPackage): string {
  return `${name}==${version} --hash=sha256:${wheel.sha256}`;
}

function byUrl({ name, wheel }: LockedPackage): string {
  return `${name} @ ${wheel.url} --hash=sha256:${wheel.sha256}`;
}

async function writeLines(
  folder: string,
  lines: readonly string[],
): Promise<string> {
  const path = `${folder}/requirements.txt`;
  await writeNew(path, new TextEncoder().encode(`${lines.join("\n")}\n`));
  return path;
}

function run(
  tool: Tool,
  { settings, signal }: FetchStep,
  args: readonly string[],
): Promise<ToolOutcome> {
  return runTool(tool, {
    args,
    environment: { ...ENVIRONMENT, ...settings.environment },
    signal,
    withinMs: settings.fetchWithinMs,
  });
}

/** What failed, if a tool did. */
function failureIn(
  tool: Tool,
  outcome: ToolOutcome,
  { settings, target }: FetchStep,
): ToolFailure | "absent" | undefined {
  switch (outcome.state) {
    case "done":
      return undefined;
    case "absent":
      return "absent";
    case "late":
      return lateFailure(tool, settings.fetchWithinMs);
    case "failed":
      return explainTool(tool.kind, outcome.output, target);
  }
}

async function fetchWithPip(
  tool: Tool,
  packages: readonly LockedPackage[],
  step: ToolFetch,
): Promise<Fetched> {
  const { folder, target, toLine } = step;
  const file = await writeLines(folder, packages.map(toLine));
  const outcome = await run(tool, step, [
    "download",
    "--no-deps",
    "--require-hashes",
    `--dest=${folder}/wheels`,
    ...pipTags(target),
    `--requirement=${file}`,
  ]);
  const failure = failureIn(tool, outcome, step);
  if (failure !== undefined) return failure;
  const wheels = await readWheels(`${folder}/wheels`);
  const fetched: FetchedPackage[] = [];
  for (const one of packages) {
    const wheel = wheels.get(one.wheel.sha256);
    if (wheel === undefined) {
      throw packageFault(
        one,
        `must have a wheel with the SHA-256 ${one.wheel.sha256}: ${tool.kind} fetched another one`,
      );
    }
    fetched.push({ package: one, files: await readWheel(one, wheel) });
  }
  return fetched;
}

/** The files of a folder by their digests. */
async function readWheels(
  folder: string,
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const wheels = new Map<string, Uint8Array<ArrayBuffer>>();
  for await (const { name } of Deno.readDir(folder)) {
    const rules = { maxBytes: MAX_WHEEL_BYTES };
    using file = await openRegular(`${folder}/${name}`, rules);
    const bytes = await file.readAll();
    wheels.set(await sha256(bytes), bytes);
  }
  return wheels;
}

/** Has uv unpack each package into a folder of its own, so that each file belongs to one of them. */
async function fetchWithUv(
  tool: Tool,
  packages: readonly LockedPackage[],
  step: ToolFetch,
): Promise<Fetched> {
  const fetched: FetchedPackage[] = [];
  for (let at = 0; at < packages.length; at += PARALLEL) {
    const some = packages.slice(at, at + PARALLEL);
    const found = await Promise.all(
      some.map((one, i) =>
        fetchOneWithUv(tool, one, {
          ...step,
          folder: `${step.folder}/${at + i}`,
        })
      ),
    );
    for (const one of found) {
      if (one === "absent" || "kind" in one) return one;
      fetched.push(one);
    }
  }
  return fetched;
}

async function fetchOneWithUv(
  tool: Tool,
  one: LockedPackage,
  step: ToolFetch,
): Promise<FetchedPackage | ToolFailure | "absent"> {
  const { folder, target, toLine } = step;
  const file = await writeLines(folder, [toLine(one)]);
  const outcome = await run(tool, step, [
    "pip",
    "install",
    "--no-deps",
    "--require-hashes",
    "--only-binary=:all:",
    `--target=${folder}/files`,
    `--python-version=3.${target.minor}`,
    "--python-platform=wasm32-pyodide2025",
    "--no-compile-bytecode",
    `--requirements=${file}`,
  ]);
  const failure = failureIn(tool, outcome, step);
  if (failure !== undefined) return failure;
  return { package: one, files: await readUnpacked(one, `${folder}/files`) };
}
