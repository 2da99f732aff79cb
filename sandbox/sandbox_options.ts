/**
 * What a sandbox and its runs are made of, and the options of closing it.
 *
 * @module
 */
import type { RunFile } from "../core/files.ts";
import type { CallApprover, HostFunctions } from "../core/functions.ts";
import type { StopCause } from "../core/lifecycle.ts";
import type {
  EngineName,
  Isolation,
  Language,
  ResolvedRunOptions,
  ResolvedSandboxOptions,
  RunOptions,
} from "../core/options.ts";
import type { PackageSet } from "../core/packages.ts";
import type { ToGuest } from "../core/protocol.ts";
import type { HandOverOptions } from "./guest_file_client.ts";
import type { OpenServices, Services } from "./host_requests/mod.ts";
import type { OpenNetwork } from "./host_requests/network/mod.ts";
import type { GuestLink } from "./link.ts";
import type { RunMessage } from "./run_message.ts";

/** The options of closing a sandbox. */
export type CloseOptions = Pick<RunOptions, "onStdout" | "onStderr">;

/** Everything that a sandbox needs. */
export interface SandboxWorkerOptions {
  readonly link: GuestLink;
  /** The services of the sandbox, without standard input. */
  readonly services: OpenServices;
  /** Opens the network of a run, if the sandbox has one. */
  readonly openNetwork?: OpenNetwork | undefined;
  readonly isolation: Isolation;
  readonly options: ResolvedSandboxOptions;
  /** The packages that the host prepared for the guest; absent without packages. */
  readonly packages?: PackageSet["packages"] | undefined;
  /** How long the start took, in milliseconds. */
  readonly startMs: number;
  /** Whether there is one run only. A run that is stopped is then ended at once, without an attempt to keep the state. */
  readonly oneShot: boolean;
  /** Whether there is one run only, after which the worker may serve another sandbox. */
  readonly runsOnce?: boolean;
  /** Whether programs of the engine do something at their end; see `engines/engine.ts`. */
  readonly endsPrograms: boolean;
  /** How long a guest may take to stop after a soft interrupt, in milliseconds. */
  readonly graceMs?: number;
  /** Ends the link, or returns it to a pool if the worker is reusable. */
  readonly release: (link: GuestLink, reusable: boolean) => Promise<void>;
}

/** Everything that a run needs. */
export interface RunRecordOptions {
  /** The number of the run, which its messages carry. */
  readonly number: number;
  readonly options: ResolvedRunOptions;
  /** The message that starts the run. */
  readonly start: RunMessage;
  readonly context: {
    readonly engine: EngineName;
    readonly language: Language;
    readonly isolation: Isolation;
  };
  /** How long the sandbox took to start, in milliseconds; 0 after its first run. */
  readonly startMs: number;
  /** Called when the deadline passes, the signal is aborted, or a callback of the host throws. */
  readonly onStop: (cause: StopCause) => void;
  readonly post: (message: ToGuest, attachment?: Uint8Array) => void;
  /** The services of the sandbox. The run adds standard input, host functions and the network. */
  readonly services: Services;
  /** Returns the files that were written to overlays. */
  readonly overlayFiles: (withContent: boolean) => readonly RunFile[];
  /** Reads the files that the run changed, when it is over. */
  readonly handOver: (
    options: HandOverOptions,
  ) => Promise<readonly RunFile[]>;
  readonly functions: HostFunctions;
  readonly onCall: CallApprover | undefined;
  /** Opens the run's network, if the sandbox has one. */
  readonly openNetwork?: OpenNetwork | undefined;
}
