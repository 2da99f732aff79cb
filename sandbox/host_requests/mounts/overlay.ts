/**
 * A directory of the host's with a layer in memory over it, which takes all that is written.
 *
 * Names in the upper layer are canonical: a link of the lower layer's is followed first, so that a file has one place
 * in memory whichever way it is reached. A name that was removed is hidden for good: what is made there later lies over
 * the hidden one.
 *
 * @module
 */
import type { Allowance } from "./allowance.ts";
import { FileError } from "./file_error.ts";
import {
  type FileStat,
  type FileTree,
  type Kind,
  type ListEntry,
  MAX_ENTRIES,
  type OpenFile,
  type OpenFlags,
  type Path,
} from "./file_tree.ts";
import type { HostDirectory } from "./host_directory.ts";
import { OverlayFile } from "./overlay_file.ts";
import { type OverlayChange, toKey, UpperLayer } from "./upper_layer.ts";

/** What is read of the lower layer at once while a file is copied. */
const PIECE_BYTES = 2 ** 20;

/** A directory whose changes stay in memory. */
export class Overlay implements FileTree {
  readonly #lower: HostDirectory;
  readonly #allowance: Allowance;
  readonly #upper = new UpperLayer();

  /** Lays a layer over a directory. */
  constructor(lower: HostDirectory, allowance: Allowance) {
    this.#lower = lower;
    this.#allowance = allowance;
  }

  /** The files that were written since this was last asked. */
  changes(): OverlayChange[] {
    return this.#upper.changes();
  }

  /** What a guest wrote to a file, or nothing if there is no such file in memory. */
  written(path: Path): Uint8Array | undefined {
    const node = this.#upper.get(path);
    return node instanceof OverlayFile ? node.content : undefined;
  }

  async stat(path: Path): Promise<FileStat> {
    const place = await this.#resolve(path);
    const node = this.#upper.get(place);
    if (node instanceof OverlayFile) return node.stat();
    if (node === undefined) return await this.#lower.stat(place);
    return { kind: "directory", size: 0, mtimeMs: node.mtimeMs };
  }

  async list(path: Path): Promise<ListEntry[]> {
    const place = await this.#resolve(path);
    const entries = new Map<string, ListEntry>();
    for (const entry of await this.#listLower(place)) {
      if (!this.#upper.isHidden([...place, entry.name])) {
        entries.set(entry.name, entry);
      }
    }
    for (const entry of this.#upper.children(place)) {
      entries.set(entry.name, entry);
    }
    if (entries.size > MAX_ENTRIES) throw new FileError("EOVERFLOW");
    return [...entries.values()];
  }

  async open(path: Path, flags: OpenFlags): Promise<OpenFile> {
    const place = await this.#resolve(path).catch(ifMissing);
    if (place === undefined) {
      if (!flags.create) throw new FileError("ENOENT");
      return await this.#create(path);
    }
    if (flags.create && flags.exclusive) throw new FileError("EEXIST");
    const node = this.#upper.get(place);
    if (node !== undefined && !(node instanceof OverlayFile)) {
      throw new FileError("EISDIR");
    }
    const writes = flags.write || flags.truncate;
    if (node === undefined && !writes) {
      return await this.#lower.open(place, { ...flags, create: false });
    }
    const file = node ?? await this.#copyUp(place, flags.truncate);
    if (flags.truncate) file.truncate(0);
    return file.open();
  }

  async mkdir(path: Path): Promise<void> {
    const place = await this.#placeOfNew(path);
    this.#allowance.takeFile();
    this.#upper.set(place, { mtimeMs: Date.now() });
  }

  async rmdir(path: Path): Promise<void> {
    const { place, kind } = await this.#entry(path);
    if (kind !== "directory") throw new FileError("ENOTDIR");
    if ((await this.list(place)).length > 0) throw new FileError("ENOTEMPTY");
    await this.#remove(place);
  }

  async unlink(path: Path): Promise<void> {
    const { place, kind } = await this.#entry(path);
    if (kind === "directory") throw new FileError("EISDIR");
    await this.#remove(place);
  }

  async rename(from: Path, to: Path): Promise<void> {
    await this.#place(from);
    const target = await this.#place(to);
    const source = await this.#entry(from);
    // What lies in the lower layer cannot be moved as a whole. The guest has to copy it, as between two devices.
    if (source.kind !== "file") throw new FileError("EXDEV");
    if (toKey(target) === toKey(source.place)) return;
    if (toKey(source.place).startsWith(`${toKey(target)}/`)) {
      throw new FileError("ENOTEMPTY");
    }
    const present = await this.#entry(target).catch(ifMissing);
    if (present?.kind === "directory") throw new FileError("EISDIR");
    const node = await this.#fileAt(source.place);
    if (present !== undefined) await this.#remove(target);
    await this.#hideLower(source.place);
    this.#upper.delete(source.place);
    node.dirty = true;
    this.#upper.set(target, node);
  }

  /** The canonical names of something that is there. */
  async #resolve(path: Path): Promise<Path> {
    if (this.#upper.isEmpty) {
      return await this.#lower.canonical(path);
    }
    let place: Path = [];
    for (const [index, name] of path.entries()) {
      place = await this.#step(place, name);
      const isLast = index === path.length - 1;
      if (!isLast && this.#upper.get(place) instanceof OverlayFile) {
        throw new FileError("ENOTDIR");
      }
    }
    return place;
  }

  async #step(place: Path, name: string): Promise<Path> {
    const next = [...place, name];
    if (this.#upper.has(next)) return next;
    if (this.#upper.isHidden(next)) throw new FileError("ENOENT");
    const real = await this.#lower.canonical(next);
    const isThere = this.#upper.has(real) || !this.#upper.isHidden(real);
    if (!isThere) throw new FileError("ENOENT");
    return real;
  }

  /** Where an entry is, a link at its end not followed. */
  async #place(path: Path): Promise<Path> {
    const name = path.at(-1);
    if (name === undefined) throw new FileError("EPERM");
    const directory = path.slice(0, -1);
    const { kind } = await this.stat(directory);
    if (kind !== "directory") throw new FileError("ENOTDIR");
    return [...await this.#resolve(directory), name];
  }

  /** An entry that is there, a link at its end not followed. */
  async #entry(
    path: Path,
  ): Promise<{ readonly place: Path; readonly kind: Kind | "other" }> {
    const place = await this.#place(path);
    const node = this.#upper.get(place);
    if (node !== undefined) {
      const kind = node instanceof OverlayFile ? "file" : "directory";
      return { place, kind };
    }
    if (this.#upper.isHidden(place)) throw new FileError("ENOENT");
    const kind = await this.#lower.peek(place);
    if (kind === undefined) throw new FileError("ENOENT");
    return { place, kind: kind === "link" ? "other" : kind };
  }

  async #placeOfNew(path: Path): Promise<Path> {
    const place = await this.#place(path);
    if (await this.#entry(place).catch(ifMissing) !== undefined) {
      throw new FileError("EEXIST");
    }
    return place;
  }

  async #create(path: Path): Promise<OpenFile> {
    const place = await this.#placeOfNew(path);
    const file = new OverlayFile(this.#allowance);
    this.#upper.set(place, file);
    return file.open();
  }

  /** The file in memory for a place, copied if need be. */
  async #fileAt(place: Path): Promise<OverlayFile> {
    const node = this.#upper.get(place);
    return node instanceof OverlayFile
      ? node
      : await this.#copyUp(place, false);
  }

  async #copyUp(place: Path, empty: boolean): Promise<OverlayFile> {
    const lower = await this.#lower.open(place, READ);
    const file = new OverlayFile(this.#allowance);
    try {
      const { size, mtimeMs } = await lower.stat();
      if (!empty) {
        this.#allowance.assertBytes(size);
        await copy(lower, file);
      }
      file.mtimeMs = mtimeMs;
    } catch (error) {
      file.release();
      throw error;
    } finally {
      lower.close();
    }
    this.#upper.set(place, file);
    return file;
  }

  async #remove(place: Path): Promise<void> {
    await this.#hideLower(place);
    const node = this.#upper.get(place);
    this.#upper.delete(place);
    if (node instanceof OverlayFile) node.release();
    else if (node !== undefined) this.#allowance.give({ files: 1 });
  }

  /** Hides what the lower layer has at a place; that takes memory, and counts as a file. */
  async #hideLower(place: Path): Promise<void> {
    if (this.#upper.isHidden(place)) return;
    if (await this.#lower.peek(place).catch(ifMissing) === undefined) return;
    this.#allowance.takeFile();
    this.#upper.hide(place);
  }

  async #listLower(place: Path): Promise<ListEntry[]> {
    const node = this.#upper.get(place);
    if (node instanceof OverlayFile) throw new FileError("ENOTDIR");
    return node === undefined ? await this.#lower.list(place) : [];
  }
}

const READ: OpenFlags = {
  write: false,
  create: false,
  exclusive: false,
  truncate: false,
};

async function copy(from: OpenFile, to: OverlayFile): Promise<void> {
  for (;;) {
    const piece = await from.read(to.size, PIECE_BYTES);
    if (piece.byteLength === 0) return;
    to.write(to.size, piece);
  }
}

function ifMissing(error: unknown): undefined {
  if (error instanceof FileError && error.errno === "ENOENT") return undefined;
  throw error;
}
