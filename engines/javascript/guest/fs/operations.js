// What `fs` does, at once.

import { encodings } from "../encodings.js";
import {
  readAll,
  statOrNothing,
  toBuffer,
  toBytes,
  writeAll,
} from "./contents.js";
import { Stats } from "./stats.js";
import { descriptors, isDevice } from "./devices.js";
import { on, onTwo, toOptions } from "./targets.js";
import { copy, list, makeDirectories, move, remove } from "./trees.js";

const LETTERS =
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** What there is in all three forms, as functions that do it at once. */
export const operations = {
  /**
   * @param {unknown} path
   * @param {unknown} [options]
   */
  readFile(path, options) {
    if (isDevice(path)) return descriptors().readFile(path, options);
    const { encoding } = toOptions(options);
    if (
      encoding !== undefined && encoding !== null && encoding !== "buffer"
    ) {
      encodings.check(encoding);
      return encodings.decode(on("open", path, readAll), encoding);
    }
    return toBuffer(on("open", path, readAll));
  },
  /**
   * @param {unknown} path
   * @param {unknown} data
   * @param {unknown} [options]
   */
  writeFile(path, data, options) {
    if (isDevice(path)) return descriptors().writeFile(path, data, options);
    const { encoding, flag = "w" } = toOptions(options);
    const bytes = toBytes(data, encoding);
    on("open", path, (target) => writeAll(target, bytes, flag));
  },
  /**
   * @param {unknown} path
   * @param {unknown} data
   * @param {unknown} [options]
   */
  appendFile(path, data, options) {
    operations.writeFile(path, data, { flag: "a", ...toOptions(options) });
  },
  /**
   * @param {unknown} path
   * @param {unknown} [options]
   */
  readdir: (path, options) =>
    on("scandir", path, (target) => list(target, toOptions(options))),
  /**
   * @param {unknown} path
   * @param {unknown} [options]
   */
  mkdir: (path, options) =>
    on("mkdir", path, (target) => {
      if (toOptions(options).recursive) return makeDirectories(target);
      target.backend.mkdir(target.whole);
    }),
  /** @param {string} prefix */
  mkdtemp: (prefix) => {
    let suffix = "";
    for (let i = 0; i < 6; i++) {
      suffix += LETTERS[Math.random() * LETTERS.length | 0];
    }
    operations.mkdir(prefix + suffix);
    return prefix + suffix;
  },
  /**
   * @param {unknown} path
   * @param {unknown} [options]
   */
  stat: (path, options) => statOf("stat", path, options),
  /**
   * @param {unknown} path
   * @param {unknown} [options]
   */
  lstat: (path, options) => statOf("lstat", path, options),
  /**
   * @param {unknown} path
   * @param {unknown} [options]
   */
  rm: (path, options) =>
    on("rm", path, (target) => remove(target, toOptions(options))),
  /** @param {unknown} path */
  unlink: (path) =>
    on("unlink", path, ({ backend, whole }) => backend.unlink(whole)),
  /**
   * @param {unknown} path
   * @param {unknown} [options]
   */
  rmdir: (path, options) =>
    on(
      "rmdir",
      path,
      (target) =>
        toOptions(options).recursive
          ? remove(target, { recursive: true })
          : target.backend.rmdir(target.whole),
    ),
  /**
   * @param {unknown} from
   * @param {unknown} to
   */
  rename: (from, to) => onTwo("rename", [from, to], move),
  /**
   * @param {unknown} from
   * @param {unknown} to
   * @param {number} mode
   */
  copyFile: (from, to, mode = 0) =>
    onTwo(
      "copyfile",
      [from, to],
      (source, target) => copy(source, target, mode),
    ),
  /** @param {unknown} path */
  access: (path) =>
    isDevice(path)
      ? undefined
      : on("access", path, ({ backend, whole }) => void backend.stat(whole)),
  /**
   * @param {unknown} path
   * @param {number} length
   */
  truncate: (path, length = 0) =>
    on(
      "open",
      path,
      ({ backend, whole }) => backend.truncate(whole, Math.max(0, length)),
    ),
  /** @param {unknown} path */
  realpath: (path) =>
    on(
      "realpath",
      path,
      ({ backend, whole }) => (backend.stat(whole), whole),
    ),
};

/**
 * @param {string} syscall
 * @param {unknown} path
 * @param {unknown} options
 */
function statOf(syscall, path, options) {
  const { throwIfNoEntry = true } = toOptions(options);
  return on(syscall, path, (target) => {
    const there = throwIfNoEntry
      ? target.backend.stat(target.whole)
      : statOrNothing(target);
    return there === undefined ? undefined : new Stats(there);
  });
}

/** @param {unknown} path */
export function exists(path) {
  try {
    operations.access(path);
    return true;
  } catch {
    return false;
  }
}
