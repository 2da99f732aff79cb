/**
 * Calls of tools that wait until others are done, while all other messages pass.
 *
 * @module
 */
import type {
  JSONRPCMessage,
  JSONRPCRequest,
} from "@modelcontextprotocol/server";

/** The requests whose answers may be large. */
const CALLS: readonly string[] = ["tools/call", "resources/read"];

/** Hands messages on, of calls no more than so many at a time. */
export class CallQueue {
  readonly #maxAtOnce: number;
  readonly #deliver: (message: JSONRPCMessage) => void;
  readonly #waiting: JSONRPCRequest[] = [];
  /** How many calls with an identifier are in the works: nothing keeps a client from using one twice. */
  readonly #begun = new Map<unknown, number>();
  #count = 0;

  /**
   * Makes one.
   *
   * @param maxAtOnce How many calls there may be at a time
   * @param deliver Takes what is handed on
   */
  constructor(
    maxAtOnce: number,
    deliver: (message: JSONRPCMessage) => void,
  ) {
    this.#maxAtOnce = maxAtOnce;
    this.#deliver = deliver;
  }

  /** Takes a message. */
  push(message: JSONRPCMessage): void {
    if (isCall(message)) {
      this.#waiting.push(message);
      return this.#next();
    }
    if (isCancellation(message) && this.#cancel(message.params?.requestId)) {
      return;
    }
    this.#deliver(message);
  }

  /** Notes that an answer has left. */
  settle(id: unknown): void {
    const begun = this.#begun.get(id) ?? 0;
    if (begun === 0) return;
    this.#count--;
    if (begun === 1) this.#begun.delete(id);
    else this.#begun.set(id, begun - 1);
    this.#next();
  }

  /** Forgets a cancelled call; returns whether it had not been passed on yet. */
  #cancel(id: unknown): boolean {
    const at = this.#waiting.findIndex((call) => call.id === id);
    if (at >= 0) this.#waiting.splice(at, 1);
    // What is cancelled in the works gets no answer.
    else this.settle(id);
    return at >= 0;
  }

  #next(): void {
    while (this.#count < this.#maxAtOnce) {
      const call = this.#waiting.shift();
      if (call === undefined) return;
      this.#count++;
      this.#begun.set(call.id, (this.#begun.get(call.id) ?? 0) + 1);
      this.#deliver(call);
    }
  }
}

function isCall(message: JSONRPCMessage): message is JSONRPCRequest {
  return "method" in message && "id" in message &&
    CALLS.includes(message.method);
}

function isCancellation(
  message: JSONRPCMessage,
): message is Extract<JSONRPCMessage, { params?: unknown }> {
  return "method" in message && message.method === "notifications/cancelled";
}
