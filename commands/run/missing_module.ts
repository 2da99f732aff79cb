/**
 * The hint for a Python program that imports a file beside it.
 *
 * @module
 */
import type { RunResult } from "../../core/result.ts";
import type { CommandContext } from "../command.ts";

/**
 * Explains an import that failed because the guest was not given a file that lies beside its program.
 *
 * @param result The result of the run
 * @param path The path of the program; `undefined` for code without a file
 * @param context The file system
 * @returns The explanation, or `undefined` if there is nothing to explain
 */
export async function explainMissingModule(
  result: RunResult,
  path: string | undefined,
  context: Pick<CommandContext, "listFiles" | "requireFile">,
): Promise<string | undefined> {
  if (path === undefined || result.status !== "error") return undefined;
  const { name, message } = result.error;
  const module = /^No module named '([\w]+)/.exec(message)?.[1];
  if (name !== "ModuleNotFoundError" || module === undefined) return undefined;
  const beside = `${path.replace(/[^/\\]*$/, "")}${module}`;
  const flag = await isFile(`${beside}.py`, context)
    ? `--file ${beside}.py`
    : await isDirectory(beside, context)
    ? `--mount ${beside}:/work/${module}`
    : undefined;
  if (flag === undefined) return undefined;
  return `sandglass: the guest has no files of this machine: add ${flag}, or run the directory\n`;
}

async function isFile(
  path: string,
  { requireFile }: Pick<CommandContext, "requireFile">,
): Promise<boolean> {
  try {
    await requireFile(path);
    return true;
  } catch {
    return false;
  }
}

async function isDirectory(
  path: string,
  { listFiles }: Pick<CommandContext, "listFiles">,
): Promise<boolean> {
  try {
    return await listFiles(path, 0) !== undefined;
  } catch (error) {
    // There are more files than none.
    return error instanceof RangeError;
  }
}
