/**
 * Fetches the package from PyPI with the user's own `uv` or `pip`, to which the user's indexes, proxies and credentials
 * apply. What they fetch is not trusted: the caller compares digests.
 *
 * @module
 */
import type { PinnedPackage } from "../../engines/cpython/pinned.ts";
import { isGranted } from "../host.ts";
import { saysFull } from "../full_disk.ts";
import {
  essenceOf,
  runTool,
  type Tool,
  type ToolOutcome,
  TOOLS,
} from "../user_tools.ts";
import { diskFull, installFailure } from "./failures.ts";
import {
  openUnpacked,
  openWheel,
  type PackageSource,
} from "./package_source.ts";

/** The version of Python for which packages are chosen, whichever version the tool has itself. */
const PYTHON_VERSION = "3.15";

/** The arguments of a tool. `uv` cannot fetch a wheel as it is, so it unpacks it. */
const ARGUMENTS: Readonly<
  Record<Tool["kind"], (folder: string) => readonly string[]>
> = {
  uv: (folder) => ["pip", "install", "--target", folder],
  pip: (folder) => ["download", "--dest", folder],
};

/** What is said where the network does not answer. */
const UNREACHABLE =
  /connection broken|failed to establish|name resolution|name or service not known|dns error|error sending request|client error \(connect\)|failed to fetch|network is unreachable|connection refused|proxy/i;

/** Options of {@linkcode fetchPackage}. */
export interface FetchOptions {
  /** An empty folder. */
  readonly folder: string;
  /** Ends the tool. */
  readonly signal?: AbortSignal | undefined;
  /** Receives a message for each step. */
  readonly onProgress: (message: string) => void;
}

/**
 * Fetches a package.
 *
 * @param pinned The package
 * @param options Where it goes
 * @returns Its files
 * @throws {SandboxError} If there is no tool, or none succeeds
 */
export async function fetchPackage(
  pinned: PinnedPackage,
  { folder, signal, onProgress }: FetchOptions,
): Promise<PackageSource> {
  const failures = new Map<Tool["kind"], string>();
  for (const tool of TOOLS) {
    if (failures.has(tool.kind)) continue;
    if (!isGranted({ name: "run", command: tool.program })) continue;
    const size = Math.round(pinned.wheel.bytes / 1e6);
    onProgress(
      `Fetching ${pinned.name} ${pinned.version} with ${tool.kind} (${size} MB)`,
    );
    const into = `${folder}/${tool.kind}`;
    await Deno.mkdir(into, { mode: 0o700, recursive: true });
    const outcome = await fetchWith(tool, { pinned, into, signal });
    if (outcome.state === "done") return await openFetched(tool, into, pinned);
    if (outcome.state !== "failed") continue;
    const { stderr } = outcome.output;
    if (saysFull(stderr)) {
      throw diskFull(folder.slice(0, folder.lastIndexOf("/")));
    }
    failures.set(tool.kind, essenceOf(stderr));
  }
  throw failureOf(pinned, failures);
}

function failureOf(
  { name, version, wheel }: PinnedPackage,
  failures: ReadonlyMap<Tool["kind"], string>,
): Error {
  const from = `fetch ${wheel.path} elsewhere and give it with --from FILE`;
  if (failures.size === 0) {
    return installFailure(
      `neither uv nor pip could be started: install one of them and grant --allow-run=uv,pip,python3, or ${from}`,
    );
  }
  const all = [...failures].map(([kind, message]) => `${kind}: ${message}`);
  const why = all.some((message) => UNREACHABLE.test(message))
    ? "the package index cannot be reached"
    : `${name} ${version} cannot be fetched`;
  return installFailure(`${why} (${all.join("; ")}); or ${from}`);
}

/** Has a tool fetch the package. */
function fetchWith(
  tool: Tool,
  { pinned: { name, version }, into, signal }: {
    readonly pinned: PinnedPackage;
    readonly into: string;
    readonly signal: AbortSignal | undefined;
  },
): Promise<ToolOutcome> {
  return runTool(tool, {
    args: [
      ...ARGUMENTS[tool.kind](into),
      "--no-deps",
      "--only-binary=:all:",
      `--python-version=${PYTHON_VERSION}`,
      `${name}==${version}`,
    ],
    signal,
  });
}

async function openFetched(
  { kind }: Tool,
  folder: string,
  pinned: PinnedPackage,
): Promise<PackageSource> {
  const fetched = `what ${kind} fetched`;
  if (kind === "uv") return openUnpacked(folder, fetched);
  for await (const { name } of Deno.readDir(folder)) {
    if (name.endsWith(".whl")) {
      return await openWheel(`${folder}/${name}`, { pinned, name: fetched });
    }
  }
  throw installFailure(`${kind} fetched no wheel`);
}
