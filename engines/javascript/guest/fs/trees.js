// Directories with all that is in them.

import { append, joinNames } from "../lists.js";
import { paths } from "../paths.js";
import { readAll, statOrNothing, writeAll } from "./contents.js";
import { fail } from "./errors.js";
import { Dirent } from "./stats.js";
import { backendFor } from "./targets.js";

/**
 * @import { FileKind } from "../../../../core/mount_messages.ts"
 * @import { FsOptions, Target } from "./targets.js"
 *
 * @typedef {{ path: string, name: string, kind: FileKind, parent: string }} Found
 */

export const constants = {
  F_OK: 0,
  X_OK: 1,
  W_OK: 2,
  R_OK: 4,
  COPYFILE_EXCL: 1,
};

/** @param {Target} target */
export function makeDirectories(target) {
  const { backend, whole } = target;
  /** @type {string | undefined} */
  let first;
  const names = whole.split("/");
  for (let i = 1; i < names.length; i++) {
    const path = joinNames(names, 0, i + 1);
    const there = statOrNothing({ backend: backendFor(path), whole: path });
    if (there?.kind === "directory") continue;
    if (there !== undefined) {
      fail(i === names.length - 1 ? "EEXIST" : "ENOTDIR");
    }
    backend.mkdir(path);
    first ??= path;
  }
  return first;
}

/**
 * All that is in a directory, deepest last; names are relative to it.
 *
 * @param {Target} target
 */
function everythingIn({ backend, whole }) {
  /** @type {Found[]} */
  const found = [];
  const waiting = [""];
  for (let next = 0; next < waiting.length; next++) {
    const directory = waiting[next];
    const at = directory === "" ? whole : paths.join(whole, directory);
    for (const { name, kind } of backend.list(at)) {
      const path = directory === "" ? name : `${directory}/${name}`;
      append(found, { path, name, kind, parent: at });
      if (kind === "directory") append(waiting, path);
    }
  }
  return found;
}

/**
 * @param {Target} target
 * @param {FsOptions} options
 */
export function remove(target, { recursive = false, force = false }) {
  const { backend, whole } = target;
  const there = statOrNothing(target);
  if (there === undefined) return force ? undefined : fail("ENOENT");
  if (there.kind !== "directory") return backend.unlink(whole);
  if (!recursive) fail("EISDIR");
  for (const { path, kind } of everythingIn(target).reverse()) {
    const one = paths.join(whole, path);
    if (kind === "directory") backend.rmdir(one);
    else backend.unlink(one);
  }
  backend.rmdir(whole);
}

/**
 * @param {Target} target
 * @param {FsOptions} options
 */
export function list(target, { recursive = false, withFileTypes = false }) {
  const { backend, path, whole } = target;
  const found = recursive
    ? everythingIn(target)
    : backend.list(whole).map((it) => ({
      ...it,
      path: it.name,
      parent: whole,
    }));
  found.sort((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
  if (!withFileTypes) return found.map((it) => it.path);
  return found.map(({ name, kind, parent }) =>
    new Dirent(
      name,
      parent === whole ? path : paths.join(path, paths.relative(whole, parent)),
      kind,
    )
  );
}

/**
 * @param {Target} from
 * @param {Target} to
 * @param {number} mode
 */
export function copy(from, to, mode) {
  const bytes = readAll(from);
  writeAll(to, bytes, mode & constants.COPYFILE_EXCL ? "wx" : "w");
}

/**
 * @param {Target} from
 * @param {Target} to
 */
export function move(from, to) {
  if (from.backend === to.backend) {
    return from.backend.rename(from.whole, to.whole);
  }
  fail("EXDEV");
}
