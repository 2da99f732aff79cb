/**
 * The sessions that a client can name.
 *
 * A client with a connection of its own chooses the names of its sessions. If the protocol does not distinguish clients, the
 * server creates an unguessable name for each session.
 *
 * @module
 */
import { Refusal } from "./refusal.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";

/** The session of a call without a session name. */
const DEFAULT_SESSION = "default";

const NAME = /^[\w.-]{1,64}$/;

/**
 * Uses a session. Creates it if needed, and removes it if no sandbox started in it.
 *
 * @param scope The sessions of the client
 * @param name The name of the session, if the client gave one
 * @param act The use
 * @returns The result of the use
 */
export async function inSession<T>(
  scope: Scope,
  name: string | undefined,
  act: (session: Session) => Promise<T>,
): Promise<T> {
  const session = scope.open(name);
  try {
    return await act(session);
  } finally {
    if (!session.begun && session.idleSinceMs < Infinity) {
      await scope.end(session);
    }
  }
}

/** The sessions of a client. */
export interface Scope {
  /** Whether the server creates the names. */
  readonly minted: boolean;
  /**
   * Returns a session, and creates it if needed.
   *
   * @param name The name of the session, if the client gave one
   * @throws {Refusal} If no session has that name and none may be created
   */
  open(name: string | undefined): Session;
  /**
   * Returns an existing session.
   *
   * @param name The name of the session, if the client gave one
   * @returns The session; `undefined` if it does not exist yet
   * @throws {Refusal} If no session can have that name
   */
  find(name: string | undefined): Session | undefined;
  /** Ends a session. */
  end(session: Session): Promise<void>;
  /** Returns the sessions that the client may list. */
  list(): readonly Session[];
}

/**
 * Returns the sessions of one client. No other client can name them.
 *
 * @param sessions All sessions
 * @param owner The identifier of the client
 * @param most The maximum number of sessions of the client
 */
export function privateScope(
  sessions: Sessions,
  owner: string,
  most: number,
): Scope {
  const find = (name = DEFAULT_SESSION): Session | undefined =>
    sessions.find(owner, checkName(name));
  return {
    minted: false,
    find,
    open: (name = DEFAULT_SESSION) =>
      find(name) ?? sessions.open(owner, name, most),
    end: (session) => sessions.end(owner, session),
    list: () => sessions.of(owner),
  };
}

/**
 * Returns the sessions of clients that the protocol does not distinguish.
 *
 * @param sessions All sessions
 * @param owner The tenant of the clients
 */
export function mintedScope(sessions: Sessions, owner: string): Scope {
  const known = (name: string): Session => {
    const session = sessions.find(owner, name);
    if (session !== undefined) return session;
    throw new Refusal(
      "There is no such session, or it has ended: leave `session` out to begin a new one, whose name is in the result",
    );
  };
  return {
    minted: true,
    find: (name) => name === undefined ? undefined : known(name),
    open: (name) =>
      name === undefined
        ? sessions.open(owner, mint("session-"), Infinity)
        : known(name),
    end: (session) => sessions.end(owner, session),
    list: () => [],
  };
}

/**
 * Creates an unguessable identifier.
 *
 * @param prefix The beginning of the identifier, which shows a reader what it identifies
 * @returns The identifier, with 128 random bits
 */
export function mint(prefix: string): string {
  return prefix + crypto.getRandomValues(new Uint8Array(16)).toHex();
}

function checkName(name: string): string {
  if (NAME.test(name)) return name;
  throw new Refusal(
    "Cannot use that session as its name must be 1 to 64 letters, digits, dots, dashes or underscores",
  );
}
