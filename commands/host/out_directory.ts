/**
 * The directory of `--out`. The guest chooses the names of the files. This module writes no file outside of the directory or
 * through a symbolic link, and replaces only plain files.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import { isSpecialOnWindows } from "../../core/files.ts";
import type { OutDirectory } from "../command.ts";
import { UsageError } from "../arguments/usage_error.ts";

/** The reason why a file is not written. */
class OutFileError extends Error {}

/**
 * Opens a directory for the files of a guest. Creates it if it does not exist.
 *
 * @param path The path of the directory
 * @returns The directory
 * @throws {UsageError} If the path is not a directory, or cannot be written
 */
export async function openOutDirectory(path: string): Promise<OutDirectory> {
  try {
    await Deno.mkdir(path, { recursive: true });
    if (!(await Deno.stat(path)).isDirectory) {
      throw new Deno.errors.NotADirectory("Not a directory");
    }
    return new Directory(await Deno.realPath(path));
  } catch (error) {
    throw new UsageError(`Cannot write to ${path} ${describe(path, error)}`);
  }
}

function describe(path: string, error: unknown): string {
  switch (error instanceof Error ? error.name : "") {
    case "AlreadyExists":
    case "NotADirectory":
      return "as it is no directory";
    case "PermissionDenied":
      return "as the system does not permit it";
    case "NotCapable":
      return `as Deno was not permitted to: add --allow-read=${path} and --allow-write=${path} before the program's name`;
    default:
      return `as it failed: ${messageOf(error)}`;
  }
}

class Directory implements OutDirectory {
  readonly #root: string;
  /** The written files, by device and inode. Two names may be one file here, and the second would replace the first. */
  readonly #written = new Set<string>();

  constructor(root: string) {
    this.#root = root;
  }

  async write(path: string, content: Uint8Array): Promise<void> {
    try {
      await this.#write(path.split("/"), content);
    } catch (error) {
      if (error instanceof OutFileError) throw error;
      throw new OutFileError(`writing it failed: ${messageOf(error)}`);
    }
  }

  async #write(names: readonly string[], content: Uint8Array): Promise<void> {
    for (const name of names) checkName(name);
    let directory = this.#root;
    for (const name of names.slice(0, -1)) {
      directory = `${directory}/${name}`;
      await enter(directory);
    }
    const target = `${directory}/${names.at(-1)}`;
    await this.#checkTarget(target);
    // Renaming replaces the file of that name, and does not follow a link.
    const temporary = `${directory}/.sandglass-${crypto.randomUUID()}.tmp`;
    try {
      await Deno.writeFile(temporary, content, { createNew: true });
      await Deno.rename(temporary, target);
    } catch (error) {
      await Deno.remove(temporary).catch(() => {});
      throw error;
    }
    this.#written.add(identify(await Deno.lstat(target)));
  }

  async #checkTarget(target: string): Promise<void> {
    const there = await lookAt(target);
    if (there === undefined) return;
    if (there.isSymlink) {
      throw new OutFileError("a symbolic link is in its place");
    }
    if (there.isDirectory) {
      throw new OutFileError("a directory is in its place");
    }
    if (!there.isFile) {
      throw new OutFileError(
        "no plain file is in its place",
      );
    }
    if (there.ino !== null && this.#written.has(identify(there))) {
      throw new OutFileError("another file of the run has the same name here");
    }
  }
}

function checkName(name: string): void {
  if (name === "" || name === "." || name === "..") {
    throw new OutFileError("its name would leave the directory");
  }
  if (/[\p{Cc}\p{Bidi_Control}/]/u.test(name)) {
    throw new OutFileError("its name has control characters");
  }
  if (Deno.build.os === "windows" && isSpecialOnWindows(name)) {
    throw new OutFileError("its name has a special meaning on Windows");
  }
}

/** Creates a directory. Accepts an existing one that is not a link. */
async function enter(directory: string): Promise<void> {
  const there = await lookAt(directory);
  if (there === undefined) return await Deno.mkdir(directory);
  if (there.isSymlink) throw new OutFileError("a symbolic link is in its way");
  if (!there.isDirectory) throw new OutFileError("a file is in its way");
}

async function lookAt(path: string): Promise<Deno.FileInfo | undefined> {
  try {
    return await Deno.lstat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function identify({ dev, ino }: Deno.FileInfo): string {
  return `${dev}:${ino}`;
}
