/**
 * A run in a session: its options and its outcome.
 *
 * @module
 */
import type { RunOptions } from "../../core/options.ts";
import type { RunResult } from "../../core/result.ts";

/** The outcome of a run in a session. */
export interface SessionRun {
  /** The result of the run. */
  readonly result: RunResult;
  /** Whether the guest was ended, which loses its state and the files that only it had. */
  readonly lost: boolean;
  /** Reads a file that the run changed. Valid during the turn of the run. */
  readonly read: (path: string) => Promise<Uint8Array>;
  /** Writes a file of the server, and returns whether it could. Valid during the turn of the run. */
  readonly keep: (path: string, content: Uint8Array) => Promise<boolean>;
  /** The number of the call in its session. */
  readonly number: number;
}

/** Options of a run in a session. */
export interface SessionRunOptions extends RunOptions {
  /** Stops waiting, or cancels the run. */
  readonly signal?: AbortSignal;
}
