import { SandboxError } from "../../core/errors.ts";
import type { RefusalReason } from "../../core/pool_state.ts";

/** The state of a pool that an error names. */
interface RefusalDetails {
  /** The most callers that may wait. */
  readonly maxWaiting: number;
  /** The error of the last worker that failed. */
  readonly lastError: unknown;
}

/**
 * Returns the error of a caller that gets no worker.
 *
 * @param reason Why the caller gets none
 * @param details The state of the pool
 * @returns The error
 */
export function refusalError(
  reason: RefusalReason,
  { maxWaiting, lastError }: RefusalDetails,
): unknown {
  switch (reason) {
    case "full":
      return new SandboxError(
        "POOL_FULL",
        `Cannot wait for a sandbox as the queue is full (maxWaiting): current value is ${maxWaiting}`,
      );
    case "closed":
      return new SandboxError(
        "POOL_CLOSED",
        "Cannot get a sandbox as the pool is closed",
      );
    case "aborted":
      return new SandboxError(
        "ABORTED",
        "Cannot wait for a sandbox as the signal was aborted",
      );
    case "failed":
      return lastError;
  }
}
