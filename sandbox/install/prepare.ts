/**
 * Prepares an installation once, so that each start is fast.
 *
 * @module
 */
import type { Installation } from "./installation.ts";

/** What a preparation may use. */
export interface PrepareOptions {
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
  /** Receives a message for each step. */
  readonly onProgress: (message: string) => void;
}

/**
 * Adds files to an installation before it is complete. All that is in its folder afterwards becomes part of it.
 *
 * @param installation The installation. Its list has the files that are there already
 * @param options What it may use
 */
export type Prepare = (
  installation: Installation,
  options: PrepareOptions,
) => Promise<void>;

/** Prepares nothing yet. */
export const prepare: Prepare = () => Promise.resolve();
