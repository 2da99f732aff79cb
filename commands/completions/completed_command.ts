import type { Completion, FlagSpec, FlagTable } from "../arguments/flags.ts";

/** A command with everything that a completion script needs. */
export interface CompletedCommand {
  /** The name of the command. */
  readonly name: string;
  /** The description, in one line. */
  readonly summary: string;
  /** The flags of the command. */
  readonly flags: FlagTable;
  /** How a shell completes the operand. */
  readonly operands?: Completion | undefined;
}

/** The command of command lines that begin with no command. */
export const DEFAULT_COMMAND = "run";

/** The flags without a command. */
export const TOP_FLAGS: FlagTable = {
  help: { kind: "switch", letter: "h", help: "Show how to use it" },
  version: { kind: "switch", letter: "V", help: "Show the version" },
};

/**
 * Returns the spellings of a flag that are completed.
 *
 * @param name The long name of the flag
 * @param spec The flag
 * @returns `["--quiet", "-q"]`
 */
export function spellings(
  name: string,
  { letter }: Pick<FlagSpec, "letter">,
): readonly string[] {
  return letter === undefined ? [`--${name}`] : [`--${name}`, `-${letter}`];
}

/**
 * Returns all spellings of a flag.
 *
 * @param name The long name of the flag
 * @param spec The flag
 * @returns `["--language", "-l", "--lang"]`
 */
export function allSpellings(
  name: string,
  spec: Pick<FlagSpec, "letter" | "also">,
): readonly string[] {
  const others = (spec.also ?? []).map((one) =>
    one.length === 1 ? `-${one}` : `--${one}`
  );
  return [...spellings(name, spec), ...others];
}

/**
 * Quotes text for a shell.
 *
 * @param text The text
 * @returns The text in single quotes
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(quote("it's"), `'it'\\''s'`);
 * ```
 */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
