/**
 * The server behind every transport: its pools and sessions, and the protocol's view of them for one client.
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

/** All that lasts beyond a connection. */
export class McpService implements AsyncDisposable {
  /** What is granted. */
  readonly policy: ResolvedPolicy;
  readonly #pools: Pools;
  readonly #sessions: Sessions;

  /**
   * Makes it.
   *
   * @param policy What is granted
   * @throws {TypeError} If something in it is of the wrong type
   * @throws {RangeError} If something in it is out of its range
   */
  constructor(policy: McpPolicy) {
    this.policy = resolvePolicy(policy);
    this.#pools = new Pools(this.policy);
    this.#sessions = new Sessions(this.#pools, this.policy);
  }

  /**
   * Begins to start sandboxes, so that the first call finds one.
   *
   * @throws {SandboxError} If none could ever be started, or something that is granted is not there
   */
  async warm(): Promise<void> {
    const { sandbox } = this.policy;
    await Promise.all([
      this.#pools.warm("python"),
      ...LANGUAGES.map((language) => checkAccess(sandbox[language])),
    ]);
  }

  /** The sessions of one client. No other client can name them. */
  scopeOf(owner: string): Scope {
    const { maxSessionsPerClient } = this.policy;
    return privateScope(this.#sessions, owner, maxSessionsPerClient);
  }

  /** The sessions of clients that nothing tells apart but what they know. */
  mintedScope(owner: string): Scope {
    return mintedScope(this.#sessions, owner);
  }

  /** Ends all that a client has. */
  endClient(owner: string): Promise<void> {
    return this.#sessions.endAll(owner);
  }

  /**
   * Makes the protocol's side of it for one connection, or one request.
   *
   * @param scope The sessions that it can reach
   * @returns The server, to be connected to a transport
   */
  async createServer(scope: Scope): Promise<McpServer> {
    // The protocol's library takes a while to load, in which sandboxes can start already.
    const { createServer } = await import("./create_server.ts");
    return createServer({ scope, policy: this.policy, pools: this.#pools });
  }

  /** Ends everything. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sessions[Symbol.asyncDispose]();
    await this.#pools[Symbol.asyncDispose]();
  }
}
