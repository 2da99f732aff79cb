/**
 * What is told of a guest's requests to the network.
 *
 * @module
 */

/** A request that a guest made, or was refused; each hop of a redirect is one of its own. */
export interface NetworkRequest {
  /** The method. */
  readonly method: string;
  /** The URL without credentials and fragment, cut at 2048 characters; what is no URL is as the guest wrote it. */
  readonly url: string;
  /** The status of the answer, if there was one. */
  readonly status?: number;
  /** Bytes of the answer's body that were read, decompressed. */
  readonly bytes: number;
  /** Milliseconds by the clock until the answer was read or given up. */
  readonly ms: number;
  /** Why it was refused; nothing of it was sent then. */
  readonly refused?: string;
  /** Why it failed or was broken off, after something may have been sent. */
  readonly failed?: string;
}

/** How many requests of one run are told of. */
export const MAX_TOLD_REQUESTS = 1_000;
