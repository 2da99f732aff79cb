import { quoteValue } from "../../core/quote_value.ts";

/**
 * An invalid command line. The program prints one line without a stack, and exits with status 2.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(new UsageError("Cannot read --timeout").name, "UsageError");
 * ```
 */
export class UsageError extends Error {
  /** @param message What cannot be done, why, and what the user can do */
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/**
 * Refuses operands, for a command without any.
 *
 * @param command The name of the command
 * @param operands The operands of the command line
 * @throws {UsageError} If there is an operand
 */
export function refuseOperands(
  command: string,
  operands: readonly string[],
): void {
  const [first] = operands;
  if (first === undefined) return;
  throw new UsageError(
    `Cannot read ${quoteValue(first)} as ${command} takes no arguments`,
  );
}
