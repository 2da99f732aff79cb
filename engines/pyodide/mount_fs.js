// Directories of the host's as a file system of Emscripten's.

import { MountHost } from "./mount_host.js";
import { replaceLookups } from "./mount_lookups.js";
import { MountNodes } from "./mount_nodes.js";
import {
  attributeOps,
  contentOps,
  directoryOps,
  handleOps,
} from "./mount_operations.js";

/**
 * @import { MountGrant } from "../../core/protocol.ts"
 * @import { EmscriptenFs } from "./emscripten_fs.ts"
 * @import { Host } from "./mount_host.js"
 */

/** The first of the device numbers of mounts, by which `os.path.ismount` tells them from what surrounds them. */
const FIRST_DEVICE = 100;

/**
 * Mounts what is granted.
 *
 * @before-guest it is done when a guest is opened, before its first run
 * @param {EmscriptenFs} FS Emscripten's file system
 * @param {readonly MountGrant[]} mounts The guest paths, and whether they are writable
 * @param {Host} host How the host is asked
 * @returns {number} How many directories were made to mount them at, which are not the guest's
 */
export function mountAll(FS, mounts, host) {
  if (mounts.length === 0) return 0;
  let made = 0;
  const type = newType(FS, host);
  for (const [index, { path, writable }] of mounts.entries()) {
    made += makePlace(FS, path);
    FS.mount(type, { writable, device: FIRST_DEVICE + index }, path);
  }
  return made;
}

/**
 * @before-guest as above
 * @param {EmscriptenFs} FS
 * @param {string} path
 */
function makePlace(FS, path) {
  let made = 0;
  const names = path.split("/").slice(1);
  for (let i = 1; i <= names.length; i++) {
    const above = `/${names.slice(0, i).join("/")}`;
    if (FS.analyzePath(above).exists) continue;
    FS.mkdir(above);
    made++;
  }
  return made;
}

/**
 * @param {EmscriptenFs} FS
 * @param {Host} given
 */
function newType(FS, given) {
  const host = new MountHost(FS, given);
  const nodes = new MountNodes(FS, host);
  const mounts = { FS, host, nodes };
  const ofNodes = attributeOps(mounts);
  const ofHandles = handleOps(mounts, ofNodes);
  nodes.nodeOps = { ...ofNodes, ...directoryOps(mounts) };
  nodes.streamOps = { ...ofHandles, ...contentOps(mounts, ofHandles) };
  replaceLookups(FS, host, nodes);
  return nodes.type;
}
