/**
 * The options of sandboxes and runs.
 *
 * @module
 */
import type { Display } from "./displays.ts";
import type { FileContent, InputFile } from "./files.ts";
import type { CallApprover, HostFunctions, HostTime } from "./functions.ts";
import type { ResolvedGlobals } from "./globals.ts";
import type { CodeKind, EngineName, Isolation, Language } from "./languages.ts";
import type { Limits } from "./limits.ts";
import type { Mount, ResolvedMount } from "./mounts.ts";
import type { NetworkPolicy, ResolvedNetworkPolicy } from "./network_policy.ts";
import type { NetworkRequest } from "./network_request.ts";
import type { Requirement } from "./packages.ts";
import type { RunLimits } from "./run_limits.ts";

export {
  CODE_KINDS,
  type CodeKind,
  defaultEngineOf,
  defaultLanguageOf,
  ENGINE_NAMES,
  type EngineName,
  type Isolation,
  ISOLATIONS,
  type Language,
  LANGUAGES,
  LANGUAGES_OF,
} from "./languages.ts";

/** The options of a sandbox. */
export interface SandboxOptions {
  /**
   * The language of the code.
   * @default {"python"}
   */
  readonly language?: Language;
  /**
   * The engine. The default is the engine of the language. `cpython` is a Python with numpy, pandas and other packages, which
   * `sandglass install cpython` installs.
   */
  readonly engine?: EngineName;
  /**
   * Where the guest runs. `auto` is `process` if Deno may run its own executable, and `thread` otherwise.
   * @default {"auto"}
   */
  readonly isolation?: Isolation | "auto";
  /** The limits. Absent limits have their defaults. */
  readonly limits?: Partial<Limits>;
  /**
   * A whole number from 0 to 4294967295. All randomness of the guest is derived from it, so that runs are reproducible.
   * Without a seed, every sandbox has its own entropy.
   */
  readonly seed?: number;
  /**
   * Whether the state is kept as it was before each run: memory and files. If a run has to be stopped, or crashes the engine,
   * it is undone, and the sandbox goes on with that state. The copy is made after a run, while the sandbox is idle, and takes
   * as much memory as the guest. Only the engine `cpython` can do that, and does so by default; `run()` needs no state after
   * its run and never has a checkpoint.
   */
  readonly checkpoint?: boolean;
  /** The environment variables of the guest. It does not get those of the host. */
  readonly env?: Readonly<Record<string, string>>;
  /** The arguments of the guest (`sys.argv[1:]`, `scriptArgs`). */
  readonly args?: readonly string[];
  /** The files that the sandbox starts with: text or bytes by path. Paths are relative to `/work`, or below it. */
  readonly files?: Readonly<Record<string, FileContent>>;
  /**
   * Global variables of the guest, by name. The values are copied as data when the sandbox is created: any `Value`, and also
   * a `Map` with string keys or an `ArrayBuffer`. There are at most 256. Names are identifiers of the language. Keywords,
   * names like `__name__` and names that the guest environment already has (`host`; in JavaScript every existing global)
   * are refused. All encoded globals together have at most `limits.callBytes` bytes.
   */
  readonly globals?: Readonly<Record<string, unknown>>;
  /**
   * Packages that the guest may import, as `uv` and `pip` write them: `tabulate`, `rich>=14`, `pandas[excel]==3.0.6`. The
   * host finds and fetches them once, with the user's own `uv` or `pip`; the guest fetches nothing. Without `engine`, the one
   * that can have them all is chosen. For JavaScript and TypeScript, they are of npm, and begin with `npm:`: `npm:zod@4`,
   * `npm:@noble/hashes`. They are fetched with Deno.
   */
  readonly packages?: readonly string[];
  /**
   * The text of a lock in the format of `pylock.toml`, or for packages of npm in that of `deno.lock`, such as
   * `sandglass lock` writes it. Exactly its packages are there, with the digests that it has, and nothing is resolved.
   */
  readonly lock?: string;
  /**
   * Host functions, which the guest may call: `host.name(…)` in Python, `await host.name(…)` or `host.name.sync(…)` in
   * JavaScript. They run in the host, with all permissions of the host.
   */
  readonly functions?: HostFunctions;
  /** Decides about each call of a host function before it is made. Without it, all calls are allowed. */
  readonly onCall?: CallApprover;
  /** Directories of the host that the guest sees. */
  readonly mounts?: readonly Mount[];
  /** The network policy: the hosts that the guest may reach by HTTP. Without it, the guest has no network. */
  readonly network?: NetworkPolicy;
  /** Aborts the start of the sandbox. */
  readonly signal?: AbortSignal;
  /** Gets warnings, for example about a snapshot that was discarded. */
  readonly onWarning?: (message: string) => void;
  /** Gets the progress of slow parts of a start, such as building a snapshot. */
  readonly onProgress?: (message: string) => void;
}

/** The options of one run. */
export interface RunOptions {
  /**
   * Limits of this run, in place of those of the sandbox: `timeoutMs`, and smaller values of the others in
   * {@linkcode RunLimits}. All other limits are set when the sandbox is created.
   */
  readonly limits?: Partial<RunLimits>;
  /**
   * Globals that are set before this run, as in {@linkcode SandboxOptions}. They remain for later runs, like all other state
   * of a run.
   */
  readonly globals?: Readonly<Record<string, unknown>>;
  /** Cancels the run. */
  readonly signal?: AbortSignal;
  /** The file name of the code in tracebacks. The default is `main.py`, `main.js` or `main.ts`. */
  readonly filename?: string;
  /**
   * What the code is run as: a `script`, whose declarations stay for later runs and which has a value, or a `program`, which
   * runs as a file does.
   * @default {"script"}
   */
  readonly kind?: CodeKind;
  /** Gets standard output as it arrives. If it throws, the run is cancelled and rejects with the same error. */
  readonly onStdout?: (text: string) => void;
  /** Gets standard error as it arrives. If it throws, the run is cancelled and rejects with the same error. */
  readonly onStderr?: (text: string) => void;
  /** Gets displays as they arrive. If it throws, the run is cancelled and rejects with the same error. */
  readonly onDisplay?: (display: Display) => void;
  /**
   * Gets each network request when it ends, up to the first thousand of a run. If it throws, the run is cancelled and rejects
   * with the same error.
   */
  readonly onRequest?: (request: NetworkRequest) => void;
  /**
   * Standard input: text, bytes, a stream, or a function. A function is called for more input each time the guest has read
   * all of it, and returns `null` at the end. A stream is read as the guest reads, and cancelled when the run ends. If the
   * source fails, the run is cancelled and rejects with the same error. Without it, the input is empty.
   */
  readonly stdin?: StdinSource;
  /**
   * Whether the result has the guest's text for the value even if it has the value itself. In Python it has it anyway.
   * @default {false}
   */
  readonly repr?: boolean;
  /**
   * What happens to the value of the last expression besides its place in the result. With `display`, a value with a rich
   * form is displayed, as in a notebook. With `prompt`, it is also kept as `_`, as at a prompt. With `none`, neither, as in a
   * file that is run.
   * @default {"display"}
   */
  readonly echo?: Echo;
  /**
   * Whether `files` of the result have their content. Without it they have only names and sizes, and `sandbox.files` reads
   * them.
   * @default {false}
   */
  readonly returnFiles?: boolean;
  /**
   * Whether the time of host functions counts towards the time limit (`counts`) or not (`excluded`). A guest may compute
   * while a host function runs, so with `excluded` the time of the functions also bounds the run.
   * @default {"counts"}
   */
  readonly hostTime?: HostTime;
}

/** What happens to the value of the last expression besides its place in the result. */
export type Echo = "display" | "prompt" | "none";

/** The values of {@linkcode Echo}. */
export const ECHOES: readonly Echo[] = ["display", "prompt", "none"];

/** A source of standard input. */
export type StdinSource =
  | string
  | Uint8Array
  | ReadableStream<string | Uint8Array>
  | (() => string | Uint8Array | null | Promise<string | Uint8Array | null>);

/** The options of a sandbox, complete and checked. */
export interface ResolvedSandboxOptions {
  readonly language: Language;
  readonly engine: EngineName;
  readonly isolation: Isolation | "auto";
  readonly limits: Limits;
  readonly seed: number | undefined;
  readonly checkpoint: boolean;
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly files: readonly InputFile[];
  readonly globals: ResolvedGlobals;
  readonly packages: readonly Requirement[];
  readonly lock: string | undefined;
  readonly functions: HostFunctions;
  readonly onCall: CallApprover | undefined;
  readonly mounts: readonly ResolvedMount[];
  readonly network: ResolvedNetworkPolicy | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onWarning: (message: string) => void;
  readonly onProgress: (message: string) => void;
}

/** The options of a run, complete and checked. */
export interface ResolvedRunOptions
  extends Omit<RunOptions, "limits" | "globals"> {
  readonly limits: Limits;
  readonly globals: ResolvedGlobals;
}
