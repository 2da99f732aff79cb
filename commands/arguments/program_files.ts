/**
 * Programs that are more than one file of code: a directory, a Python archive (`.pyz`), a Python module (`-m`).
 *
 * @module
 */
import { LIMIT_RULES } from "../../core/limits.ts";
import { quoteValue } from "../../core/quote_value.ts";
import { formatBytes } from "../../core/units.ts";
import type { CommandContext } from "../command.ts";
import { describeFileError, readAtMost } from "../host/byte_sources.ts";
import { UsageError } from "./usage_error.ts";

/** The files of a program by guest path, and the code that runs it. */
interface ProgramFiles {
  /** The contents by guest path. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** The path of the file to run, below the directory. */
  readonly entry: string;
}

/** The names of the file that runs when a directory is run, in the order in which they are looked for. */
const ENTRIES = [
  "__main__.py",
  "main.py",
  ...["index", "main"].flatMap((name) =>
    ["js", "mjs", "cjs", "ts", "mts"].map((extension) => `${name}.${extension}`)
  ),
];
/** The most bytes of a program's files. */
const MOST_BYTES = LIMIT_RULES.fileBytes.default;
/** The file name of code that starts a program; it is in no traceback. */
const STARTER = "<sandglass:run>";

/**
 * Reads the files of a directory that is a program.
 *
 * @param directory The path of the directory
 * @param names The paths of its files, below it
 * @param context The file system
 * @returns The files, and which of them to run
 * @throws {UsageError} If there is no file to run, or a file cannot be read, or the files are too large
 */
export async function readProgramDirectory(
  directory: string,
  names: readonly string[],
  context: Pick<CommandContext, "openFile">,
): Promise<ProgramFiles> {
  const entry = ENTRIES.find((one) => names.includes(one));
  if (entry === undefined) {
    throw new UsageError(
      `Cannot run ${directory} as a directory must have one of the files __main__.py, main.py, index.js, main.js, index.ts, main.ts`,
    );
  }
  const files: [string, Uint8Array][] = [];
  let room = MOST_BYTES;
  for (const name of names) {
    const content = await readContent(`${directory}/${name}`, {
      context,
      maxBytes: room,
    });
    room -= content.length;
    files.push([name, content]);
  }
  // fromEntries() defines properties, so a file "__proto__" is an ordinary one.
  return { files: Object.fromEntries(files), entry };
}

/**
 * Reads a file of a program.
 *
 * @param path The path of the file
 * @param options The file system, and the most bytes
 * @returns The content
 * @throws {UsageError} If the file cannot be read, or is too large
 */
export async function readContent(
  path: string,
  { context, maxBytes = MOST_BYTES }: {
    readonly context: Pick<CommandContext, "openFile">;
    readonly maxBytes?: number;
  },
): Promise<Uint8Array> {
  let content: Uint8Array;
  try {
    content = await readAtMost(await context.openFile(path), maxBytes);
  } catch (error) {
    throw new UsageError(
      `Cannot read ${path} ${describeFileError(path, error)}`,
    );
  }
  if (content.length <= maxBytes) return content;
  throw new UsageError(
    `Cannot run ${path} as the files of a program may have at most ${
      formatBytes(MOST_BYTES)
    } together`,
  );
}

/** Code of Python with its file name. */
interface Starter {
  readonly code: string;
  readonly filename: string;
}

/**
 * Returns the code that runs a Python archive.
 *
 * @param name The name of the archive below `/work`
 * @returns The code
 */
export function archiveStarter(name: string): Starter {
  const path = JSON.stringify(name);
  return {
    code:
      `import runpy, sys; sys.argv[0] = ${path}; sys.path.insert(0, "/work/" + ${path}); runpy._run_module_as_main("__main__", False)`,
    filename: STARTER,
  };
}

/**
 * Returns the code that runs a Python module, as `python -m`.
 *
 * @param module The name of the module
 * @returns The code
 * @throws {UsageError} If the name is no name of a module
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * assertThrows(() => moduleStarter("a b"));
 * ```
 */
export function moduleStarter(module: string): Starter {
  if (!/^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(module)) {
    throw new UsageError(
      `Cannot set --module as it must name a Python module: given is ${
        quoteValue(module)
      } (example: --module json.tool)`,
    );
  }
  return {
    code: `import runpy; runpy._run_module_as_main("${module}")`,
    filename: STARTER,
  };
}
