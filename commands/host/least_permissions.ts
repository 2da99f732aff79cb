/**
 * The permissions that a command line does not need. A compiled binary starts with the permissions that any command line may
 * need, and drops the others first.
 *
 * @module
 */

/** Permissions that few command lines need, with the arguments that need them. */
const NEEDED_FOR = {
  net: ["--allow-net", "--functions", "--http"],
  write: ["--mount", "--out", "--functions", "repl", "install"],
  // Installed engines are found by variables. So is the user's engine for Python.
  env: [
    "--env",
    "--functions",
    "repl",
    "install",
    "engines",
    "--engine",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A permission that may be dropped. */
export type SparePermission = keyof typeof NEEDED_FOR;

/**
 * Returns the permissions that a command line does not need. An argument that only looks like a flag keeps the permission.
 *
 * @param args The command line, without the name of the program
 * @param usersEngine The user's engine for Python, if a variable names one
 * @param hasPackages Whether it may need packages, which are kept in the cache directory, and found with variables
 * @returns The names of the permissions
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(sparePermissions(["run", "--out", "dir", "a.py"]), ["net", "env"]);
 * assertEquals(sparePermissions(["mcp", "--allow-net", "example.org"], "cpython"), ["write"]);
 * ```
 */
export function sparePermissions(
  args: readonly string[],
  usersEngine?: string,
  hasPackages = false,
): readonly SparePermission[] {
  // The keys of a constant are those of its type.
  const names = Object.keys(NEEDED_FOR) as SparePermission[];
  return names.filter((name) =>
    !(name === "env" && usersEngine !== undefined) &&
    !(name !== "net" && hasPackages) &&
    !NEEDED_FOR[name].some((word) =>
      args.some((arg) => arg === word || arg.startsWith(`${word}=`))
    )
  );
}
