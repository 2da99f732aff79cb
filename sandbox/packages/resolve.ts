/**
 * Finds the exact wheels for what is required, by the user's `uv` or `pip`. Nothing is built, and no code of a package runs.
 *
 * @module
 */
import type {
  LockedPackage,
  PackageLock,
  Requirement,
} from "../../core/packages.ts";
import { formatRequirement } from "../../core/requirements.ts";
import { writeNew } from "../locked_directory.ts";
import type { Tool } from "../user_tools.ts";
import { diskFull, packagesFailure } from "./failures.ts";
import { resolveWithPip } from "./resolve_with_pip.ts";
import { resolveWithUv } from "./resolve_with_uv.ts";
import { stubWheel } from "./stub_wheels.ts";
import type { Target } from "./target.ts";
import type { ToolFailure } from "./tool_failures.ts";
import type { ToolStep } from "./tool_settings.ts";

/** What a resolver found: packages, a failure, or that there is no such tool. */
export type Resolution =
  | readonly LockedPackage[]
  | ToolFailure
  | "absent";

/** What a resolver is given. */
export interface ResolverStep extends ToolStep {
  readonly target: Target;
  /** The file of requirements. */
  readonly file: string;
  readonly requirements: readonly Requirement[];
}

/** The failures after which another tool may do better, as its indexes may be others. */
const TRIED_AGAIN: ReadonlySet<ToolFailure["kind"]> = new Set([
  "missing",
  "unreachable",
  "other",
]);

/**
 * Finds the wheels.
 *
 * @param requirements What is required, without what is built in
 * @param step The Python, and what the tools need
 * @returns The lock
 * @throws {SandboxError} If something cannot be found
 */
export async function resolvePackages(
  requirements: readonly Requirement[],
  step: ToolStep & { readonly target: Target },
): Promise<PackageLock> {
  const { target, settings, folder, onProgress } = step;
  const file = await writeRequirements(requirements, step);
  const failures = new Map<Tool["kind"], ToolFailure>();
  for (const tool of settings.tools) {
    if (failures.has(tool.kind)) continue;
    onProgress(`Resolving packages with ${tool.kind}`);
    const given = { ...step, file, requirements };
    const found = tool.kind === "uv"
      ? await resolveWithUv(tool, given)
      : await resolveWithPip(tool, given);
    if (found === "absent") continue;
    if ("kind" in found) {
      failures.set(tool.kind, found);
      // uv does not know for what systems there may be compiled code.
      const mayKnowMore = found.kind === "wheel" && tool.kind === "uv" &&
        target.wheelPlatform !== undefined;
      if (mayKnowMore || TRIED_AGAIN.has(found.kind)) continue;
      break;
    }
    const packages = found.filter(({ name }) => !target.builtIn.has(name))
      .toSorted((a, b) => a.name < b.name ? -1 : 1);
    return { engine: target.engine, packages };
  }
  throw failureOf(failures, folder);
}

/**
 * The error for what the tools reported.
 *
 * @param failures What failed, by tool
 * @param folder Where the tools wrote
 * @returns The error
 */
export function failureOf(
  failures: ReadonlyMap<Tool["kind"], ToolFailure>,
  folder: string,
): Error {
  const all = [...failures.values()];
  if (all.some(({ kind }) => kind === "full")) {
    return diskFull(folder.slice(0, folder.lastIndexOf("/")));
  }
  const known = all.find(({ kind }) => !TRIED_AGAIN.has(kind)) ??
    all.find(({ kind }) => kind === "missing") ?? all[0];
  return packagesFailure(
    known?.reason ??
      "neither uv nor pip could be started: install one of them and grant --allow-run=uv,pip,python3",
  );
}

/** Writes the file of requirements, and stands-in for what is built in. */
async function writeRequirements(
  requirements: readonly Requirement[],
  { folder, target }: ToolStep & { readonly target: Target },
): Promise<string> {
  const lines = requirements.map(formatRequirement);
  const constraints: string[] = [];
  for (const [name, version] of target.builtIn) {
    const { file, bytes } = stubWheel(name, version);
    await writeNew(`${folder}/built-in/${file}`, bytes);
    constraints.push(`${name}==${version}`);
  }
  const write = async (name: string, all: readonly string[]): Promise<void> =>
    await writeNew(
      `${folder}/${name}`,
      new TextEncoder().encode(`${all.join("\n")}\n`),
    );
  // Paths are relative to the file, so no character in them is special.
  if (constraints.length > 0) {
    lines.unshift("--find-links ./built-in", "-c constraints.txt");
    await write("constraints.txt", constraints);
  }
  await write("requirements.in", lines);
  return `${folder}/requirements.in`;
}
