/**
 * What a command line needs none of. A binary has all permissions that any command line may need, and gives up the rest
 * before it does anything.
 *
 * @module
 */

/** Permissions that few command lines need, with the words that tell. */
const NEEDED_FOR = {
  net: ["--allow-net", "--functions", "--http"],
  write: ["--mount", "--out", "--functions", "repl"],
  env: ["--env", "--functions", "repl"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The permissions that may not be needed. */
export type SparePermission = keyof typeof NEEDED_FOR;

/**
 * The permissions that a command line does not need. A word that only looks as if it needed one keeps it.
 *
 * @param args The command line, without the program's name
 * @returns Their names
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(sparePermissions(["run", "--out", "dir", "a.py"]), ["net", "env"]);
 * ```
 */
export function sparePermissions(
  args: readonly string[],
): readonly SparePermission[] {
  // The keys of a constant are those of its type.
  const names = Object.keys(NEEDED_FOR) as SparePermission[];
  return names.filter((name) =>
    !NEEDED_FOR[name].some((word) =>
      args.some((arg) => arg === word || arg.startsWith(`${word}=`))
    )
  );
}
