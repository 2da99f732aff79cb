/**
 * The first half of the path policy: what a path of a guest's may look like at all.
 *
 * @module
 */
import { isSpecialOnWindows } from "../../../core/files.ts";
import { utf8Bytes } from "../../../core/utf8_bytes.ts";
import {
  MAX_NAME_BYTES,
  MAX_PATH_BYTES,
} from "../../../engines/worker/shared_values.js";
import { FileError } from "./file_error.ts";
import type { Path } from "./file_tree.ts";

/** Looking at a path takes the host time for every name. */
const MAX_NAMES = 128;
/** What depends on the host's system. */
export interface PathRules {
  /** Whether the names of Windows' are special. */
  readonly windows: boolean;
}

/**
 * Takes a path apart: names below the root of a mount, none of which can lead up, name a device, or be read by the
 * host's system as anything but one name.
 *
 * @param path A path relative to a mount, of the guest's making
 * @param rules What depends on the host's system
 * @returns The names; none for the root itself
 * @throws {FileError} If it is no valid path
 */
export function parsePath(path: string, { windows }: PathRules): Path {
  if (path.length > MAX_PATH_BYTES) throw new FileError("ENAMETOOLONG");
  if (path === "") return [];
  if (!path.isWellFormed() || path.includes("\0")) {
    throw new FileError("EINVAL");
  }
  if (utf8Bytes(path) > MAX_PATH_BYTES) throw new FileError("ENAMETOOLONG");
  const names = path.split("/");
  if (names.length > MAX_NAMES) throw new FileError("ENAMETOOLONG");
  for (const name of names) checkName(name, windows);
  return names;
}

function checkName(name: string, windows: boolean): void {
  if (name === "" || name === "." || name === "..") {
    throw new FileError("EINVAL");
  }
  if (utf8Bytes(name) > MAX_NAME_BYTES) throw new FileError("ENAMETOOLONG");
  if (windows && isSpecialOnWindows(name)) throw new FileError("EINVAL");
}
