/**
 * A run's network, asked as a guest asks it.
 *
 * @module
 */
import { assert } from "@std/assert";
import {
  type NetworkPolicy,
  resolveNetworkPolicy,
} from "../../../../core/network_policy.ts";
import type { NetworkRequest } from "../../../../core/network_request.ts";
import type { HostResponse } from "../../../../sandbox/host_requests/host_requests.ts";
import {
  createPlatform,
  type NetworkPlatform,
} from "../../../../sandbox/host_requests/network/platform.ts";
import { RunNetwork } from "../../../../sandbox/host_requests/network/run_network.ts";

/** What comes back to a guest. */
export interface Fetched {
  readonly status: number;
  readonly url: string;
  readonly redirected: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** What can be set for a request. */
export interface FetchInit {
  readonly method?: string;
  readonly headers?: unknown;
  readonly body?: string;
  readonly redirect?: string;
  readonly timeoutMs?: number;
}

/** A run with a network. */
export class Requester implements Disposable {
  readonly network: RunNetwork;
  readonly told: NetworkRequest[] = [];
  readonly #over = new AbortController();
  #id = 0;

  constructor(
    policy: NetworkPolicy,
    platform: NetworkPlatform = createPlatform(),
  ) {
    const resolved = resolveNetworkPolicy(policy);
    assert(resolved !== undefined);
    this.network = new RunNetwork({
      policy: resolved,
      platform,
      onRequest: (request) => this.told.push(request),
    });
  }

  /** Asks anything. */
  ask(request: unknown, data?: string): Promise<HostResponse> {
    const text = typeof request === "string"
      ? request
      : JSON.stringify(request);
    return this.network.service({
      run: 1,
      id: 1,
      service: "network",
      body: text,
      data,
    }, { run: 1, signal: this.#over.signal });
  }

  /** Sends a request; answers with the number by which its body is read, and its head. */
  async open(
    url: string,
    { method = "GET", headers = [], body, ...rest }: FetchInit = {},
  ): Promise<{ id: number; head: Head }> {
    const id = ++this.#id;
    const data = body === undefined
      ? undefined
      : new TextEncoder().encode(body).toBase64();
    const { value } = await this.ask(
      { op: "open", id, method, url, headers, ...rest },
      data,
    );
    // It is what the service under test makes.
    return { id, head: value as Head };
  }

  /** Reads a body to its end. */
  async read(id: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    for (;;) {
      const { value, bytes } = await this.ask({ op: "read", id });
      if (bytes !== undefined) pieces.push(bytes);
      // As above.
      if ((value as { done: boolean }).done) break;
    }
    const joined = new Uint8Array(
      pieces.reduce((sum, it) => sum + it.length, 0),
    );
    let at = 0;
    for (const piece of pieces) {
      joined.set(piece, at);
      at += piece.length;
    }
    return joined;
  }

  /** Sends a request and reads its answer. */
  async fetch(url: string, init?: FetchInit): Promise<Fetched> {
    const { id, head } = await this.open(url, init);
    const bytes = head.done ? new Uint8Array(0) : await this.read(id);
    return {
      status: head.status,
      url: head.url,
      redirected: head.redirected,
      headers: Object.fromEntries(head.headers),
      text: new TextDecoder().decode(bytes),
    };
  }

  /** Ends the run. */
  end(): void {
    this.#over.abort();
  }

  [Symbol.dispose](): void {
    this.end();
  }
}

interface Head {
  readonly status: number;
  readonly url: string;
  readonly redirected: boolean;
  readonly headers: readonly (readonly [string, string])[];
  readonly done: boolean;
}
