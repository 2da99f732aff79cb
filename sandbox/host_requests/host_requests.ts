/**
 * The host requests of a run, and the services that respond to them.
 *
 * @module
 */
import { MAX_OPEN_HOST_REQUESTS } from "../../engines/worker/shared_values.js";
import { messageOf } from "../../core/errors.ts";
import type {
  HostRequest,
  ResponseError,
  ServiceName,
  ToGuest,
} from "../../core/protocol.ts";

/** What a service gives a guest. */
export interface HostResponse {
  /** What can be written as JSON. */
  readonly value?: unknown;
  readonly bytes?: Uint8Array;
  /** In place of both: a text as the value, which may be long. */
  readonly text?: string;
}

/** What a service knows of the run that sends a request. */
export interface HostRequestContext {
  readonly run: number;
  /** Is aborted when the run is over. */
  readonly signal: AbortSignal;
}

/** Responds to host requests. The guest gets what it throws as a {@linkcode ResponseError}. */
export type Service = (
  request: HostRequest,
  context: HostRequestContext,
) => Promise<HostResponse>;

/** The services, by name. */
export type Services = { readonly [name in ServiceName]?: Service };

/** An error whose name and message guests may see. */
export class GuestVisibleError extends Error {
  /** Makes one. */
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/**
 * The most text in open host requests, in UTF-16 units; no engine reaches it. A single request may have more.
 */
const MAX_OPEN_CHARS = 2 ** 26;
/** Text that is longer goes as bytes, which JSON does not have to escape at each step. In UTF-16 units. */
const LONG_TEXT_CHARS = 4096;

/** What {@linkcode HostRequests} takes. */
export interface HostRequestsOptions {
  readonly run: number;
  readonly services: Services;
  readonly post: (message: ToGuest, attachment?: Uint8Array) => void;
}

/** The host requests of one run. */
export class HostRequests {
  readonly #options: HostRequestsOptions;
  readonly #over = new AbortController();
  #open = 0;
  #openChars = 0;

  constructor(options: HostRequestsOptions) {
    this.#options = options;
  }

  /** Serves a request; returns `false` if the guest has more open than any engine. */
  take(request: HostRequest): boolean {
    const chars = request.body.length + (request.data?.length ?? 0);
    const isTooMuch = this.#openChars + chars > MAX_OPEN_CHARS;
    if (this.#open >= MAX_OPEN_HOST_REQUESTS || (this.#open > 0 && isTooMuch)) {
      return false;
    }
    this.#open++;
    this.#openChars += chars;
    void this.#respond(request).finally(() => {
      this.#open--;
      this.#openChars -= chars;
    });
    return true;
  }

  /** Aborts the open requests; no response reaches the guest afterwards. */
  end(): void {
    this.#over.abort();
  }

  async #respond(request: HostRequest): Promise<void> {
    const { run, services } = this.#options;
    const context = { run, signal: this.#over.signal };
    try {
      const service = services[request.service];
      if (service === undefined) {
        throw new GuestVisibleError(
          "Error",
          `There is no ${request.service} here`,
        );
      }
      this.#give(request.id, await service(request, context));
    } catch (error) {
      this.#post({
        type: "response",
        id: request.id,
        value: null,
        error: toResponseError(error),
      });
    }
  }

  #give(id: number, { value = null, bytes, text }: HostResponse): void {
    if (text === undefined) {
      this.#post({ type: "response", id, value }, bytes);
    } else if (text.length <= LONG_TEXT_CHARS) {
      this.#post({ type: "response", id, value: text });
    } else {
      const attached = new TextEncoder().encode(text);
      this.#post({ type: "response", id, value: null, text: true }, attached);
    }
  }

  #post(message: ToGuest, bytes?: Uint8Array): void {
    if (!this.#over.signal.aborted) this.#options.post(message, bytes);
  }
}

/** An error of the host's own tells the guest nothing but that there was one. */
function toResponseError(error: unknown): ResponseError {
  return error instanceof GuestVisibleError
    ? { name: error.name, message: messageOf(error) }
    : { name: "Error", message: "The host failed to answer" };
}
