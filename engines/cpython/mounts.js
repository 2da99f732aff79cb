// Directories of the host in the tree. What they hold is asked for each time; nothing of it is kept but what a listing
// or a lookup gave, for the rest of one call.

import { fail, failAs, isFileError } from "./file_errors.js";
import { DIRECTORY, REGULAR_FILE } from "./file_nodes.js";

/**
 * @import { FileKind, MountRequest, MountStat, MountValues } from "../../core/mount_messages.ts"
 * @import { Directory } from "./directory.js"
 * @import { NodeStat } from "./file_nodes.js"
 *
 * @typedef {{ readonly value: unknown, readonly bytes?: Uint8Array | undefined }
 *   | { readonly error: { readonly name: string } }} MountAnswer
 * @typedef {(request: MountRequest, data?: string) => MountAnswer} Tell Asks the host about a mount, and waits. What is
 *   written goes along in base64.
 */

/** The device number of the first mount. */
const FIRST_MOUNT_DEVICE = 16;
/** One directory of the host's. */
export class Mount {
  /** The guest's path of it, which the host knows. */
  #path;
  /** @type {Tell} */
  #tell;
  /** @type {number} */
  device;

  /**
   * @param {string} path
   * @param {{ tell: Tell, index: number }} options
   */
  constructor(path, { tell, index }) {
    this.#path = path;
    this.#tell = tell;
    this.device = FIRST_MOUNT_DEVICE + index;
  }

  get path() {
    return this.#path;
  }

  /**
   * Asks the host.
   *
   * @template {MountRequest} Request
   * @param {Request} request
   * @param {string} [data]
   * @returns {{ value: MountValues[Request["op"]], bytes?: Uint8Array | undefined }} The answer, which is believed
   */
  ask(request, data) {
    const answer = this.#tell(request, data);
    if ("error" in answer) return failAs(answer.error.name);
    // A cast, as the type of an answer does not depend on its request.
    return /** @type {{ value: MountValues[Request["op"]] }} */ (answer);
  }
}

/** A file or a directory of the host's, as it was when it was looked up. */
export class MountNode {
  /** @type {"mount"} */
  type = "mount";
  /** @type {Mount} */
  mount;
  /** Its path, from the guest's root. */
  path;
  /** @type {FileKind} */
  kind;
  /**
   * The directory of the tree in which the mount is.
   *
   * @type {Directory | undefined}
   */
  above;
  hidden = false;
  readOnly = false;
  /** @type {MountStat | undefined} */
  #stat;

  /**
   * @param {Mount} mount
   * @param {{ path: string, kind: FileKind, above: Directory | undefined, stat?: MountStat }} options
   */
  constructor(mount, { path, kind, above, stat }) {
    this.mount = mount;
    this.path = path;
    this.kind = kind;
    this.above = above;
    this.#stat = stat;
  }

  get isRoot() {
    return this.path === this.mount.path;
  }

  get number() {
    return numberOfPath(this.path);
  }

  /** @param {string} name */
  pathOf(name) {
    return `${this.path}/${name}`;
  }

  /**
   * A directory below, on the way to something: the host looks at the whole way.
   *
   * @param {string} name
   */
  passThrough(name) {
    if (this.kind !== "directory") fail("ENOTDIR");
    const { mount, above } = this;
    return new MountNode(mount, {
      path: this.pathOf(name),
      kind: "directory",
      above,
    });
  }

  /**
   * What has a name, as the host says.
   *
   * @param {string} name
   */
  lookup(name) {
    const path = this.pathOf(name);
    try {
      const stat = this.mount.ask({ op: "stat", path }).value;
      const { mount, above } = this;
      return new MountNode(mount, { path, kind: stat.kind, above, stat });
    } catch (error) {
      if (isFileError(error, "ENOENT")) return undefined;
      throw error;
    }
  }

  /**
   * The directory that it is in.
   *
   * @returns {MountNode | Directory | undefined}
   */
  parentNode() {
    if (this.isRoot) return this.above;
    const { mount, above } = this;
    return new MountNode(mount, {
      path: this.path.slice(0, this.path.lastIndexOf("/")),
      kind: "directory",
      above,
    });
  }

  /** Looks anew what it is. */
  stat() {
    const known = this.#stat ??
      this.mount.ask({ op: "stat", path: this.path }).value;
    this.#stat = undefined;
    this.kind = known.kind;
    return this.statAs(known);
  }

  /**
   * @param {MountStat} stat
   * @returns {NodeStat}
   */
  statAs({ kind, size, mtimeMs }) {
    const time = toNanoseconds(mtimeMs);
    return {
      device: this.mount.device,
      number: this.number,
      filetype: kind === "directory" ? DIRECTORY : REGULAR_FILE,
      links: 1,
      size,
      accessed: time,
      modified: time,
      changed: time,
    };
  }

  /** Times are the host's own; that they do not change is no error, or no archive could be unpacked. */
  setTimes() {}

  /** @param {number} size */
  resize(size) {
    this.mount.ask({ op: "truncate", path: this.path, size });
  }

  addPlace() {}
  removePlace() {}
  retain() {}
  release() {}

  /** @param {Directory} above The directory of another tree that the root of the mount is in */
  copyInto(above) {
    const { mount, path, kind } = this;
    return new MountNode(mount, { path, kind, above });
  }
}

/** @param {number} ms */
function toNanoseconds(ms) {
  return Number.isFinite(ms) && ms > 0
    ? BigInt(Math.trunc(ms)) * 1_000_000n +
      BigInt(Math.trunc((ms % 1) * 1_000_000))
    : 0n;
}

/**
 * A number that is the same for the same path, of 32 bits (FNV-1a), above those of the tree's own nodes.
 *
 * @param {string} path
 */
export function numberOfPath(path) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < path.length; i++) {
    hash = Math.imul(hash ^ path.charCodeAt(i), 0x01000193);
  }
  return 2 ** 32 + (hash >>> 0);
}
