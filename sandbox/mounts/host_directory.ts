/**
 * The second half of the path policy: which file of the host's a path of a guest's stands for, if any.
 *
 * Deno has no way to open a file relative to an open directory, so whatever is looked at may be swapped before it is
 * used, by someone who can write in the mounted directory from outside. What was found is therefore put to a test that
 * cannot be passed by swapping at the right times: see `#prove`.
 *
 * @module
 */
import { SandboxError } from "../../core/errors.ts";
import type { ResolvedMount } from "../../core/mounts.ts";
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
import type { HostEntry, HostFile, HostFiles } from "./host_files.ts";
import { HostDirectoryFile } from "./host_directory_file.ts";

/** Questions in a test before a guest gets content; someone who swaps passes one time in two to this power. */
const OPEN_QUESTIONS = 40;
/** The same before a guest hears of names, sizes and times. */
const LOOK_QUESTIONS = 20;
/** How often something that keeps changing is looked at. */
const ATTEMPTS = 4;

/** What was found changed while it was looked at. */
class Changed extends Error {}

/** Something of the host's that a path stands for. */
interface Found {
  readonly real: string;
  readonly entry: HostEntry;
}

/** A directory of the host's. */
export class HostDirectory implements FileTree {
  readonly #root: string;
  readonly #identity: string;
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
      return new HostDirectory(root, entry.identity, parts);
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
    root: string,
    identity: string,
    { files, allowance }: {
      readonly files: HostFiles;
      readonly allowance: Allowance;
    },
  ) {
    this.#root = root;
    this.#identity = identity;
    this.#files = files;
    this.#allowance = allowance;
  }

  stat(path: Path): Promise<FileStat> {
    return this.#attempt(async () => toStat((await this.#find(path)).entry));
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
      const place = await this.#place(path);
      this.#allowance.takeFile();
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
      const place = await this.#place(path);
      const { kind } = this.#files.lstatSync(place);
      if (kind !== "directory") throw new FileError("ENOTDIR");
      await this.#files.remove(place);
    });
  }

  unlink(path: Path): Promise<void> {
    return this.#attempt(async () => {
      const place = await this.#place(path);
      const { kind } = this.#files.lstatSync(place);
      if (kind === "directory") throw new FileError("EISDIR");
      await this.#files.remove(place);
    });
  }

  rename(from: Path, to: Path): Promise<void> {
    return this.#attempt(async () => {
      const source = await this.#place(from);
      const target = await this.#place(to);
      await this.#files.rename(source, target);
    });
  }

  /** The names by which a path is known once its links are followed; they stay inside. */
  canonical(path: Path): Promise<Path> {
    return this.#attempt(async () => {
      const { real } = await this.#find(path);
      return this.#below(real);
    });
  }

  /** What there is under a name, a link at its end not followed; nothing if there is nothing. */
  peek(path: Path): Promise<HostEntry["kind"] | undefined> {
    return this.#attempt(async () => {
      try {
        return this.#files.lstatSync(await this.#place(path)).kind;
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

  /** What a path stands for: a file or directory that was inside when it was looked at. */
  async #find(path: Path, questions = LOOK_QUESTIONS): Promise<Found> {
    const real = await this.#resolve(path);
    const entry = this.#look(real);
    if (entry.kind === "link") throw new Changed();
    // A device may do anything when it is opened, and a FIFO would never be open.
    if (entry.kind === "other") throw new FileError("EACCES");
    this.#prove(real, entry.identity, questions);
    return { real, entry };
  }

  /** The first look is asynchronous, so that a slow disk does not hold up the host; later ones find it in memory. */
  async #resolve(path: Path): Promise<string> {
    const asked = this.#join(this.#root, path);
    const real = await this.#files.realPath(asked);
    if (real === asked) return real;
    this.#below(real);
    // Another case or another form of the same letters is another name, even where the file system takes it.
    if (fold(real) === fold(asked) && !this.#hasLink(path)) {
      throw new FileError("ENOENT");
    }
    return real;
  }

  #hasLink(path: Path): boolean {
    return path.some((_, index) =>
      this.#look(this.#join(this.#root, path.slice(0, index + 1))).kind ===
        "link"
    );
  }

  /** The names that lead from the root to a place. @throws {FileError} If it is not inside */
  #below(real: string): Path {
    if (real === this.#root) return [];
    const { separator } = this.#files;
    const start = this.#root.endsWith(separator)
      ? this.#root
      : this.#root + separator;
    if (!real.startsWith(start)) throw new FileError("EACCES");
    return real.slice(start.length).split(separator);
  }

  /** Where something is, or will be, that is not to be followed if it is a link: its directory is inside. */
  async #place(path: Path): Promise<string> {
    const name = path.at(-1);
    if (name === undefined) throw new FileError("EPERM");
    const { real, entry } = await this.#find(path.slice(0, -1));
    if (entry.kind !== "directory") throw new FileError("ENOTDIR");
    return this.#join(real, [name]);
  }

  #join(directory: string, names: Path): string {
    const { separator } = this.#files;
    const start = directory.endsWith(separator) && names.length > 0
      ? directory.slice(0, -1)
      : directory;
    return [start, ...names].join(separator);
  }

  #look(real: string): HostEntry {
    try {
      return this.#files.lstatSync(real);
    } catch (error) {
      // It was there a moment before.
      if (toFileError(error).errno === "ENOENT") throw new Changed();
      throw error;
    }
  }

  /**
   * Makes sure that something was found inside. Each question is drawn by lot: whether the way to it is free of links
   * and starts at our root, or whether what is at the end of that way is what was found. If it was found by a swapped
   * way, then no state of the host's answers both with yes, and nobody knows which is asked next.
   */
  #prove(real: string, identity: string, questions: number): void {
    const lots = crypto.getRandomValues(new Uint8Array(questions));
    for (const lot of lots) {
      const fits = lot % 2 === 0
        ? this.#isGenuine(real)
        : this.#look(real).identity === identity;
      if (!fits) throw new Changed();
    }
    // Without a swap there is nothing to guess, and both hold.
    if (!this.#isGenuine(real) || this.#look(real).identity !== identity) {
      throw new Changed();
    }
  }

  #isGenuine(real: string): boolean {
    try {
      return this.#files.lstatSync(this.#root).identity === this.#identity &&
        this.#files.realPathSync(real) === real;
    } catch {
      return false;
    }
  }

  async #openThere(
    path: Path,
    { write, truncate }: OpenFlags,
  ): Promise<OpenFile> {
    const { real, entry } = await this.#find(path, 0);
    if (entry.kind === "directory") throw new FileError("EISDIR");
    checkLinks(entry);
    const file = await this.#files.open(real, { write });
    return await this.#keep(file, real, async (opened) => {
      if (truncate) await file.truncate(0);
      return truncate ? 0 : opened.size;
    });
  }

  /** Makes a file; nothing if there is something of that name. */
  async #create(path: Path): Promise<OpenFile | undefined> {
    const place = await this.#place(path);
    this.#allowance.takeFile();
    let file: HostFile;
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
      this.#prove(real, opened.identity, OPEN_QUESTIONS);
      const size = await prepare(opened);
      return new HostDirectoryFile(file, size, this.#allowance);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  async #list(path: Path): Promise<ListEntry[]> {
    const { real, entry } = await this.#find(path);
    if (entry.kind !== "directory") throw new FileError("ENOTDIR");
    const found = await this.#files.readDir(real);
    if (found.length > MAX_ENTRIES) throw new FileError("EOVERFLOW");
    await this.#proveNames(real, found.map(({ name }) => name));
    return await Promise.all(
      found.map(async ({ name, kind }) => ({
        name,
        kind: kind === "link" ? await this.#kindOfLink([...path, name]) : kind,
      })),
    );
  }

  /** As `#prove`, for the names in a directory, which has no other way of being held on to. */
  async #proveNames(real: string, names: readonly string[]): Promise<void> {
    const known = names.toSorted().join("\0");
    for (const lot of crypto.getRandomValues(new Uint8Array(LOOK_QUESTIONS))) {
      const fits = lot % 2 === 0
        ? this.#isGenuine(real)
        : (await this.#files.readDir(real)).map(({ name }) => name).toSorted()
          .join("\0") === known;
      if (!fits) throw new Changed();
    }
    if (!this.#isGenuine(real)) throw new Changed();
  }

  async #kindOfLink(path: Path): Promise<ListEntry["kind"]> {
    try {
      const { entry } = await this.#find(path, 0);
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

function fold(path: string): string {
  return path.normalize("NFKC").toLowerCase();
}
