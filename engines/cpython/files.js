// The files of a sandbox: a tree in memory, with what the host mounts in it. What the host puts there does not count, and
// what the guest makes does.

import { Directory } from "./directory.js";
import { fail } from "./file_errors.js";
import { LinkNode, RegularFile } from "./file_nodes.js";
import { ArchiveFile, DeviceNode } from "./fixed_nodes.js";
import { FileUsage } from "./file_usage.js";
import { serveFileRequest } from "./host_files.js";
import { Mount, MountNode } from "./mounts.js";
import { walk } from "./paths.js";
import { SiteDirectory } from "./site_directory.js";
import { copyNodes, nodesBelow } from "./tree_nodes.js";

/**
 * @import { FileKind } from "../../core/mount_messages.ts"
 * @import { GuestFileReply, GuestFileRequest } from "../../core/protocol.ts"
 * @import { TreeNode } from "./directory.js"
 * @import { DeviceName } from "./fixed_nodes.js"
 * @import { FileCaps } from "./file_usage.js"
 * @import { Tell } from "./mounts.js"
 * @import { Site } from "../python/packed_site.js"
 */

/** @type {readonly (readonly [name: string, device: DeviceName])[]} */
const DEVICES = [
  ["null", "null"],
  ["zero", "zero"],
  ["random", "random"],
  ["urandom", "random"],
  ["stdin", "stdin"],
  ["stdout", "stdout"],
  ["stderr", "stderr"],
];

/** The files of a sandbox. */
export class FileTree {
  #usage;
  #root;
  #mounts = 0;
  /**
   * Standard input, output and error, by their descriptors.
   *
   * @type {readonly DeviceNode[]}
   */
  #standard;

  /** @param {FileTree} [original] What it is a copy of */
  constructor(original) {
    const usage = new FileUsage();
    this.#usage = usage;
    if (original === undefined) {
      this.#root = new Directory(usage);
      this.#standard = /** @type {const} */ (["stdin", "stdout", "stderr"])
        .map((name) => new DeviceNode(usage, name));
      return;
    }
    const theirs = original.#usage;
    usage.lastNumber = theirs.lastNumber;
    usage.now = theirs.now;
    this.#standard = original.#standard;
    this.#mounts = original.#mounts;
    this.#root = copyNodes(original.#root, theirs.nameless, usage);
    usage.bytes = theirs.bytes;
    usage.names = theirs.names;
    usage.caps = theirs.caps;
  }

  /** The root. */
  get root() {
    return this.#root;
  }

  /** What the guest's files take, and how much they may. */
  get usage() {
    return this.#usage;
  }

  /**
   * The nodes that changed since the set was cleared, and still have a name.
   *
   * @returns {Set<TreeNode>}
   */
  get changed() {
    return this.#usage.changed;
  }

  get standard() {
    return this.#standard;
  }

  /**
   * What is at a path, links followed, or nothing.
   *
   * @param {string} path Absolute
   * @returns {TreeNode | undefined}
   */
  find(path) {
    const relative = path.replace(/^\/+/, "");
    if (relative === "") return this.#root;
    const root = this.#root;
    const base = { at: root, within: root, root };
    return walk(base, relative, { follow: true }).node;
  }

  /**
   * Makes a directory and those above it, as far as they are missing.
   *
   * @param {string} path Absolute
   * @returns {Directory}
   */
  makeDirectories(path) {
    let at = this.#root;
    for (const name of path.split("/")) {
      if (name === "") continue;
      const node = at.lookup(name) ??
        at.give(name, new Directory(this.#usage)).node;
      if (node.type !== "directory") return fail("ENOTDIR");
      at = node;
    }
    return at;
  }

  /**
   * Puts a file that cannot be changed somewhere. The bytes are not copied.
   *
   * @param {string} path Absolute
   * @param {Uint8Array} bytes They may lie in shared memory
   */
  addArchive(path, bytes) {
    this.#put(path, new ArchiveFile(this.#usage, bytes));
  }

  /**
   * Puts packages that cannot be changed somewhere. The bytes are not copied.
   *
   * @param {string} path Absolute
   * @param {Site} site
   */
  addSite(path, site) {
    const usage = this.#usage;
    const firstNumber = usage.lastNumber + 1;
    usage.lastNumber += site.count;
    const part = { site, folder: site.root, firstNumber, time: usage.now() };
    this.#put(path, new SiteDirectory(usage, part));
  }

  /**
   * Puts a file that the guest may change somewhere. The bytes are copied.
   *
   * @param {string} path Absolute
   * @param {Uint8Array} bytes
   */
  addFile(path, bytes) {
    const file = new RegularFile(this.#usage);
    file.fill(bytes);
    this.#put(path, file);
  }

  /** Puts the devices below `/dev`. */
  addDevices() {
    for (const [name, device] of DEVICES) {
      const standard = this.#standard.find((node) => node.device === device);
      const node = standard ?? new DeviceNode(this.#usage, device);
      this.#put(`/dev/${name}`, node);
    }
    this.freeze("/dev");
  }

  /**
   * Mounts a directory of the host's.
   *
   * @param {string} path Absolute, as the host knows it
   * @param {Tell} tell
   */
  addMount(path, tell) {
    const mount = new Mount(path, { tell, index: this.#mounts++ });
    const above = this.#directoryOf(path);
    const node = new MountNode(mount, { path, kind: "directory", above });
    this.#put(path, node);
  }

  /**
   * Has nothing made, removed or renamed in a directory and those below.
   *
   * @param {string} path Absolute
   */
  freeze(path) {
    const waiting = [this.makeDirectories(path)];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      at.readOnly = true;
      for (const { node } of at.entries.values()) {
        if (node.type === "directory" && !node.isFixed) waiting.push(node);
      }
    }
  }

  /**
   * Leaves what is at a path out of the host's lists.
   *
   * @param {string} path Absolute
   */
  hide(path) {
    const node = this.find(path);
    if (node !== undefined) node.hidden = true;
  }

  /**
   * Begins to count: what is there does not.
   *
   * @param {FileCaps} caps
   */
  limit(caps) {
    for (const { node, entry } of nodesBelow(this.#root, { fixed: false })) {
      if (entry !== undefined) entry.counts = false;
      if (node instanceof RegularFile || node instanceof LinkNode) node.give();
    }
    this.#usage.bytes = this.#usage.names = 0;
    this.#usage.caps = { ...caps };
    this.#usage.changed.clear();
  }

  /**
   * Copies the tree. Both are independent from then on; the bytes of a file are copied when one of them changes it. No
   * node of the copy counts as changed.
   */
  clone() {
    return new FileTree(this);
  }

  /**
   * Finds the nodes of these numbers, those included that have no name any more.
   *
   * @param {ReadonlySet<number>} numbers
   * @returns {Map<number, TreeNode>}
   */
  findNumbers(numbers) {
    /** @type {Map<number, TreeNode>} */
    const found = new Map();
    if (numbers.size === 0) return found;
    for (const node of [...this.#standard, ...this.#usage.nameless]) {
      if (numbers.has(node.number)) found.set(node.number, node);
    }
    for (const { node } of nodesBelow(this.#root)) {
      if (numbers.has(node.number)) found.set(node.number, node);
      if (found.size === numbers.size) break;
    }
    return found;
  }

  /**
   * What a path of a mount stands for, as far as there is one.
   *
   * @param {string} path As the host knows it
   * @param {FileKind} kind
   * @returns {MountNode | undefined}
   */
  findMounted(path, kind) {
    for (const { node } of nodesBelow(this.#root)) {
      if (node.type !== "mount") continue;
      if (path === node.path) return node;
      if (!path.startsWith(`${node.path}/`)) continue;
      return new MountNode(node.mount, { path, kind, above: node.above });
    }
    return undefined;
  }

  /** Frees the nodes that have no name and are not open, which only a copy has. */
  freeUnused() {
    for (const node of [...this.#usage.nameless]) {
      if (node.type === "mount" || node.type === "device") continue;
      node.retain();
      node.release();
    }
  }

  /**
   * Carries out what the host asks of the files below `/work`.
   *
   * @param {GuestFileRequest} request
   * @param {Uint8Array} [bytes] What is written
   * @returns {GuestFileReply}
   */
  serve(request, bytes) {
    return serveFileRequest(this, request, bytes);
  }

  /**
   * @param {string} path
   * @param {TreeNode} node
   */
  #put(path, node) {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const directory = this.#directoryOf(path);
    const present = directory.entries.get(name);
    if (present !== undefined) {
      const isEmpty = present.node.type === "directory" &&
        present.node.entries.size === 0;
      if (!isEmpty) fail("EEXIST");
      directory.take(present);
    }
    directory.give(name, node);
  }

  /** @param {string} path */
  #directoryOf(path) {
    return this.makeDirectories(path.slice(0, path.lastIndexOf("/")));
  }
}
