/**
 * A command line that makes no sense: exit status 2 and one line, never a stack.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(new UsageError("Cannot read --timeout").name, "UsageError");
 * ```
 */
export class UsageError extends Error {
  /** @param message What cannot be done, why, and what would do */
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/**
 * Refuses what a command does not take.
 *
 * @param command The command's name
 * @param operands What was typed after it
 * @throws {UsageError} If there is anything
 */
export function refuseOperands(
  command: string,
  operands: readonly string[],
): void {
  const [first] = operands;
  if (first === undefined) return;
  throw new UsageError(
    `Cannot read ${
      JSON.stringify(first.slice(0, 80))
    } as ${command} takes no arguments`,
  );
}
