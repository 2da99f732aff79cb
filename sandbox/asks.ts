/**
 * What a run asks of the host, and who answers.
 *
 * @module
 */
import { messageOf } from "../core/errors.ts";
import type { Ask, Refusal, ServiceName, ToGuest } from "../core/protocol.ts";

/** What a service gives a guest. */
export interface Answer {
  /** What can be written as JSON. */
  readonly value?: unknown;
  readonly bytes?: Uint8Array;
}

/** What a service knows of the run that asks. */
export interface AskContext {
  readonly run: number;
  /** Is aborted when the run is over. */
  readonly signal: AbortSignal;
}

/** Answers what guests ask; what it throws is told to the guest as a {@linkcode Refusal}. */
export type Service = (ask: Ask, context: AskContext) => Promise<Answer>;

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
export const MAX_OPEN_ASKS = 1024;

/** What asks are made of. */
export interface AsksParts {
  readonly run: number;
  readonly services: Services;
  readonly post: (message: ToGuest, attachment?: Uint8Array) => void;
}

/** The questions of one run. */
export class Asks {
  readonly #parts: AsksParts;
  readonly #over = new AbortController();
  #open = 0;

  constructor(parts: AsksParts) {
    this.#parts = parts;
  }

  /** Has a question answered; says whether the guest may have had it at all. */
  take(ask: Ask): boolean {
    if (this.#open >= MAX_OPEN_ASKS) return false;
    this.#open++;
    void this.#answer(ask).finally(() => this.#open--);
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
      const { value = null, bytes } = await service(ask, context);
      this.#post({ type: "answer", ask: ask.ask, value }, bytes);
    } catch (error) {
      this.#post({
        type: "answer",
        ask: ask.ask,
        value: null,
        error: toRefusal(error),
      });
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
