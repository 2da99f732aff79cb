/**
 * Why a guest's request comes to nothing, in words that tell the guest nothing of the host.
 *
 * @module
 */
import { RefusalError } from "../host_requests.ts";

/** The policy does not allow it. */
export function notAllowed(message: string): RefusalError {
  return new RefusalError("NotAllowedError", message);
}

/** It makes no sense. */
export function malformed(message: string): RefusalError {
  return new RefusalError("TypeError", message);
}

/** It would go over a limit. */
export function overLimit(message: string): RefusalError {
  return new RefusalError("QuotaExceededError", message);
}

/** The other side, or the way there, failed. */
export function networkFailure(message: string): RefusalError {
  return new RefusalError("NetworkError", message);
}

/** It took too long. */
export function timedOut(message: string): RefusalError {
  return new RefusalError("TimeoutError", message);
}

/** The guest gave it up, or its run is over. */
export function aborted(): RefusalError {
  return new RefusalError("AbortError", "The request was aborted");
}

/** Whether an error says that something was not to be done, rather than that it failed. */
export function isRefusal(error: unknown): boolean {
  return error instanceof RefusalError &&
    ["NotAllowedError", "TypeError", "QuotaExceededError"].includes(error.name);
}
