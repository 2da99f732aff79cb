import type { Completion, FlagSpec, FlagTable } from "../arguments/flags.ts";

/** What a shell has to know of a command. */
export interface CompletedCommand {
  /** What is typed for it. */
  readonly name: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** Its flags. */
  readonly flags: FlagTable;
  /** What completes what is no flag. */
  readonly operands?: Completion | undefined;
}

/** The flags that need no command. */
export const TOP_FLAGS: FlagTable = {
  help: { kind: "switch", letter: "h", help: "Show how to use it" },
  version: { kind: "switch", letter: "V", help: "Show the version" },
};

/**
 * All ways to write a flag.
 *
 * @param name Its long name
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
 * Quotes text for a shell.
 *
 * @param text The text
 * @returns The same between single quotes
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
