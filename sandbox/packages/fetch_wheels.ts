/**
 * Fetches wheels by their digests with the user's `pip` or `uv`. `pip` is first here: it saves the wheel as it is, so that we
 * compare its digest and unpack it. `uv` can only unpack wheels, after it has compared the digest itself.
 *
 * @module
 */
import type { LockedPackage } from "../../core/packages.ts";
import { openRegular } from "../open_file.ts";
import { sha256 } from "../sha256.ts";
import { runTool, type Tool } from "../user_tools.ts";
import { fetchWithUv } from "./fetch_with_uv.ts";
import {
  failureIn,
  type Fetched,
  type FetchedPackage,
  type FetchStep,
  type ToolFetch,
  writeLines,
} from "./fetched.ts";
import { packageFault } from "./package_files.ts";
import { readWheel } from "./read_wheel.ts";
import { failureOf } from "./resolve.ts";
import { pipTags } from "./resolve_with_pip.ts";
import type { ToolFailure } from "./tool_failures.ts";
import { ENVIRONMENT } from "./tool_settings.ts";

/** The largest wheel, in bytes. */
const MAX_WHEEL_BYTES = 2 ** 28;
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

function byVersion({ name, version, wheel }: LockedPackage): string {
  return `${name}==${version} --hash=sha256:${wheel.sha256}`;
}

function byUrl({ name, wheel }: LockedPackage): string {
  return `${name} @ ${wheel.url} --hash=sha256:${wheel.sha256}`;
}

async function fetchWithPip(
  tool: Tool,
  packages: readonly LockedPackage[],
  step: ToolFetch,
): Promise<Fetched> {
  const { folder, target, toLine, settings, signal } = step;
  const file = await writeLines(folder, packages.map(toLine));
  const outcome = await runTool(tool, {
    args: [
      "download",
      "--no-deps",
      "--require-hashes",
      `--dest=${folder}/wheels`,
      ...pipTags(target),
      `--requirement=${file}`,
    ],
    environment: { ...ENVIRONMENT, ...settings.environment },
    signal,
    withinMs: settings.fetchWithinMs,
  });
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
