// What `fs` does with whole files by descriptors and devices.

import { encodings } from "../encodings.js";
import {
  Buffer,
  deviceOf,
  DEVICES,
  find,
  fs,
  node,
  readAllInput,
  toBytes,
  writeSync,
} from "./fs_open_files.js";

/** @import { FileOptions } from "./fs_open_files.js" */

/**
 * What is read where a descriptor or a device stands for a path.
 *
 * @param {unknown} target
 * @param {string | FileOptions} [options]
 */
export function readFile(target, options) {
  const encoding = typeof options === "string" ? options : options?.encoding;
  const device = typeof target === "string"
    ? DEVICES[target]
    : deviceOf(target);
  let bytes;
  if (device === 0) bytes = readAllInput();
  else if (device !== undefined) bytes = Buffer.alloc(0);
  else {
    const file = find(target, "read");
    bytes = fs.readFileSync(file.path).subarray(file.position);
    file.position += bytes.length;
  }
  return encoding && encoding !== "buffer" ? bytes.toString(encoding) : bytes;
}

/**
 * @param {unknown} target
 * @param {unknown} data
 * @param {string | FileOptions} [options]
 */
export function writeFile(target, data, options) {
  const encoding = typeof options === "string" ? options : options?.encoding;
  const device = typeof target === "string"
    ? DEVICES[target]
    : deviceOf(target);
  const bytes = toBytes(
    typeof data === "number" || typeof data === "boolean" ? `${data}` : data,
    encoding,
  );
  if (device > 0) node.write(device, encodings.decode(bytes));
  else if (device === undefined) writeSync(target, bytes);
}

/** @param {unknown} fd */
export function fstatSync(fd) {
  if (deviceOf(fd) !== undefined) {
    const stat = fs.statSync("/work");
    return Object.assign(Object.create(stat), {
      size: 0,
      mode: 0o10600,
      isFile: () => false,
      isDirectory: () => false,
      isFIFO: () => true,
      isCharacterDevice: () => false,
    });
  }
  return fs.statSync(find(fd, "fstat").path);
}

/**
 * @param {unknown} fd
 * @param {number} [length]
 */
export function ftruncateSync(fd, length = 0) {
  fs.truncateSync(find(fd, "ftruncate").path, length);
}
