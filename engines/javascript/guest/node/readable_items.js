// The chunks of a stream one by one.

import { nodeError } from "./errors.js";

/** @import { Chunk, ReadableObject } from "./node.d.ts" */

/**
 * The chunks of a stream, in order.
 *
 * @param {ReadableObject} stream
 * @param {boolean} destroysOnReturn
 * @returns {AsyncGenerator<Chunk, void>}
 */
export async function* iterate(stream, destroysOnReturn) {
  /** @type {(value?: unknown) => void} */
  let wake = () => {};
  /** @type {{ error: unknown } | undefined} */
  let failure;
  let isClosed = false;
  const onReadable = () => wake();
  /** @param {unknown} error */
  const onError = (error) => {
    failure = { error };
    wake();
  };
  const onClose = () => {
    isClosed = true;
    wake();
  };
  stream.on("readable", onReadable);
  stream.on("error", onError);
  stream.on("end", onClose);
  stream.on("close", onClose);
  let isDone = false;
  try {
    for (;;) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) yield chunk;
      else if (failure !== undefined) throw failure.error;
      else if (stream.errored) throw stream.errored;
      else if (stream._readableState.endEmitted || isClosed) {
        isDone = true;
        if (!stream._readableState.endEmitted) throw premature();
        return;
      } else await new Promise((resolve) => wake = resolve);
    }
  } finally {
    stream.removeListener("readable", onReadable);
    stream.removeListener("end", onClose);
    stream.removeListener("close", onClose);
    if (isDone || !destroysOnReturn) stream.removeListener("error", onError);
    else stream.destroy();
  }
}

/** What a stream that closed too early fails with. */
export function premature() {
  return nodeError(Error, "ERR_STREAM_PREMATURE_CLOSE", "Premature close");
}
