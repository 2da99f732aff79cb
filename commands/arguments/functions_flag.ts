/**
 * `--functions`: a module of the user whose exported functions a guest may call.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import { checkFunctions, type HostFunctions } from "../../core/functions.ts";
import type { CommandContext } from "../command.ts";
import { describeFileError } from "../host/byte_sources.ts";
import type { FlagTable } from "./flags.ts";
import { UsageError } from "./usage_error.ts";

/** The flag. */
export const FUNCTIONS_FLAG = {
  functions: {
    kind: "value",
    placeholder: "FILE",
    example: "functions.ts",
    completion: "file",
    help: "Let the guest call what the module FILE exports (it runs outside!)",
  },
} as const satisfies FlagTable;

/** Options for importing the module. */
export interface FunctionsFlagOptions {
  readonly context: Pick<
    CommandContext,
    "openFile" | "requireFile" | "importModule" | "stderr"
  >;
  /** Whether to omit the warning. */
  readonly isQuiet: boolean;
}

/**
 * Imports the module of the flag.
 *
 * @param file The value of the flag, if it was given
 * @param options Files, imports and standard error
 * @returns The functions as a sandbox option; empty if the flag was not given
 * @throws {UsageError} If the module cannot be imported, exports no function, or exports one with an invalid name
 */
export async function readFunctions(
  file: string | undefined,
  { context, isQuiet }: FunctionsFlagOptions,
): Promise<{ readonly functions?: HostFunctions }> {
  if (file === undefined) return {};
  const found = await importFunctions(file, context);
  const names = Object.keys(found);
  if (names.length === 0) {
    throw new UsageError(
      `Cannot use --functions ${file} as it must export a function: it exports no function (example: export function add(a: number, b: number) { return a + b; })`,
    );
  }
  const functions = check(file, found);
  if (!isQuiet) {
    context.stderr.write(
      `sandglass: warning: ${file} runs outside the sandbox with the permissions of this process; the guest may call ${
        names.join(", ")
      }\n`,
    );
  }
  return { functions };
}

async function importFunctions(
  file: string,
  context: FunctionsFlagOptions["context"],
): Promise<Readonly<Record<string, unknown>>> {
  // Opening the file gives a clearer error than importing it.
  try {
    await context.requireFile(file);
    (await context.openFile(file)).close();
  } catch (error) {
    throw new UsageError(
      `Cannot use --functions ${file} ${describeFileError(file, error)}`,
    );
  }
  try {
    const exports = await context.importModule(file);
    return Object.fromEntries(
      Object.entries(exports).filter(([name, value]) =>
        name !== "default" && typeof value === "function"
      ),
    );
  } catch (error) {
    throw new UsageError(
      `Cannot use --functions ${file} as importing it failed: ${
        messageOf(error)
      }`,
    );
  }
}

function check(
  file: string,
  found: Readonly<Record<string, unknown>>,
): HostFunctions {
  try {
    return checkFunctions(found);
  } catch (error) {
    throw new UsageError(
      messageOf(error).replace(
        /^Cannot set functions/,
        `Cannot use --functions ${file}`,
      ),
    );
  }
}
