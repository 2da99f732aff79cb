/**
 * The second half of the path policy: which file of the host's a path of a guest's stands for, if any.
 *
 * Deno has no way to open a file relative to an open directory, so a file may be swapped between the check and its
 * use by someone who can write in the mounted directory from outside. What was found is therefore put to a test that
 * cannot be passed by swapping at the right times: see {@linkcode ConfinedRoot.prove}.
 *
 * @module
 */
import { FileError, toFileError } from "./file_error.ts";
import type { Path } from "./file_tree.ts";
import type { HostEntry, HostFiles } from "./host_files.ts";

/** Questions in a test before a guest gets content; someone who swaps passes one time in two to this power. */
export const OPEN_QUESTIONS = 40;
/** The same before a guest hears of names, sizes and times. */
const LOOK_QUESTIONS = 20;
/** What was found changed while it was looked at. */
export class Changed extends Error {}

/** Something of the host's that a path stands for. */
interface Found {
  readonly real: string;
  readonly entry: HostEntry;
}

/** A directory out of which nothing leads. */
export class ConfinedRoot {
  readonly #root: string;
  readonly #identity: string;
  readonly #files: HostFiles;

  /**
   * @param root Its canonical path
   * @param identity Which directory it is
   * @param files The host's files
   */
  constructor(root: string, identity: string, files: HostFiles) {
    this.#root = root;
    this.#identity = identity;
    this.#files = files;
  }

  /** What a path stands for: a file or directory that was inside when it was looked at. */
  async find(path: Path, questions = LOOK_QUESTIONS): Promise<Found> {
    const real = await this.#resolve(path);
    const entry = this.look(real);
    if (entry.kind === "link") throw new Changed();
    // A device may do anything when it is opened, and a FIFO would never be open.
    if (entry.kind === "other") throw new FileError("EACCES");
    this.prove(real, entry.identity, questions);
    return { real, entry };
  }

  /** The first look is asynchronous, so that a slow disk does not hold up the host; later ones find it in memory. */
  async #resolve(path: Path): Promise<string> {
    const asked = this.#join(this.#root, path);
    const real = await this.#files.realPath(asked);
    if (real === asked) return real;
    this.below(real);
    // Another case or another form of the same letters is another name, even where the file system takes it.
    if (fold(real) === fold(asked) && !this.#hasLink(path)) {
      throw new FileError("ENOENT");
    }
    return real;
  }

  #hasLink(path: Path): boolean {
    return path.some((_, index) =>
      this.look(this.#join(this.#root, path.slice(0, index + 1))).kind ===
        "link"
    );
  }

  /** The names that lead from the root to a place. @throws {FileError} If it is not inside */
  below(real: string): Path {
    if (real === this.#root) return [];
    const { separator } = this.#files;
    const start = this.#root.endsWith(separator)
      ? this.#root
      : this.#root + separator;
    if (!real.startsWith(start)) throw new FileError("EACCES");
    return real.slice(start.length).split(separator);
  }

  /** Where something is, or will be, that is not to be followed if it is a link: its directory is inside. */
  async place(path: Path): Promise<string> {
    const name = path.at(-1);
    if (name === undefined) throw new FileError("EPERM");
    const { real, entry } = await this.find(path.slice(0, -1));
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

  look(real: string): HostEntry {
    try {
      return this.#files.lstatSync(real);
    } catch (error) {
      // It was there a moment before.
      if (toFileError(error).errno === "ENOENT") throw new Changed();
      throw error;
    }
  }

  /**
   * Makes sure that something was found inside. One of two questions is chosen at random: whether the way to it is
   * free of links
   * and starts at our root, or whether what is at the end of that way is what was found. If it was found by a swapped
   * way, then no state of the host answers both with yes, and an attacker cannot predict which is asked.
   */
  prove(real: string, identity: string, questions: number): void {
    const lots = crypto.getRandomValues(new Uint8Array(questions));
    for (const lot of lots) {
      const fits = lot % 2 === 0
        ? this.#isGenuine(real)
        : this.look(real).identity === identity;
      if (!fits) throw new Changed();
    }
    // Without a swap there is nothing to guess, and both hold.
    if (!this.#isGenuine(real) || this.look(real).identity !== identity) {
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

  /** As `prove`, for the names in a directory, which has no other way of being held on to. */
  async proveNames(real: string, names: readonly string[]): Promise<void> {
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
}

function fold(path: string): string {
  return path.normalize("NFKC").toLowerCase();
}
