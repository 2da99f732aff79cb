// What the supervisors of both isolations share: the main thread of a child process, and the broker. The broker has no
// TypeScript, so this is a script. It imports nothing.

/**
 * The time between two empty messages to a worker that is not ready, in milliseconds. Deno may miss the wake-up after
 * loading; a message wakes the worker up.
 */
export const NUDGE_MS = 500;

/** The bytes of the control memory of most engines. */
const CONTROL_BYTES = 64;
/** The same for an engine whose code reads it: a page of WebAssembly. */
const ONE_PAGE = { initial: 1, maximum: 1, shared: true };

/**
 * The control memory of a worker. Its first 32-bit integer is not 0 when the guest must stop.
 *
 * @typedef {{ readonly control: SharedArrayBuffer, readonly controlMemory?: WebAssembly.Memory }} Control
 *
 * @param {boolean} polls Whether code of the engine reads it
 * @returns {Control}
 */
export function newControl(polls) {
  if (!polls) return { control: new SharedArrayBuffer(CONTROL_BYTES) };
  const controlMemory = new WebAssembly.Memory(ONE_PAGE);
  // A cast, as types do not distinguish memory that is shared.
  const control = /** @type {SharedArrayBuffer} */ (controlMemory.buffer);
  return { control, controlMemory };
}

/** What a message counts besides its length, in UTF-16 units. */
export const MESSAGE_CHARS = 64;

/** Why a worker is ended that sends what no engine sends, or more than any engine. */
export const FORGED = "The worker sent what no engine sends";

/**
 * The most text that a worker may have sent and the host has not read, in UTF-16 units.
 *
 * @param {number} maxMessageChars The longest message of the worker
 * @returns {number}
 */
export function maxUnreadChars(maxMessageChars) {
  return 4 * maxMessageChars + 2 ** 24;
}

/** The longest beginning of a message that is parsed, in UTF-16 units. */
const MAX_HEAD_CHARS = 64;
/** The beginning of an object in JSON up to its first value, which is text without escapes. */
const HEAD =
  /^[ \t\n\r]*\{[ \t\n\r]*"type"[ \t\n\r]*:[ \t\n\r]*"(\w{1,20})"[ \t\n\r]*[,}]/;

/**
 * Parses the type of a worker's message. The host parses the whole message, which may be large; this parser reads at
 * most 64 characters, so that a hostile message costs a supervisor nothing.
 *
 * Engines write the type first. A guest may forge a message that does not, or that repeats the type with another value.
 * Then its processor time is measured at the wrong moment, or the message counts against another limit, and nothing else
 * changes.
 *
 * @param {string} text The message
 * @returns {string | undefined} The type, or `undefined` if the message does not begin with it
 */
export function typeOfMessage(text) {
  return HEAD.exec(text.slice(0, MAX_HEAD_CHARS))?.[1];
}
