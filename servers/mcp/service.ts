/**
 * The service behind every transport: the pools, the sessions, and the protocol servers for clients.
 *
 * @module
 */
import type { McpServer } from "@modelcontextprotocol/server";
import { checkAccess } from "../../sandbox/mod.ts";
import {
  LANGUAGES,
  type McpPolicy,
  type ResolvedPolicy,
  resolvePolicy,
} from "./policy.ts";
import { Pools } from "./pools.ts";
import { mintedScope, privateScope, type Scope } from "./scope.ts";
import { Sessions } from "./sessions.ts";

/** The maximum number of notification streams without a session, for each tenant. */
export const MAX_SUBSCRIPTIONS = 64;

/** The state that lasts longer than a connection. */
export class McpService implements AsyncDisposable {
  /** The policy of the server. */
  readonly policy: ResolvedPolicy;
  readonly #pools: Pools;
  readonly #sessions: Sessions;

  /**
   * Creates a service.
   *
   * @param policy The options of the operator
   * @throws {TypeError} If a value of the policy has the wrong type
   * @throws {RangeError} If a value of the policy is outside of its bounds
   */
  constructor(policy: McpPolicy) {
    this.policy = resolvePolicy(policy);
    this.#pools = new Pools(this.policy);
    this.#sessions = new Sessions(this.#pools, this.policy);
  }

  /**
   * Starts sandboxes in advance for the first call.
   *
   * @throws {SandboxError} If no sandbox can start, or a granted directory or file does not exist
   */
  async warm(): Promise<void> {
    const { sandbox } = this.policy;
    await Promise.all([
      this.#pools.warm("python"),
      ...LANGUAGES.map((language) => checkAccess(sandbox[language])),
    ]);
  }

  /** Returns the sessions of one client. No other client can name them. */
  scopeOf(owner: string): Scope {
    const { maxSessionsPerClient } = this.policy;
    return privateScope(this.#sessions, owner, maxSessionsPerClient);
  }

  /** Returns the sessions of clients that the protocol does not distinguish. */
  mintedScope(owner: string): Scope {
    return mintedScope(this.#sessions, owner);
  }

  /** Ends all sessions of a client. */
  endClient(owner: string): Promise<void> {
    return this.#sessions.endAll(owner);
  }

  /**
   * Creates the protocol server for one connection or one request.
   *
   * @param scope The sessions of the client
   * @returns The server, which the caller connects to a transport
   */
  async createServer(scope: Scope): Promise<McpServer> {
    // The protocol's library is loaded here, so that sandboxes start in the meantime.
    const { createServer } = await import("./create_server.ts");
    return createServer({ scope, policy: this.policy, pools: this.#pools });
  }

  /** Ends all sessions and closes all sandboxes. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sessions[Symbol.asyncDispose]();
    await this.#pools[Symbol.asyncDispose]();
  }
}
