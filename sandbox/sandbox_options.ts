/**
 * What a sandbox is made of, and the options of closing it.
 *
 * @module
 */
import type {
  Isolation,
  ResolvedSandboxOptions,
  RunOptions,
} from "../core/options.ts";
import type { PackageSet } from "../core/packages.ts";
import type { OpenServices } from "./host_requests/mod.ts";
import type { OpenNetwork } from "./host_requests/network/mod.ts";
import type { GuestLink } from "./link.ts";

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
  /** Whether programs of the engine do something at their end; see `engines/engine.ts`. */
  readonly endsPrograms: boolean;
  /** Whether the engine undoes a run that was stopped; see `engines/engine.ts`. */
  readonly restores: boolean;
  /** How long a guest may take to stop after a soft interrupt, in milliseconds. */
  readonly graceMs?: number;
  /** Ends the link, or returns it to a pool if the worker is reusable. */
  readonly release: (link: GuestLink, reusable: boolean) => Promise<void>;
}
