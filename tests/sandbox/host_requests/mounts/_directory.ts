/**
 * A directory of the host's for tests: `inside` is mounted, `secret.txt` and `outside` are not.
 *
 * @module
 */
import type { MountMode, ResolvedMount } from "../../../../core/mounts.ts";
import { Allowance } from "../../../../sandbox/host_requests/mounts/allowance.ts";
import { FileError } from "../../../../sandbox/host_requests/mounts/file_error.ts";
import type {
  FileTree,
  OpenFlags,
} from "../../../../sandbox/host_requests/mounts/file_tree.ts";
import { HostDirectory } from "../../../../sandbox/host_requests/mounts/host_directory.ts";
import {
  HOST_FILES,
  type HostFiles,
} from "../../../../sandbox/host_requests/mounts/host_files.ts";

/** What no guest may see. */
export const SECRET = "the secret of the outside";

/** A directory that is removed in the end. */
export class TestDirectory implements AsyncDisposable {
  readonly base: string = Deno.realPathSync(
    Deno.makeTempDirSync({ prefix: "mount-" }),
  );
  readonly inside: string = `${this.base}/inside`;
  readonly outside: string = `${this.base}/outside`;

  constructor() {
    Deno.mkdirSync(this.inside);
    Deno.mkdirSync(this.outside);
    Deno.writeTextFileSync(`${this.base}/secret.txt`, SECRET);
    Deno.writeTextFileSync(`${this.outside}/file.txt`, SECRET);
  }

  /** Writes a file inside. */
  write(name: string, text: string): void {
    const path = `${this.inside}/${name}`;
    Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    Deno.writeTextFileSync(path, text);
  }

  /** Removes all that is inside. */
  clear(): void {
    for (const name of namesIn(this.inside)) {
      Deno.removeSync(`${this.inside}/${name}`, { recursive: true });
    }
  }

  /** Reads a file inside. */
  read(name: string): string {
    return Deno.readTextFileSync(`${this.inside}/${name}`);
  }

  /** As a mount. */
  mount(mode: MountMode = "ro", guest = "/data"): ResolvedMount {
    return { host: this.inside, guest, mode };
  }

  /** Opened. */
  open(
    { mode = "rw", files = HOST_FILES, fileBytes = 2 ** 20, maxFiles = 100 }: {
      mode?: MountMode;
      files?: HostFiles;
      fileBytes?: number;
      maxFiles?: number;
    } = {},
  ): Promise<HostDirectory> {
    const allowance = new Allowance({ fileBytes, maxFiles });
    return HostDirectory.open(this.mount(mode), { files, allowance });
  }

  /** Makes sure that nothing outside has changed. */
  assertOutsideUntouched(): void {
    const names = [...Deno.readDirSync(this.outside)].map(({ name }) => name);
    const texts = [`${this.base}/secret.txt`, `${this.outside}/file.txt`]
      .map((path) => Deno.readTextFileSync(path));
    const fits = names.join() === "file.txt" &&
      texts.every((text) => text === SECRET);
    if (!fits) throw new Error(`The outside was touched: ${names}, ${texts}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.base, { recursive: true }).catch(() => {});
  }
}

/** The names in a directory. */
export function namesIn(directory: string): string[] {
  return Array.from(Deno.readDirSync(directory), ({ name }) => name).sort();
}

/** Flags, those that are absent not set. */
export function flags(given: Partial<OpenFlags> = {}): OpenFlags {
  return {
    write: false,
    create: false,
    exclusive: false,
    truncate: false,
    ...given,
  };
}

/** A path without any policy. */
export function names(path: string): readonly string[] {
  return path === "" ? [] : path.split("/");
}

/** All that a file holds. */
export async function readAll(tree: FileTree, path: string): Promise<string> {
  const file = await tree.open(names(path), flags());
  try {
    return new TextDecoder().decode(await file.read(0, 2 ** 20));
  } finally {
    file.close();
  }
}

/** Opens a file and writes to it. */
export async function writeAll(
  tree: FileTree,
  path: string,
  text: string,
): Promise<void> {
  const file = await tree.open(
    names(path),
    flags({ write: true, create: true, truncate: true }),
  );
  try {
    await file.write(0, new TextEncoder().encode(text));
  } finally {
    file.close();
  }
}

/** The errno's name by which something fails, or `none` if it does not. */
export async function errnoOf(operation: Promise<unknown>): Promise<string> {
  try {
    await operation;
    return "none";
  } catch (error) {
    if (error instanceof FileError) return error.errno;
    throw error;
  }
}
