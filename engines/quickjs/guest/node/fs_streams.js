// Streams of files. An internal module.

export function make({ require }) {
  const { Readable, Writable } = require("stream");
  const { Buffer } = require("buffer");

  function createReadStream(path, given) {
    const options = typeof given === "string"
      ? { encoding: given }
      : given ?? {};
    const fs = require("fs");
    let bytes;
    let at = options.start ?? 0;
    let isOpen = false;
    const stream = new Readable({
      ...options,
      highWaterMark: options.highWaterMark ?? 65_536,
      read(count) {
        try {
          if (!isOpen) {
            isOpen = true;
            bytes = fs.readFileSync(options.fd ?? path);
            bytes = bytes.subarray(0, (options.end ?? Infinity) + 1);
            stream.emit("open", 3);
            stream.emit("ready");
          }
        } catch (error) {
          return stream.destroy(error);
        }
        const piece = bytes.subarray(at, at + count);
        at += piece.length;
        stream.bytesRead += piece.length;
        stream.push(piece.length === 0 ? null : Buffer.from(piece));
      },
    });
    return Object.assign(stream, {
      path,
      bytesRead: 0,
      fd: null,
      close: (done) => {
        if (done) stream.once("close", done);
        stream.destroy();
      },
    });
  }

  function createWriteStream(path, given) {
    const options = typeof given === "string"
      ? { encoding: given }
      : given ?? {};
    const fs = require("fs");
    const flag = options.flags ?? "w";
    let isOpen = false;
    const open = () => {
      if (isOpen) return;
      isOpen = true;
      if (flag.startsWith("w") || flag.startsWith("a")) {
        fs.writeFileSync(path, "", { flag });
      }
      stream.emit("open", 3);
      stream.emit("ready");
    };
    const stream = new Writable({
      ...options,
      write(chunk, _encoding, callback) {
        try {
          open();
          fs.appendFileSync(path, chunk);
          stream.bytesWritten += chunk.length;
          callback();
        } catch (error) {
          callback(error);
        }
      },
      final(callback) {
        try {
          open();
          callback();
        } catch (error) {
          callback(error);
        }
      },
    });
    queueMicrotask(() => {
      if (isOpen || stream.destroyed) return;
      try {
        open();
      } catch (error) {
        stream.destroy(error);
      }
    });
    return Object.assign(stream, {
      path,
      bytesWritten: 0,
      fd: null,
      close: (done) => {
        if (done) stream.once("close", done);
        stream.end();
      },
    });
  }
  return { "internal/fs_streams": { createReadStream, createWriteStream } };
}
