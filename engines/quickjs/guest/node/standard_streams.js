// Standard input, output and error as streams. An internal module.

function makeOutput(fd, { require, write }) {
  const { Writable } = require("stream");
  const { StringDecoder } = require("string_decoder");
  const decoder = new StringDecoder("utf8");
  const stream = new Writable({
    decodeStrings: false,
    autoDestroy: false,
    write(chunk, _encoding, callback) {
      write(fd, typeof chunk === "string" ? chunk : decoder.write(chunk));
      callback();
    },
  });
  const { write: writeLater } = stream;
  // At once, as where standard output is a file: what is written comes before what `console.log` writes later.
  stream.write = function (chunk, encoding, callback) {
    const done = typeof encoding === "function" ? encoding : callback;
    if (typeof chunk === "string" && !this.writableEnded && !this.destroyed) {
      write(fd, chunk);
    } else if (
      chunk instanceof Uint8Array && !this.writableEnded && !this.destroyed
    ) {
      write(fd, decoder.write(chunk));
    } else return writeLater.call(this, chunk, encoding, callback);
    if (typeof done === "function") queueMicrotask(() => done());
    return true;
  };
  for (const name of ["destroy", "destroySoon"]) stream[name] = () => stream;
  return Object.assign(stream, {
    fd,
    _type: "pipe",
    isTTY: false,
    hasColors: () => false,
    getColorDepth: () => 1,
    getWindowSize: () => [80, 24],
    clearLine: (_direction, callback) => (callback?.(), true),
    cursorTo: (_x, _y, callback) => (callback?.(), true),
    moveCursor: (_x, _y, callback) => (callback?.(), true),
    clearScreenDown: (callback) => (callback?.(), true),
  });
}

function makeInput({ require, readInput }) {
  const { Readable } = require("stream");
  const { Buffer } = require("buffer");
  const stream = new Readable({
    read() {
      readInput().then((text) => {
        this.push(text === null ? null : Buffer.from(text));
      }, (error) => this.destroy(error));
    },
  });
  return Object.assign(stream, {
    fd: 0,
    isTTY: false,
    isRaw: false,
    setRawMode() {
      return this;
    },
    ref() {
      return this;
    },
    unref() {
      return this;
    },
  });
}

export function make(node) {
  return {
    "internal/standard_streams": {
      stdin: () => makeInput(node),
      stdout: () => makeOutput(1, node),
      stderr: () => makeOutput(2, node),
    },
  };
}
