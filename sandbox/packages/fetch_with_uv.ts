/**
 * Fetches wheels with `uv`, which unpacks them after it has compared their digests.
 *
 * @module
 */
import type { LockedPackage } from "../../core/packages.ts";
import type { Tool } from "../user_tools.ts";
import {
  failureIn,
  type Fetched,
  type FetchedPackage,
  type ToolFetch,
  writeLines,
} from "./fetched.ts";
import { PACKAGE_LIMITS, tooLarge } from "./package_files.ts";
import { readUnpacked } from "./read_unpacked.ts";
import { runUv, UV_PLATFORM } from "./run_uv.ts";
import type { ToolFailure } from "./tool_failures.ts";
import { isPure, parseWheelName } from "./wheel_name.ts";

/** How many processes of uv run at a time. */
const PARALLEL = 4;
/** How often what uv has written is measured, in milliseconds. */
const MEASURE_INTERVAL_MS = 250;
/** The most that uv may write: the wheels, their files, and their files once more in their place. */
const MAX_WRITTEN_BYTES = 3 * PACKAGE_LIMITS.setBytes;

/**
 * Has `uv` unpack each package into a folder of its own, so that each file belongs to one of them.
 *
 * @param tool How it is started
 * @param packages The packages
 * @param step What it needs
 * @returns The packages, or what failed
 */
export async function fetchWithUv(
  tool: Tool,
  packages: readonly LockedPackage[],
  step: ToolFetch,
): Promise<Fetched> {
  const { target } = step;
  const compiled = packages.find(({ wheel }) => {
    const name = parseWheelName(wheel.file);
    return name !== undefined && !isPure(name, target.minor);
  });
  if (compiled !== undefined) {
    return {
      kind: "other",
      name: compiled.name,
      reason:
        `${compiled.name} has compiled code, for which uv cannot fetch the wheel: install pip as well`,
    };
  }
  using size = limitSize(step.folder);
  const signals = [size.signal, ...step.signal ? [step.signal] : []];
  const limited = { ...step, signal: AbortSignal.any(signals) };
  const fetched: FetchedPackage[] = [];
  for (let at = 0; at < packages.length; at += PARALLEL) {
    const some = packages.slice(at, at + PARALLEL);
    const outcomes = await Promise.allSettled(
      some.map((one, i) => fetchOne(tool, one, `${at + i}`, limited)),
    );
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") throw outcome.reason;
      const { value } = outcome;
      if (value === "absent" || "kind" in value) return value;
      fetched.push(value);
    }
  }
  return fetched;
}

async function fetchOne(
  tool: Tool,
  one: LockedPackage,
  name: string,
  step: ToolFetch,
): Promise<FetchedPackage | ToolFailure | "absent"> {
  const { target, toLine, settings } = step;
  const folder = `${step.folder}/${name}`;
  const file = await writeLines(folder, [toLine(one)]);
  const outcome = await runUv(tool, step, {
    args: [
      "pip",
      "install",
      "--no-deps",
      "--require-hashes",
      "--only-binary=:all:",
      `--target=${folder}/files`,
      // A cache of its own, so that all that it writes is measured.
      `--cache-dir=${step.folder}/cache`,
      `--python-version=3.${target.minor}`,
      UV_PLATFORM,
      "--no-compile-bytecode",
      `--requirements=${file}`,
    ],
    withinMs: settings.fetchWithinMs,
  });
  const failure = failureIn(tool, outcome, step);
  if (failure !== undefined) return failure;
  return { package: one, files: await readUnpacked(one, `${folder}/files`) };
}

/** Measures a folder, and aborts its signal when there is too much in it: uv has no limits of its own. */
function limitSize(
  folder: string,
): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const timer = setInterval(() => {
    if (bytesIn(folder) <= MAX_WRITTEN_BYTES) return;
    controller.abort(tooLarge());
  }, MEASURE_INTERVAL_MS);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

function bytesIn(folder: string): number {
  let bytes = 0;
  try {
    for (const { name, isDirectory } of Deno.readDirSync(folder)) {
      const path = `${folder}/${name}`;
      bytes += isDirectory ? bytesIn(path) : Deno.lstatSync(path).size;
    }
  } catch {
    // uv moves files meanwhile.
  }
  return bytes;
}
