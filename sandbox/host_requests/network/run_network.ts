/**
 * The network as one run has it: its requests, their number, their connections.
 *
 * @module
 */
import { messageOf } from "../../../core/errors.ts";
import type { ResolvedNetworkPolicy } from "../../../core/network_policy.ts";
import {
  MAX_REPORTED_REQUESTS,
  type NetworkRequest,
} from "../../../core/network_request.ts";
import type { HostRequest } from "../../../core/protocol.ts";
import type {
  GuestVisibleError,
  HostRequestContext,
  HostResponse,
  Service,
} from "../host_requests.ts";
import { GuestExchange } from "./guest_exchange.ts";
import {
  describeRequest,
  type NetworkOperation,
  type OpenRequest,
  parseNetworkOperation,
} from "./guest_request.ts";
import type { NetworkPlatform } from "./platform.ts";
import { aborted, malformed, overLimit } from "./refusals.ts";

/** Requests whose bodies may be unread at a time, and those that wait for a connection. */
const MAX_OPEN_REQUESTS = 256;

/** What a run's network is made of. */
export interface RunNetworkOptions {
  readonly policy: ResolvedNetworkPolicy;
  readonly platform: NetworkPlatform;
  /** Receives each request when it has ended. Must not throw. */
  readonly onRequest: (request: NetworkRequest) => void;
}

/** The network of one run. */
export class RunNetwork {
  /** What was requested, as far as it is over. */
  readonly requests: NetworkRequest[] = [];
  /** Responds to host requests for the network. */
  readonly service: Service = async (request, context) => {
    this.#watch(context);
    return await this.#respond(this.#parse(request));
  };

  readonly #options: RunNetworkOptions;
  readonly #exchanges = new Map<number, GuestExchange>();
  readonly #waiting: (() => void)[] = [];
  #free: number;
  #count = 0;
  #signal: AbortSignal | undefined;

  constructor(options: RunNetworkOptions) {
    this.#options = options;
    this.#free = options.policy.maxConnections;
  }

  #parse(request: HostRequest): NetworkOperation {
    try {
      return parseNetworkOperation(request, this.#options.policy);
    } catch (error) {
      const described = describeRequest(request.body);
      if (described !== undefined) {
        const refused = messageOf(error);
        this.#tell({ ...described, bytes: 0, ms: 0, refused });
      }
      throw error;
    }
  }

  /** Ends everything with the run. */
  #watch({ signal }: HostRequestContext): void {
    if (this.#signal !== undefined) return;
    this.#signal = signal;
    signal.addEventListener("abort", () => {
      for (const exchange of this.#exchanges.values()) {
        exchange.abort(aborted());
      }
      this.#exchanges.clear();
    }, { once: true });
  }

  async #respond(operation: NetworkOperation): Promise<HostResponse> {
    switch (operation.op) {
      case "limits": {
        const { maxRequestBytes } = this.#options.policy;
        return { value: { maxRequestBytes } };
      }
      case "open":
        return { value: await this.#open(operation) };
      case "read":
        return await this.#read(operation.id);
      case "close":
        this.#exchanges.get(operation.id)?.abort(aborted());
        this.#exchanges.delete(operation.id);
        return {};
    }
  }

  async #open(request: OpenRequest): Promise<unknown> {
    if (this.#exchanges.has(request.id)) {
      throw malformed("The number of the request is taken");
    }
    if (this.#exchanges.size >= MAX_OPEN_REQUESTS) {
      throw overLimit(
        `There are ${MAX_OPEN_REQUESTS} requests whose answers were not read`,
      );
    }
    const exchange = new GuestExchange({
      ...this.#options,
      count: () => this.#countOne(),
      enter: (signal) => this.#enter(signal),
      leave: () => this.#leave(),
      tell: (told) => this.#tell(told),
    });
    this.#exchanges.set(request.id, exchange);
    try {
      const head = await exchange.open(request);
      if (head.done) this.#exchanges.delete(request.id);
      return head;
    } catch (error) {
      this.#exchanges.delete(request.id);
      throw error;
    }
  }

  async #read(id: number): Promise<HostResponse> {
    const exchange = this.#exchanges.get(id);
    if (exchange === undefined) throw malformed("There is no such answer");
    try {
      const { bytes, done } = await exchange.read();
      if (done) this.#exchanges.delete(id);
      return { value: { done }, bytes };
    } catch (error) {
      this.#exchanges.delete(id);
      throw error;
    }
  }

  #countOne(): void {
    const { maxRequests } = this.#options.policy;
    if (this.#count >= maxRequests) {
      throw overLimit(`A run may make at most ${maxRequests} requests`);
    }
    this.#count++;
  }

  async #enter(signal: AbortSignal): Promise<void> {
    if (this.#free > 0) return void this.#free--;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = (): void => {
      const at = this.#waiting.indexOf(resolve);
      if (at >= 0) this.#waiting.splice(at, 1);
      // The reason is always one of the refusals.
      reject(signal.reason as GuestVisibleError);
    };
    this.#waiting.push(resolve);
    signal.addEventListener("abort", giveUp, { once: true });
    await promise;
    signal.removeEventListener("abort", giveUp);
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free++;
    else next();
  }

  #tell(told: NetworkRequest): void {
    if (this.requests.length >= MAX_REPORTED_REQUESTS) return;
    this.requests.push(told);
    this.#options.onRequest(told);
  }
}
