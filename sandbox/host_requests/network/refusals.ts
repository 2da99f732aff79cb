/**
 * Why a guest's request fails, without any detail of the host.
 *
 * @module
 */
import { GuestVisibleError } from "../host_requests.ts";

/** The policy does not allow it. */
export function notAllowed(message: string): GuestVisibleError {
  return new GuestVisibleError("NotAllowedError", message);
}

/** It makes no sense. */
export function malformed(message: string): GuestVisibleError {
  return new GuestVisibleError("TypeError", message);
}

/** It would go over a limit. */
export function overLimit(message: string): GuestVisibleError {
  return new GuestVisibleError("QuotaExceededError", message);
}

/** The other side, or the way there, failed. */
export function networkFailure(message: string): GuestVisibleError {
  return new GuestVisibleError("NetworkError", message);
}

/** It took too long. */
export function timedOut(message: string): GuestVisibleError {
  return new GuestVisibleError("TimeoutError", message);
}

/** The guest gave it up, or its run is over. */
export function aborted(): GuestVisibleError {
  return new GuestVisibleError("AbortError", "The request was aborted");
}

/** Whether an error says that something was not to be done, rather than that it failed. */
export function isPolicyRefusal(error: unknown): boolean {
  return error instanceof GuestVisibleError &&
    ["NotAllowedError", "TypeError", "QuotaExceededError"].includes(error.name);
}
