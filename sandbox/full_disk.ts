/**
 * Recognizes a full disk in errors of the system and in messages of programs.
 *
 * @module
 */

/** Error codes of the system for a full disk, and a user's full share of it. */
const FULL = /^(?:ENOSPC|EDQUOT)$/;
/** The same in messages, as not every error has a code: Linux and macOS 28, Linux 122, Windows 112 and 39. */
const FULL_MESSAGE =
  /no space left|quota exceeded|not enough space|\(os error (?:28|39|112|122)\)/i;

/**
 * Whether a message says that a disk is full.
 *
 * @param message The message
 * @returns Whether it does
 */
export function saysFull(message: string): boolean {
  return FULL_MESSAGE.test(message);
}

/**
 * Whether a disk was full.
 *
 * @param error What failed
 * @returns Whether that was the reason
 */
export function isFull(error: Error): boolean {
  const code = "code" in error ? String(error.code) : "";
  return FULL.test(code) || saysFull(error.message);
}
