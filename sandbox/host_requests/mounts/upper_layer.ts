/**
 * What an overlay has in memory, by canonical names, and which names of the directory below it hides.
 *
 * @module
 */
import type { ListEntry, Path } from "./file_tree.ts";
import { OverlayFile } from "./overlay_file.ts";

/** A file that a guest wrote. */
export interface OverlayChange {
  readonly path: Path;
  readonly bytes: number;
}

/** What stands for a directory that was made. */
interface MadeDirectory {
  readonly mtimeMs: number;
}

type Node = OverlayFile | MadeDirectory;

/** The upper layer of an overlay. */
export class UpperLayer {
  readonly #nodes = new Map<string, Node>();
  readonly #hidden = new Set<string>();

  /** Whether there is nothing in memory, and nothing is hidden. */
  get isEmpty(): boolean {
    return this.#nodes.size === 0 && this.#hidden.size === 0;
  }

  /** Whether something lies at a place. */
  has(place: Path): boolean {
    return this.#nodes.has(toKey(place));
  }

  /** What lies at a place. */
  get(place: Path): Node | undefined {
    return this.#nodes.get(toKey(place));
  }

  /** Puts a file or a directory at a place. */
  set(place: Path, node: Node): void {
    this.#nodes.set(toKey(place), node);
  }

  /** Removes what lies at a place. */
  delete(place: Path): void {
    this.#nodes.delete(toKey(place));
  }

  /** Hides a name of the lower layer, for good. */
  hide(place: Path): void {
    this.#hidden.add(toKey(place));
  }

  /** The files that were written since this was last asked. */
  changes(): OverlayChange[] {
    const changes: OverlayChange[] = [];
    for (const [key, node] of this.#nodes) {
      if (!(node instanceof OverlayFile) || !node.dirty) continue;
      node.dirty = false;
      changes.push({ path: fromKey(key), bytes: node.size });
    }
    return changes;
  }

  /** Whether a name, or a directory on the way to it, is hidden. */
  isHidden(place: Path): boolean {
    return place.some((_, index) =>
      this.#hidden.has(toKey(place.slice(0, index + 1)))
    );
  }

  /** Lists what lies in a directory. */
  children(place: Path): ListEntry[] {
    const entries: ListEntry[] = [];
    for (const [key, node] of this.#nodes) {
      const path = fromKey(key);
      const name = path.at(-1);
      if (name === undefined || toKey(path.slice(0, -1)) !== toKey(place)) {
        continue;
      }
      const kind = node instanceof OverlayFile ? "file" : "directory";
      entries.push({ name, kind });
    }
    return entries;
  }
}

/** Makes a text of a path. No name has a slash in it. */
export function toKey(path: Path): string {
  return path.join("/");
}

function fromKey(key: string): Path {
  return key.split("/");
}
