// The snapshot of an interpreter's memory: the pages that are not empty, and the standard library's archive.
//
// Layout, after the header that the host adds and checks: 32-bit length of a JSON index, the index, the archive, the
// pages. The index is { config, memoryBytes, archiveBytes, runs: [[firstPage, pages], …] }.

/**
 * @typedef {[first: number, count: number]} PageRun Pages that follow each other.
 *
 * @typedef {{ config: object, memoryBytes: number, archiveBytes: number, runs: PageRun[] }} SnapshotIndex
 *
 * @typedef {object} SnapshotConfig What Pyodide needs beside the memory.
 * @property {number} knownHashes What `noteKnownHashes` returned.
 * @property {import("./stack_charge.js").ChargedFunctions} charged What `findCharged` returned.
 * @property {number[]} zoneNames Where C has the names of standard and summer time.
 * @property {import("../pyodide/library_linker.js").LinkNotes} [links] The libraries of packages, if there are any.
 *
 * @typedef {object} OpenedSnapshot
 * @property {Uint8Array<ArrayBuffer>} archive The archive of the standard library.
 * @property {number} memoryBytes How much linear memory it was made of.
 * @property {SnapshotConfig} config
 * @property {(memory: WebAssembly.Memory) => SnapshotConfig} restore Fills fresh linear memory of this size; once.
 */

const PAGE_BYTES = 4096;

/**
 * Packs memory into a snapshot.
 *
 * @param {Uint8Array} memory
 * @param {Uint8Array} archive The archive of the standard library
 * @param {object} config What the engine needs beside them
 */
export function pack(memory, archive, config) {
  const runs = findRuns(memory);
  const index = new TextEncoder().encode(JSON.stringify({
    config,
    memoryBytes: memory.byteLength,
    archiveBytes: archive.byteLength,
    runs,
  }));
  const pages = runs.reduce((sum, [, count]) => sum + count, 0);
  const snapshot = new Uint8Array(
    4 + index.byteLength + archive.byteLength + pages * PAGE_BYTES,
  );
  new DataView(snapshot.buffer).setUint32(0, index.byteLength);
  snapshot.set(index, 4);
  snapshot.set(archive, 4 + index.byteLength);
  let at = 4 + index.byteLength + archive.byteLength;
  for (const [first, count] of runs) {
    snapshot.set(
      memory.subarray(first * PAGE_BYTES, (first + count) * PAGE_BYTES),
      at,
    );
    at += count * PAGE_BYTES;
  }
  return snapshot;
}

/** @param {Uint8Array} memory */
function findRuns(memory) {
  const words = new Float64Array(memory.slice().buffer);
  const wordsPerPage = PAGE_BYTES / 8;
  /** @type {PageRun[]} */
  const runs = [];
  for (let page = 0; page * PAGE_BYTES < memory.byteLength; page++) {
    if (isEmpty(words, page * wordsPerPage, wordsPerPage)) continue;
    const last = runs.at(-1);
    if (last !== undefined && last[0] + last[1] === page) last[1]++;
    else runs.push([page, 1]);
  }
  return runs;
}

/**
 * @param {Float64Array} words
 * @param {number} from
 * @param {number} count
 */
function isEmpty(words, from, count) {
  // Compared by identity of bits: -0 is not 0 here.
  for (let i = from; i < from + count; i++) {
    if (!Object.is(words[i], 0)) return false;
  }
  return true;
}

/**
 * Opens a snapshot, which may be restored any number of times.
 *
 * @param {ArrayBufferLike} buffer What the snapshot lies in
 * @param {number} at Where in it the snapshot begins
 */
export function openSnapshot(buffer, at) {
  const bytes = new Uint8Array(buffer, at);
  const indexBytes = new DataView(buffer, at).getUint32(0);
  /** @type {SnapshotIndex} By `pack`. */
  const index = JSON.parse(
    new TextDecoder().decode(bytes.slice(4, 4 + indexBytes)),
  );
  const archiveAt = 4 + indexBytes;
  const pagesAt = archiveAt + index.archiveBytes;
  return {
    archive: bytes.subarray(archiveAt, pagesAt),
    config: index.config,
    memoryBytes: index.memoryBytes,
    /**
     * Fills fresh, hence empty, linear memory of the right size.
     *
     * @param {WebAssembly.Memory} memory
     */
    restore(memory) {
      fill(new Uint8Array(memory.buffer), false);
    },
    /**
     * Fills linear memory of the right size that was in use.
     *
     * @param {WebAssembly.Memory} memory
     */
    overwrite(memory) {
      fill(new Uint8Array(memory.buffer), true);
    },
  };

  /**
   * @param {Uint8Array} heap
   * @param {boolean} clears Whether what lies between the pages is not empty
   */
  function fill(heap, clears) {
    let end = 0;
    let next = pagesAt;
    for (const [first, count] of index.runs) {
      const start = first * PAGE_BYTES;
      if (clears) heap.fill(0, end, start);
      end = start + count * PAGE_BYTES;
      heap.set(bytes.subarray(next, next + count * PAGE_BYTES), start);
      next += count * PAGE_BYTES;
    }
    if (clears) heap.fill(0, end);
  }
}

/**
 * Opens a snapshot for restoring, once. In a thread the snapshot is shared with every other sandbox, and a guest of Pyodide
 * that gets hold of it could write what all later ones start from; so nothing that outlives the restoring may lead to it.
 *
 * @param {ArrayBufferLike} buffer What the snapshot lies in
 * @param {number} at Where in it the snapshot begins
 * @returns {OpenedSnapshot}
 */
export function unpack(buffer, at) {
  /** @type {ReturnType<typeof openSnapshot> | undefined} */
  let opened = openSnapshot(buffer, at);
  // A cast, as this is the config of Pyodide's builder.
  const config = /** @type {SnapshotConfig} */ (opened.config);
  return {
    archive: new Uint8Array(opened.archive),
    memoryBytes: opened.memoryBytes,
    config,
    restore(memory) {
      if (opened === undefined) throw new Error("An image is restored once");
      opened.restore(memory);
      opened = undefined;
      return config;
    },
  };
}
