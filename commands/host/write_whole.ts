import { messageOf } from "../../core/errors.ts";
import { UsageError } from "../arguments/usage_error.ts";

/**
 * Writes a file of text as a whole: another process finds the former file or this one. A link is followed.
 *
 * @param path The path of the file
 * @param text Its text
 * @throws {UsageError} If it cannot be written
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  try {
    const target = await targetOf(path);
    const temporary = `${target}.${crypto.randomUUID()}.tmp`;
    try {
      await Deno.writeTextFile(temporary, text, { createNew: true });
      await Deno.rename(temporary, target);
    } catch (error) {
      await Deno.remove(temporary).catch(() => {});
      throw error;
    }
  } catch (error) {
    throw new UsageError(`Cannot write ${path} ${describe(path, error)}`);
  }
}

/** The file that is written, which must be a regular one if it exists. */
async function targetOf(path: string): Promise<string> {
  try {
    const target = await Deno.realPath(path);
    const { isFile, isDirectory } = await Deno.stat(target);
    if (isDirectory) throw new Deno.errors.IsADirectory(path);
    if (!isFile) throw new Deno.errors.InvalidData("it is no regular file");
    return target;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return path;
    throw error;
  }
}

function describe(path: string, error: unknown): string {
  switch (error instanceof Error ? error.name : "") {
    case "NotFound":
      return "as there is no such directory";
    case "IsADirectory":
      return "as it is a directory: a file is expected";
    case "PermissionDenied":
      return "as the system does not permit it";
    case "NotCapable":
      return `as Deno was not permitted to: add --allow-read and --allow-write for the directory of ${path} before the program's name`;
    default:
      return `as it failed: ${messageOf(error)}`;
  }
}
