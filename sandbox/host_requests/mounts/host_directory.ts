/**
 * A directory of the host's as a mount: every operation goes through a {@linkcode ConfinedRoot}.
 *
 * @module
 */
import { SandboxError } from "../../../core/errors.ts";
import type { ResolvedMount } from "../../../core/mounts.ts";
import type { Allowance } from "./allowance.ts";
import { FileError, toFileError } from "./file_error.ts";
import {
  type FileStat,
  type FileTree,
  type ListEntry,
  MAX_ENTRIES,
  type OpenFile,
  type OpenFlags,
  type Path,
} from "./file_tree.ts";
import { Changed, ConfinedRoot, OPEN_QUESTIONS } from "./confined_root.ts";
import type { HostEntry, HostFile, HostFiles } from "./host_files.ts";
import { HostDirectoryFile } from "./host_directory_file.ts";

/** How often something that keeps changing is looked at. */
const ATTEMPTS = 4;

/** A directory of the host's. */
export class HostDirectory implements FileTree {
  readonly #root: ConfinedRoot;
  readonly #files: HostFiles;
  readonly #allowance: Allowance;

  /**
   * Opens a directory.
   *
   * @param mount The directory, and whether it will be written to
   * @param parts The host's files, and what may be written
   * @returns The directory
   * @throws {SandboxError} `MOUNT_FAILED` or `PERMISSION_REQUIRED`
   */
  static async open(
    { host, guest, mode }: ResolvedMount,
    parts: { readonly files: HostFiles; readonly allowance: Allowance },
  ): Promise<HostDirectory> {
    const needs = mode === "rw"
      ? ["read", "write"] as const
      : ["read"] as const;
    const check = (path: string): void => {
      for (const name of needs) {
        if (parts.files.isPermitted(name, path)) continue;
        throw new SandboxError(
          "PERMISSION_REQUIRED",
          `Cannot mount ${guest} as ${name} access to ${
            JSON.stringify(path)
          } is not granted: --allow-${name} with this path does that`,
        );
      }
    };
    check(host);
    try {
      const root = await parts.files.realPath(host);
      check(root);
      const entry = parts.files.lstatSync(root);
      if (entry.kind !== "directory") throw new FileError("ENOTDIR");
      await parts.files.readDir(root);
      const confined = new ConfinedRoot(root, entry.identity, parts.files);
      return new HostDirectory(confined, parts);
    } catch (error) {
      if (error instanceof SandboxError) throw error;
      throw new SandboxError(
        "MOUNT_FAILED",
        `Cannot mount ${guest} as ${
          JSON.stringify(host)
        } must be a directory that can be read: ${toFileError(error).message}`,
        { cause: error },
      );
    }
  }

  private constructor(
    root: ConfinedRoot,
    { files, allowance }: {
      readonly files: HostFiles;
      readonly allowance: Allowance;
    },
  ) {
    this.#root = root;
    this.#files = files;
    this.#allowance = allowance;
  }

  stat(path: Path): Promise<FileStat> {
    return this.#attempt(async () =>
      toStat((await this.#root.find(path)).entry)
    );
  }

  list(path: Path): Promise<ListEntry[]> {
    return this.#attempt(() => this.#list(path));
  }

  open(path: Path, flags: OpenFlags): Promise<OpenFile> {
    return this.#attempt(async () => {
      if (!flags.create) return await this.#openThere(path, flags);
      const made = await this.#create(path);
      if (made !== undefined) return made;
      if (flags.exclusive) throw new FileError("EEXIST");
      return await this.#openThere(path, flags);
    });
  }

  mkdir(path: Path): Promise<void> {
    return this.#attempt(async () => {
      const place = await this.#root.place(path);
      this.#takeFile(place);
      try {
        await this.#files.mkdir(place);
      } catch (error) {
        this.#allowance.give({ files: 1 });
        throw error;
      }
    });
  }

  rmdir(path: Path): Promise<void> {
    return this.#attempt(async () => {
      const place = await this.#root.place(path);
      const { kind } = this.#files.lstatSync(place);
      if (kind !== "directory") throw new FileError("ENOTDIR");
      await this.#files.remove(place);
    });
  }

  unlink(path: Path): Promise<void> {
    return this.#attempt(async () => {
      const place = await this.#root.place(path);
      const { kind } = this.#files.lstatSync(place);
      if (kind === "directory") throw new FileError("EISDIR");
      await this.#files.remove(place);
    });
  }

  rename(from: Path, to: Path): Promise<void> {
    return this.#attempt(async () => {
      const source = await this.#root.place(from);
      const target = await this.#root.place(to);
      await this.#files.rename(source, target);
    });
  }

  /** The names by which a path is known once its links are followed; they stay inside. */
  canonical(path: Path): Promise<Path> {
    return this.#attempt(async () => {
      const { real } = await this.#root.find(path);
      return this.#root.below(real);
    });
  }

  /** What there is under a name, a link at its end not followed; nothing if there is nothing. */
  peek(path: Path): Promise<HostEntry["kind"] | undefined> {
    return this.#attempt(async () => {
      try {
        return this.#files.lstatSync(await this.#root.place(path)).kind;
      } catch (error) {
        if (error instanceof Changed) throw error;
        if (toFileError(error).errno === "ENOENT") return undefined;
        throw error;
      }
    });
  }

  /** Does something again when what it looks at changed meanwhile; gives up in the end. */
  async #attempt<T>(operate: () => Promise<T>): Promise<T> {
    for (let attempt = 1;; attempt++) {
      try {
        return await operate();
      } catch (error) {
        if (error instanceof Changed && attempt < ATTEMPTS) continue;
        throw toFileError(error);
      }
    }
  }

  async #openThere(
    path: Path,
    { write, truncate }: OpenFlags,
  ): Promise<OpenFile> {
    const { real, entry } = await this.#root.find(path, 0);
    if (entry.kind === "directory") throw new FileError("EISDIR");
    checkLinks(entry);
    const file = await this.#files.open(real, { write });
    return await this.#keep(file, real, async (opened) => {
      if (truncate) await file.truncate(0);
      return truncate ? 0 : opened.size;
    });
  }

  /** Counts a new file. If the allowance is used up, an existing file still can be opened. */
  #takeFile(place: string): void {
    try {
      this.#allowance.takeFile();
    } catch (error) {
      if (this.#isThere(place)) throw new FileError("EEXIST");
      throw error;
    }
  }

  #isThere(place: string): boolean {
    try {
      this.#files.lstatSync(place);
      return true;
    } catch {
      return false;
    }
  }

  /** Makes a file; nothing if there is something of that name. */
  async #create(path: Path): Promise<OpenFile | undefined> {
    const place = await this.#root.place(path);
    let file: HostFile;
    try {
      this.#takeFile(place);
    } catch (error) {
      if (toFileError(error).errno === "EEXIST") return undefined;
      throw error;
    }
    try {
      file = await this.#files.create(place);
    } catch (error) {
      this.#allowance.give({ files: 1 });
      if (toFileError(error).errno === "EEXIST") return undefined;
      throw error;
    }
    // If it was made elsewhere, then it stays there, empty: what would be removed might be something else by now.
    return await this.#keep(file, place, () => Promise.resolve(0));
  }

  /** Keeps an open file if it is what its name says; nothing is read, written or cut before. */
  async #keep(
    file: HostFile,
    real: string,
    prepare: (opened: HostEntry) => Promise<number>,
  ): Promise<OpenFile> {
    try {
      const opened = await file.stat();
      if (opened.kind !== "file") throw new FileError("EACCES");
      checkLinks(opened);
      this.#root.prove(real, opened.identity, OPEN_QUESTIONS);
      const size = await prepare(opened);
      return new HostDirectoryFile(file, size, this.#allowance);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  async #list(path: Path): Promise<ListEntry[]> {
    const { real, entry } = await this.#root.find(path);
    if (entry.kind !== "directory") throw new FileError("ENOTDIR");
    const found = await this.#files.readDir(real);
    if (found.length > MAX_ENTRIES) throw new FileError("EOVERFLOW");
    await this.#root.proveNames(real, found.map(({ name }) => name));
    return await Promise.all(
      found.map(async ({ name, kind }) => ({
        name,
        kind: kind === "link" ? await this.#kindOfLink([...path, name]) : kind,
      })),
    );
  }

  async #kindOfLink(path: Path): Promise<ListEntry["kind"]> {
    try {
      const { entry } = await this.#root.find(path, 0);
      return entry.kind === "directory" ? "directory" : "file";
    } catch {
      return "other";
    }
  }
}

/** A file with several names may be one of outside. */
function checkLinks({ kind, links }: HostEntry): void {
  if (kind === "file" && links > 1) throw new FileError("EACCES");
}

function toStat({ kind, size, mtimeMs }: HostEntry): FileStat {
  return { kind: kind === "directory" ? kind : "file", size, mtimeMs };
}
