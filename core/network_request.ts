/**
 * The report of a guest's requests to the network.
 *
 * @module
 */

/** A request that a guest made or that was refused. Each hop of a redirect is a request. */
export interface NetworkRequest {
  /** The method. */
  readonly method: string;
  /** The URL without credentials and fragment, cut at 2048 characters. Text that is not a URL is as the guest wrote it. */
  readonly url: string;
  /** The status of the HTTP response, if there was one. */
  readonly status?: number;
  /** The bytes of the response body that were read, decompressed. */
  readonly bytes: number;
  /** The wall-clock time in milliseconds until the response was read or abandoned. */
  readonly ms: number;
  /** Why the request was refused, if it was. Nothing of it was sent. */
  readonly refused?: string;
  /** Why the request failed or was aborted, if it did. Something may have been sent. */
  readonly failed?: string;
}

/** The most requests of a run that are reported. */
export const MAX_REPORTED_REQUESTS = 1_000;
