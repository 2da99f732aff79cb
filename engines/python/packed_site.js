// The packages of guests: what lies below `site-packages`, packed as `core/packed_files.ts` does it. The index becomes a tree
// of folders once in a worker; the bytes stay where they are.

/**
 * @typedef {object} SiteFile
 * @property {"file"} type
 * @property {number} number
 * @property {number} at Where its bytes begin.
 * @property {number} size
 *
 * @typedef {object} SiteFolder
 * @property {"folder"} type
 * @property {number} number
 * @property {Map<string, SiteItem>} items What is in it, by name.
 *
 * @typedef {SiteFile | SiteFolder} SiteItem
 *
 * @typedef {object} Site
 * @property {Uint8Array} bytes What the files are parts of; it may lie in shared memory.
 * @property {SiteFolder} root
 * @property {number} count How many items there are. They are numbered from 0, the root.
 */

/** Where the index begins: behind its length. */
const INDEX_AT = 4;

/**
 * Reads the index of packed files.
 *
 * @before-guest it is done while the worker starts
 * @param {Uint8Array} packed
 */
export function readPackedIndex(packed) {
  const view = new DataView(packed.buffer, packed.byteOffset);
  let at = INDEX_AT + view.getUint32(0, true);
  // A copy, as shared memory is not decoded.
  const index = packed.slice(INDEX_AT, at);
  /** @type {[path: string, bytes: number][]} */
  const sizes = JSON.parse(new TextDecoder().decode(index));
  /** @type {[path: string, at: number, size: number][]} */
  const found = [];
  for (const [path, size] of sizes) {
    found.push([path, at, size]);
    at += size;
  }
  return found;
}

/**
 * Bytes in memory that only this worker has. In a thread, the packages lie in memory that all sandboxes share. A guest of
 * Pyodide that got hold of it could change the packages of all others; so it gets a copy.
 *
 * @before-guest as above
 * @param {ArrayBufferLike} buffer
 * @returns {Uint8Array}
 */
export function toOwnBytes(buffer) {
  const bytes = new Uint8Array(buffer);
  return buffer instanceof ArrayBuffer ? bytes : bytes.slice();
}

/**
 * Opens packed packages.
 *
 * @before-guest as above
 * @param {Uint8Array} packed
 * @returns {Site}
 */
export function openSite(packed) {
  /** @type {SiteFolder} */
  const root = { type: "folder", number: 0, items: new Map() };
  let count = 1;
  for (const [path, at, size] of readPackedIndex(packed)) {
    const names = path.split("/");
    const name = names.pop() ?? "";
    let folder = root;
    for (const above of names) {
      const known = folder.items.get(above);
      if (known?.type === "file") throw clash(path);
      folder = known ?? addFolder(folder, above, count++);
    }
    if (folder.items.has(name)) throw clash(path);
    folder.items.set(name, { type: "file", number: count++, at, size });
  }
  return { bytes: packed, root, count };
}

/**
 * Finds a file of packages.
 *
 * @before-guest as above
 * @param {Site} site
 * @param {string} path
 * @returns {Uint8Array<ArrayBuffer> | undefined} Its bytes
 */
export function findSiteFile({ bytes, root }, path) {
  /** @type {SiteItem | undefined} */
  let item = root;
  for (const name of path.split("/")) {
    item = item?.type === "folder" ? item.items.get(name) : undefined;
  }
  // A copy, as WebAssembly takes no shared memory.
  return item?.type === "file"
    ? bytes.slice(item.at, item.at + item.size)
    : undefined;
}

/**
 * Lists the files of packages.
 *
 * @before-guest as above
 * @param {SiteFolder} folder
 * @param {string} [above]
 * @returns {string[]} Their paths
 */
export function listSite({ items }, above = "") {
  /** @type {string[]} */
  const paths = [];
  for (const [name, item] of items) {
    if (item.type === "file") paths.push(above + name);
    else paths.push(...listSite(item, `${above}${name}/`));
  }
  return paths;
}

/**
 * @before-guest as above
 * @param {SiteFolder} folder
 * @param {string} name
 * @param {number} number
 */
function addFolder(folder, name, number) {
  /** @type {SiteFolder} */
  const added = { type: "folder", number, items: new Map() };
  folder.items.set(name, added);
  return added;
}

/**
 * @before-guest as above
 * @param {string} path
 */
function clash(path) {
  return new TypeError(`The packages have two files at ${path}`);
}
