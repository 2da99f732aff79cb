/** Why {@linkcode decodeValue} refuses a text. */
export type ValueFormatReason = "malformed" | "too-large";

/** An error about a text that is not an encoded value. It does not contain the text, which is untrusted. */
export class ValueFormatError extends Error {
  /** Whether the text is over its limit or malformed. */
  readonly reason: ValueFormatReason;

  /**
   * Makes an error.
   *
   * @param reason Whether the text is over its limit or malformed
   * @param detail The rule that the text breaks
   */
  constructor(reason: ValueFormatReason, detail: string) {
    super(`Cannot decode value as ${detail}`);
    this.name = "ValueFormatError";
    this.reason = reason;
  }
}
