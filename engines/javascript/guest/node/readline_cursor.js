// What moves a cursor: standard output of a sandbox is no terminal, but takes the sequences.

/** @import { WritableObject } from "./node.d.ts" */

/** What moves a cursor: standard output of a sandbox is no terminal, but takes the sequences. */
export function cursorFunctions() {
  /**
   * @param {WritableObject | undefined} stream
   * @param {string} text
   * @param {unknown} callback
   */
  const send = (stream, text, callback) => {
    stream?.write?.(text);
    // A cast, as it can be called.
    if (typeof callback === "function") {
      queueMicrotask(/** @type {() => void} */ (callback));
    }
    return true;
  };
  return {
    /**
     * @param {WritableObject} stream
     * @param {number} direction
     * @param {unknown} [callback]
     */
    clearLine: (stream, direction, callback) =>
      send(
        stream,
        `\x1b[${direction < 0 ? 1 : direction > 0 ? 0 : 2}K`,
        callback,
      ),
    /**
     * @param {WritableObject} stream
     * @param {unknown} [callback]
     */
    clearScreenDown: (stream, callback) => send(stream, "\x1b[0J", callback),
    /**
     * @param {WritableObject} stream
     * @param {number} x
     * @param {unknown} [y]
     * @param {unknown} [callback]
     */
    cursorTo: (stream, x, y, callback) =>
      send(
        stream,
        typeof y === "number" ? `\x1b[${y + 1};${x + 1}H` : `\x1b[${x + 1}G`,
        typeof y === "function" ? y : callback,
      ),
    /**
     * @param {WritableObject} stream
     * @param {number} dx
     * @param {number} dy
     * @param {unknown} [callback]
     */
    moveCursor: (stream, dx, dy, callback) =>
      send(
        stream,
        (dx > 0 ? `\x1b[${dx}C` : dx < 0 ? `\x1b[${-dx}D` : "") +
          (dy > 0 ? `\x1b[${dy}B` : dy < 0 ? `\x1b[${-dy}A` : ""),
        callback,
      ),
    emitKeypressEvents() {},
  };
}
