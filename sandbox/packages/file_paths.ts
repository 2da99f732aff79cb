/**
 * The rules for paths of files in packages, which are those of mounts: no path leads up, names a device, or is the same as
 * another one on some system.
 *
 * @module
 */
import { isSpecialOnWindows } from "../../core/files.ts";
import { utf8Bytes } from "../../core/utf8_bytes.ts";
import {
  MAX_NAME_BYTES,
  MAX_PATH_BYTES,
  MAX_TREE_DEPTH,
} from "../../engines/worker/shared_values.js";

/** The most names of a path: half of what a guest's tree can have below its root. */
const MOST_NAMES = MAX_TREE_DEPTH / 2;

/**
 * What is wrong with a path.
 *
 * @param path The path
 * @returns The fault, as a predicate; `undefined` if it is a valid one
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(pathFault("rich/table.py"), undefined);
 * assertEquals(pathFault("../evil.py"), "leads out of its folder");
 * ```
 */
export function pathFault(path: string): string | undefined {
  if (path.length > MAX_PATH_BYTES || utf8Bytes(path) > MAX_PATH_BYTES) {
    return "is too long";
  }
  if (!path.isWellFormed()) return "is no text";
  const names = path.split("/");
  if (names.length > MOST_NAMES) return "has too many folders";
  for (const name of names) {
    if (name === "" || name === "." || name === "..") {
      return "leads out of its folder";
    }
    if (utf8Bytes(name) > MAX_NAME_BYTES) return "is too long";
    // On all systems, so that a package is the same everywhere.
    if (isSpecialOnWindows(name)) {
      return "has a name that is special on some system";
    }
  }
  return undefined;
}

/** Finds paths that cannot exist beside others. */
export class PathSet {
  /** The spelling of each path and of the folders above it, by its form without case. */
  readonly #spelling = new Map<string, string>();
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();

  /**
   * Adds a file.
   *
   * @param path Its path
   * @returns The path beside which it cannot exist, if there is one
   */
  add(path: string): string | undefined {
    if (this.#files.has(path)) return path;
    const names = path.split("/");
    for (let count = 1; count <= names.length; count++) {
      const part = names.slice(0, count).join("/");
      const folded = part.normalize("NFKC").toLowerCase();
      const known = this.#spelling.get(folded);
      if (known !== undefined && known !== part) return known;
      this.#spelling.set(folded, part);
      const isFolder = count < names.length;
      if ((isFolder ? this.#files : this.#folders).has(part)) return part;
      (isFolder ? this.#folders : this.#files).add(part);
    }
    return undefined;
  }
}
