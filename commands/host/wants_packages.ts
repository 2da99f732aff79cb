/**
 * Whether a command line may need packages, which is asked before the command line is parsed: permissions depend on it.
 *
 * @module
 */
import { mayHaveBlock } from "../../core/requirements.ts";

/** The arguments of packages. An argument that only looks like a flag counts too. */
export const PACKAGE_ARGUMENTS = [
  "--with",
  "--lock",
  "--allow-packages",
  "lock",
] as const;

/** The files that run when a directory is run. */
const MAIN_FILES = ["__main__.py", "main.py"];
/** The largest file whose header is looked for, in bytes. */
const MAX_BYTES = 2 ** 24;

/**
 * Returns whether a command line may need packages: a flag asks for them, or a script has a header.
 *
 * @param args The command line, without the name of the program
 * @param read Reads a file; `undefined` if it cannot
 * @returns Whether it may
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * assert(wantsPackages(["run", "--with=rich", "a.py"], () => undefined));
 * assert(!wantsPackages(["run", "a.py"], () => "import rich"));
 * ```
 */
export function wantsPackages(
  args: readonly string[],
  read: (path: string) => string | undefined = readText,
): boolean {
  return args.some((arg) =>
    PACKAGE_ARGUMENTS.some((one) => arg === one || arg.startsWith(`${one}=`)) ||
    scriptsOf(arg).some((path) => mayHaveBlock(read(path) ?? ""))
  );
}

/** The scripts that an argument may name. */
function scriptsOf(arg: string): readonly string[] {
  if (arg.startsWith("-")) return [];
  if (/\.(?:py|pyw|ipynb)$/i.test(arg)) return [arg];
  const isPath = /^[^.]*$|[/\\]/.test(arg);
  return isPath ? [arg, ...MAIN_FILES.map((name) => `${arg}/${name}`)] : [];
}

function readText(path: string): string | undefined {
  try {
    const { isFile, size } = Deno.statSync(path);
    return isFile && size <= MAX_BYTES
      ? Deno.readTextFileSync(path)
      : undefined;
  } catch {
    return undefined;
  }
}
