// Counts the in-memory file system against the guest's memory limit: what files hold lies in buffers of JavaScript's,
// which neither the cap of linear memory nor that of the heap knows of.

import { cap, memoryBytes } from "./interpreter.js";

/** The error number of "No space left on device" in this Emscripten. */
const ENOSPC = 51;

/**
 * Limits what files may hold, together with linear memory, to the cap.
 *
 * @param FS Emscripten's file system
 */
export function limitFiles(FS) {
  const { MEMFS } = FS.filesystems;
  const streamOps = MEMFS.ops_table.file.stream;
  let held = count(FS);

  /** Lets an operation through that needs so many bytes in a node, if there is room; counts what it really took. */
  function within(node, neededBytes, operate) {
    const before = sizeOf(node);
    const more = neededBytes - before;
    if (more > 0 && held + more + memoryBytes() > cap.bytes) {
      // What was deleted meanwhile has not been taken off.
      held = count(FS);
      if (held + more + memoryBytes() > cap.bytes) {
        throw new FS.ErrnoError(ENOSPC);
      }
    }
    const result = operate();
    held += sizeOf(node) - before;
    return result;
  }

  for (const name of ["expandFileStorage", "resizeFileStorage"]) {
    const operate = MEMFS[name].bind(MEMFS);
    MEMFS[name] = (node, bytes) =>
      within(node, bytes, () => operate(node, bytes));
  }
  const write = streamOps.write;
  streamOps.write = MEMFS.stream_ops.write = (
    stream,
    buffer,
    offset,
    length,
    position,
    canOwn,
  ) =>
    within(
      stream.node,
      length === 0 ? 0 : position + length,
      () => write(stream, buffer, offset, length, position, canOwn),
    );
}

function sizeOf(node) {
  const { contents } = node;
  return ArrayBuffer.isView(contents) ? contents.length : 0;
}

/** What all files hold, those included that are deleted but open. */
function count(FS) {
  const seen = new Set();
  const waiting = [FS.root, ...FS.streams.map((stream) => stream?.node)];
  let bytes = 0;
  for (
    let node = waiting.pop();
    waiting.length > 0 || node !== undefined;
    node = waiting.pop()
  ) {
    if (node === undefined || node === null || seen.has(node)) continue;
    seen.add(node);
    if (node.mounted !== undefined && node.mounted !== null) {
      waiting.push(node.mounted.root);
    }
    if (FS.isDir(node.mode)) {
      waiting.push(...Object.values(node.contents ?? {}));
    } else bytes += sizeOf(node);
  }
  return bytes;
}
