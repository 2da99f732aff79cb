/**
 * Which sessions a client can name.
 *
 * A client that is alone on its connection has names of its own choice. Where the protocol tells no client from
 * another, a session has an unguessable identifier, which the server creates.
 *
 * @module
 */
import { Refusal } from "./refusal.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";

/** The session of a client that names none. */
export const DEFAULT_SESSION = "default";

const NAME = /^[\w.-]{1,64}$/;

/**
 * Uses a session, which is created if needed. If it cannot start, it is not kept.
 *
 * @param scope The sessions that the client can reach
 * @param name What the client calls it, if anything
 * @param act What is to be done
 * @returns What came of it
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

/** The sessions that a client can reach. */
export interface Scope {
  /** Whether names are made up by the server. */
  readonly minted: boolean;
  /**
   * The session of a call that may begin one.
   *
   * @param name What the client calls it, if anything
   * @throws {Refusal} If no session has that name and none may be created
   */
  open(name: string | undefined): Session;
  /**
   * The session of a call that needs one.
   *
   * @param name What the client calls it, if anything
   * @returns It; `undefined` if it does not exist yet
   * @throws {Refusal} If there cannot be one of that name
   */
  find(name: string | undefined): Session | undefined;
  /** Ends a session. */
  end(session: Session): Promise<void>;
  /** The sessions that the client may be told of. */
  list(): readonly Session[];
}

/**
 * The sessions of one client. No other client can name them.
 *
 * @param sessions All sessions
 * @param owner What tells the client from others
 * @param most How many it may have
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
 * The sessions of clients that the protocol does not tell apart.
 *
 * @param sessions All sessions
 * @param owner Whose they are, as far as that is known
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
 * @param prefix What it begins with, so that a reader takes it for what it is
 * @returns It, with 128 random bits
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
