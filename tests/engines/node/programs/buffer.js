// deno-lint-ignore-file
const b = Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]);
console.log(
  b.readUInt16LE(0),
  b.readUInt16BE(0),
  b.readInt32LE(0),
  b.readDoubleLE(0),
  b.readBigUInt64LE(0),
  b.readUIntBE(0, 3),
  b.readInt8(7),
  b.readFloatBE(0),
);
const w = Buffer.alloc(16);
w.writeUInt32BE(0xdeadbeef, 0);
w.writeInt16LE(-2, 4);
w.writeDoubleBE(1.5, 8);
console.log(w, w.toString("hex"));
for (
  const f of [
    () => b.readUInt16LE(7),
    () => w.writeUInt8(256, 0),
    () => w.writeInt8(-129),
    () => Buffer.from(5),
    () => Buffer.alloc("5"),
    () => Buffer.from("x", "nope"),
    () => b.readInt32LE(6),
    () => b.readInt8(1.5),
    () => w.writeUInt32LE(2 ** 32),
    () => Buffer.concat("x"),
    () => b.toString("bad"),
    () => Buffer.from(null),
    () => Buffer.byteLength(5),
  ]
) {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
}
console.log(
  Buffer.from("ff", "hex"),
  Buffer.from("zz", "hex"),
  Buffer.from("aGVsbG8", "base64").toString(),
  Buffer.from("a-_b", "base64url"),
  Buffer.from("héé", "latin1"),
  Buffer.from("hi", "utf16le"),
  Buffer.from("hi", "ucs2").toString("utf16le"),
  Buffer.from("abc", "ascii"),
);
console.log(
  b.slice(2, 4),
  b.subarray(-2),
  b.indexOf(3),
  b.includes(9),
  b.lastIndexOf(8),
  Buffer.from("abcabc").indexOf("ca"),
  Buffer.from("abcabc").lastIndexOf("abc"),
  b.equals(Buffer.from(b)),
  Buffer.compare(b, w),
);
console.log(
  JSON.stringify({ b: Buffer.from("x") }),
  [...Buffer.from("ab").entries()],
  Buffer.from("abc").map((x) => x + 1),
  Buffer.from("abc").reverse().toString(),
  Buffer.isBuffer(new Uint8Array(1)),
  Buffer.isEncoding("UTF-8"),
  Buffer.concat([b, w], 3),
  Buffer.from("abc").fill("xy").toString(),
  Buffer.alloc(5, "ab").toString(),
);
console.log(
  Buffer.from("€uro").toString("utf8", 0, 3),
  Buffer.from("test").write("ab", 1),
  b.swap16(),
  Buffer.from(new Uint16Array([1, 256]).buffer),
  Buffer.of(1, 2),
  Buffer.from({ length: 2, 0: 1, 1: 2 }),
  Buffer.from(Buffer.from("a").toJSON()),
);
const c = Buffer.from("hello");
const t = Buffer.alloc(3);
console.log(
  c.copy(t, 0, 1),
  t.toString(),
  c.at(-1),
  c.length,
  c.byteLength,
  c.buffer instanceof ArrayBuffer,
  c.toString("base64url"),
  c.toString("binary"),
  `${c}`,
  c + "",
  c instanceof Uint8Array,
  Object.prototype.toString.call(c),
  c.constructor.name,
);
console.log(
  Buffer.alloc(60),
  Buffer.from("abc").toLocaleString(),
  Buffer.from("00ff", "hex").readUInt8(1),
  Buffer.from("a").compare(Buffer.from("b")),
  require("buffer").constants.MAX_LENGTH > 0,
);
console.log(
  { b: Buffer.from("x"), list: [Buffer.from("y")] },
  Buffer.from("😀").length,
  Buffer.from("😀").toString("utf8", 0, 2),
  Buffer.from([0xc3]).toString(),
);
