/**
 * What a run asks of the host, and who answers.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import type {
  Ask,
  Refusal,
  ServiceName,
  ToGuest,
} from "../../core/protocol.ts";

/** What a service gives a guest. */
export interface Answer {
  /** What can be written as JSON. */
  readonly value?: unknown;
  readonly bytes?: Uint8Array;
  /** In place of both: a text as the value, which may be long. */
  readonly text?: string;
}

/** What a service knows of the run that asks. */
export interface HostRequestContext {
  readonly run: number;
  /** Is aborted when the run is over. */
  readonly signal: AbortSignal;
}

/** Answers what guests ask; what it throws is told to the guest as a {@linkcode Refusal}. */
export type Service = (
  ask: Ask,
  context: HostRequestContext,
) => Promise<Answer>;

/** Who answers what. */
export type Services = { readonly [name in ServiceName]?: Service };

/** An error whose name and message guests may see. */
export class RefusalError extends Error {
  /** Makes one. */
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** More open questions than any engine has. */
export const MAX_OPEN_HOST_REQUESTS = 1024;
/** More text in open questions than any engine has, unless one alone has it. In UTF-16 units. */
const MAX_OPEN_CHARS = 2 ** 26;
/** Text that is longer goes as bytes, which JSON does not have to escape at each step. In UTF-16 units. */
const LONG_TEXT_CHARS = 4096;

/** What asks are made of. */
export interface HostRequestsOptions {
  readonly run: number;
  readonly services: Services;
  readonly post: (message: ToGuest, attachment?: Uint8Array) => void;
}

/** The questions of one run. */
export class HostRequests {
  readonly #parts: HostRequestsOptions;
  readonly #over = new AbortController();
  #open = 0;
  #openChars = 0;

  constructor(parts: HostRequestsOptions) {
    this.#parts = parts;
  }

  /** Has a question answered; says whether the guest may have had it at all. */
  take(ask: Ask): boolean {
    const chars = ask.request.length + (ask.data?.length ?? 0);
    const isTooMuch = this.#openChars + chars > MAX_OPEN_CHARS;
    if (this.#open >= MAX_OPEN_HOST_REQUESTS || (this.#open > 0 && isTooMuch)) {
      return false;
    }
    this.#open++;
    this.#openChars += chars;
    void this.#answer(ask).finally(() => {
      this.#open--;
      this.#openChars -= chars;
    });
    return true;
  }

  /** Aborts what is still being answered; nothing of it reaches the guest. */
  end(): void {
    this.#over.abort();
  }

  async #answer(ask: Ask): Promise<void> {
    const { run, services } = this.#parts;
    const context = { run, signal: this.#over.signal };
    try {
      const service = services[ask.service];
      if (service === undefined) {
        throw new RefusalError("Error", `There is no ${ask.service} here`);
      }
      this.#give(ask.ask, await service(ask, context));
    } catch (error) {
      this.#post({
        type: "answer",
        ask: ask.ask,
        value: null,
        error: toRefusal(error),
      });
    }
  }

  #give(ask: number, { value = null, bytes, text }: Answer): void {
    if (text === undefined) {
      this.#post({ type: "answer", ask, value }, bytes);
    } else if (text.length <= LONG_TEXT_CHARS) {
      this.#post({ type: "answer", ask, value: text });
    } else {
      const attached = new TextEncoder().encode(text);
      this.#post({ type: "answer", ask, value: null, text: true }, attached);
    }
  }

  #post(message: ToGuest, bytes?: Uint8Array): void {
    if (!this.#over.signal.aborted) this.#parts.post(message, bytes);
  }
}

/** An error of the host's own tells the guest nothing but that there was one. */
function toRefusal(error: unknown): Refusal {
  return error instanceof RefusalError
    ? { name: error.name, message: messageOf(error) }
    : { name: "Error", message: "The host failed to answer" };
}
