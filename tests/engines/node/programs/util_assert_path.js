// deno-lint-ignore-file
const util = require("util"),
  assert = require("assert"),
  qs = require("querystring"),
  path = require("path"),
  url = require("url"),
  EventEmitter = require("events"),
  { StringDecoder } = require("string_decoder");
console.log(
  util.inspect("a'b"),
  util.inspect([1, [2, [3, [4]]]], { depth: null }),
  util.inspect({ b: 1, a: 2 }, { sorted: true }),
  util.inspect(new Map([["a", { b: 1 }]]), { compact: false }),
);
console.log(
  util.isDeepStrictEqual({ a: [1, new Set([1])] }, { a: [1, new Set([1])] }),
  util.types.isDate(new Date()),
  util.types.isPromise(Promise.resolve()),
  util.types.isRegExp(/x/),
  util.types.isTypedArray(new Uint8Array()),
);
const sleep = util.promisify(setTimeout);
util.promisify((a, cb) => cb(null, a + 1))(1).then((x) =>
  console.log("promisified", x)
);
console.log(util.parseArgs({
  args: ["-f", "--name=bob", "pos", "--no-color"],
  options: {
    f: { type: "boolean", short: "f" },
    name: { type: "string", short: "n" },
    color: { type: "boolean" },
  },
  allowPositionals: true,
  allowNegative: true,
}));
try {
  util.parseArgs({ args: ["--nope"], options: {} });
} catch (e) {
  console.log(e.code, e.message);
}
function Old() {
  EventEmitter.call(this);
}
util.inherits(Old, EventEmitter);
const o = new Old();
o.on("x", function (v) {
  console.log(this === o, v);
});
o.emit("x", 5);
console.log(
  o.listenerCount("x"),
  EventEmitter.listenerCount(o, "x"),
  o.eventNames(),
);
class Custom {
  [util.inspect.custom](depth, opts) {
    return "<custom>";
  }
}
console.log(new Custom(), [new Custom()], util.inspect({ a: new Custom() }));
for (
  const f of [
    () => assert.equal(1, 2),
    () => assert.ok(null, "msg"),
    () =>
      assert.throws(() => {
        throw new TypeError("x");
      }, /y/),
    () => assert.throws(() => {}),
    () => assert.match("abc", /x/),
    () => assert.fail("boom"),
    () => assert.notStrictEqual(1, 1),
    () => assert.deepEqual([1, 2], [1, 3]),
    () => assert.strictEqual("a\nb", "a\nc"),
    () => assert.rejects,
    () => assert.ifError(new Error("e")),
  ]
) {
  try {
    f();
    console.log("no throw");
  } catch (e) {
    console.log(e.name, e.code, JSON.stringify(e.message));
  }
}
assert.rejects(Promise.reject(new Error("r")), { message: "r" }).then(() =>
  console.log("rejects ok")
);
console.log(
  qs.parse("a=1&b=2&a=3&c=%20x+y"),
  qs.stringify({ a: [1, 2], b: "x y", c: true }),
);
console.log(
  path.parse("/home/u/f.txt"),
  path.format({ dir: "/a", base: "b.c" }),
  path.relative("/a/b/c", "/a/d"),
  path.resolve("/x", "../y"),
  path.normalize("/a//b/../c/."),
  path.posix === path,
  path.join("/a", "./b", "..", "c"),
  path.isAbsolute("a"),
  path.extname(".bashrc"),
  path.basename("/a/b.html", ".html"),
  path.sep,
  path.delimiter,
);
console.log(EventEmitter.once.length, EventEmitter.defaultMaxListeners);
const ee = new EventEmitter();
try {
  ee.emit("error", new Error("unheard"));
} catch (e) {
  console.log(e.message);
}
try {
  ee.emit("error", "str");
} catch (e) {
  console.log(e.code, e.message);
}
const d = new StringDecoder("utf8");
console.log(
  d.write(Buffer.from([0xe2, 0x82])),
  d.write(Buffer.from([0xac])),
  d.end(),
);
console.log(
  util.format("%o|%O|%i|%f|%%|%s|%s", { a: 1 }, { b: 2 }, "42.9", "1.5", {
    c: 1,
  }, Symbol("s")),
  util.format("a", "b", { c: 1 }),
  util.inspect(new Error("x")).split("\n")[0],
);
console.log(
  util.stripVTControlCharacters("\x1b[31mx\x1b[0m"),
  util.types.isAsyncFunction(async () => {}),
  util.inspect(new Proxy({}, {})),
  util.inspect(Object.create({})),
  util.isArray([]),
);
