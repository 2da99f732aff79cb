/**
 * Limits how many tool calls run at a time. All other messages pass at once.
 *
 * @module
 */
import type {
  JSONRPCMessage,
  JSONRPCRequest,
} from "@modelcontextprotocol/server";

/** The methods with large responses. */
const CALLS: readonly string[] = ["tools/call", "resources/read"];

/** Delivers messages, and limits the number of calls that run at a time. */
export class CallQueue {
  readonly #maxAtOnce: number;
  readonly #deliver: (message: JSONRPCMessage) => void;
  readonly #waiting: JSONRPCRequest[] = [];
  /** The number of running calls by identifier. A client may use an identifier twice. */
  readonly #begun = new Map<unknown, number>();
  #count = 0;

  /**
   * Creates a queue.
   *
   * @param maxAtOnce The maximum number of running calls
   * @param deliver Receives the messages
   */
  constructor(
    maxAtOnce: number,
    deliver: (message: JSONRPCMessage) => void,
  ) {
    this.#maxAtOnce = maxAtOnce;
    this.#deliver = deliver;
  }

  /** Adds a message. */
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

  /** Notes that the response to a call was sent. */
  settle(id: unknown): void {
    const begun = this.#begun.get(id) ?? 0;
    if (begun === 0) return;
    this.#count--;
    if (begun === 1) this.#begun.delete(id);
    else this.#begun.set(id, begun - 1);
    this.#next();
  }

  /** Removes a cancelled call. Returns whether the call was still waiting. */
  #cancel(id: unknown): boolean {
    const at = this.#waiting.findIndex((call) => call.id === id);
    if (at >= 0) this.#waiting.splice(at, 1);
    // A running call that is cancelled gets no response.
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
