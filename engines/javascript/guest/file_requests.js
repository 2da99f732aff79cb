// What the host requests of the guest's files between runs; paths are relative to /work.

import { LIST_CHARS, LIST_FILES } from "../../worker/shared_values.js";
import { $Uint8Array } from "./latin1.js";
import { codeOf, fail } from "./fs/errors.js";
import { operations } from "./fs/operations.js";
import { isMounted, memory } from "./guest_files.js";
import { paths } from "./paths.js";

/**
 * @import { GuestFileRequest } from "../../../core/protocol.ts"
 *
 * @typedef {GuestFileRequest | { op: "begin" | "changed", path?: undefined }} FileRequest
 *
 * @typedef {object} FileReply
 * @property {number} [bytes]
 * @property {boolean} [changed]
 * @property {readonly Entry[]} [entries]
 * @property {number | undefined} [next]
 *
 * @typedef {[path: string, bytes: number]} Entry
 */

const { parse: parseJson, stringify } = JSON;
const WORK = "/work";

/**
 * @param {readonly Entry[]} entries
 * @param {number} from
 * @returns {FileReply}
 */
function page(entries, from) {
  /** @type {Entry[]} */
  const some = [];
  let chars = 0;
  for (let at = from; at < entries.length; at++) {
    chars += entries[at][0].length;
    if (some.length >= LIST_FILES || chars > LIST_CHARS) break;
    some.push(entries[at]);
  }
  const next = from + some.length;
  return { entries: some, next: next < entries.length ? next : undefined };
}

/**
 * @param {string} path
 * @param {number} offset
 * @param {Uint8Array} bytes
 */
export function write(path, offset, bytes) {
  if (offset > 0) return memory.backend.write(path, bytes, offset);
  operations.mkdir(paths.dirname(path), { recursive: true });
  operations.writeFile(path, bytes);
}

/**
 * @param {string} path
 * @param {{ offset: number, length: number }} piece
 * @returns {[FileReply, ArrayBuffer]}
 */
export function read(path, { offset, length }) {
  const { size, kind } = memory.backend.stat(path);
  if (kind === "directory") fail("EISDIR");
  return [{ bytes: size }, memory.backend.read(path, offset, length).buffer];
}

/**
 * @param {FileRequest} request
 * @param {ArrayBuffer} buffer
 * @returns {[FileReply, ArrayBuffer | null]}
 */
function act(request, buffer) {
  const path = `${WORK}/${"path" in request ? request.path : ""}`;
  // The host has these itself, and does not answer between runs.
  if (isMounted(path)) fail("EACCES");
  switch (request.op) {
    case "read":
      return read(path, request);
    case "write":
      write(path, request.offset, new $Uint8Array(buffer));
      return [{}, null];
    case "list":
      return [page(memory.list(request.path), request.from), null];
    case "changes":
      return [page(memory.changes(), request.from), null];
    case "remove":
      operations.rm(path, { recursive: true });
      return [{}, null];
    case "begin":
      memory.clearChanges();
      return [{}, null];
    case "changed":
      return [
        { changed: memory.hasChanges() && memory.changes().length > 0 },
        null,
      ];
  }
}

/**
 * Does what the host requests: `[answer, bytes]`, the first as JSON.
 *
 * @param {string} request
 * @param {ArrayBuffer} buffer
 * @returns {[string, ArrayBuffer | null]}
 */
export function serve(request, buffer) {
  try {
    const [answer, bytes] = act(parseJson(request), buffer);
    return [stringify(answer), bytes];
  } catch (thrown) {
    return [stringify({ error: codeOf(thrown) ?? "ENOMEM" }), null];
  }
}
