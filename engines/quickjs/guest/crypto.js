// The web's `crypto`, as far as randomness goes. Loaded when the guest first looks at it.
(function (random) {
  "use strict";

  const { floor } = Math;

  function fillRandom(array) {
    const isView = ArrayBuffer.isView(array);
    if (!isView) throw new TypeError("getRandomValues takes an integer array");
    if (array.byteLength > 65536) {
      throw new RangeError("getRandomValues fills at most 65536 bytes");
    }
    const bytes = new Uint8Array(
      array.buffer,
      array.byteOffset,
      array.byteLength,
    );
    for (let i = 0; i < bytes.length; i++) bytes[i] = floor(random() * 256);
    return array;
  }

  function hex(bytes, from, to) {
    let text = "";
    for (let i = from; i < to; i++) {
      text += "0123456789abcdef"[bytes[i] >> 4] +
        "0123456789abcdef"[bytes[i] & 15];
    }
    return text;
  }

  return {
    getRandomValues: fillRandom,
    randomUUID: () => {
      const bytes = fillRandom(new Uint8Array(16));
      bytes[6] = (bytes[6] & 0x0f) | 0x40;
      bytes[8] = (bytes[8] & 0x3f) | 0x80;
      return [[0, 4], [4, 6], [6, 8], [8, 10], [10, 16]].map(([from, to]) =>
        hex(bytes, from, to)
      ).join("-");
    },
  };
});
