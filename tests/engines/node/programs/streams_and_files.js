// deno-lint-ignore-file
// stream + fs
const fs = require("fs"),
  path = require("path"),
  { pipeline } = require("stream/promises"),
  { Transform, Readable, Writable, PassThrough, Duplex } = require("stream");
(async () => {
  fs.mkdirSync("out/sub", { recursive: true });
  fs.writeFileSync("out/a.txt", "line one\nline two\nline three\n");
  const up = new Transform({
    transform(chunk, enc, cb) {
      this.push(chunk.toString().toUpperCase());
      cb();
    },
  });
  await pipeline(
    fs.createReadStream("out/a.txt"),
    up,
    fs.createWriteStream("out/b.txt"),
  );
  console.log(fs.readFileSync("out/b.txt", "utf8"));
  for (const d of fs.readdirSync("out", { withFileTypes: true })) {
    console.log(d.name, d.isDirectory(), d.isFile(), d.path ?? d.parentPath);
  }
  const st = fs.statSync("out/a.txt");
  console.log(st.size, st.isFile(), st.mtime instanceof Date, typeof st.mode);
  const fd = fs.openSync("out/c.txt", "w+");
  fs.writeSync(fd, "hello world");
  const b = Buffer.alloc(5);
  console.log(fs.readSync(fd, b, 0, 5, 6), b.toString());
  fs.closeSync(fd);
  const h = await fs.promises.open("out/c.txt", "r");
  console.log(await h.readFile("utf8"), (await h.stat()).size);
  await h.close();
  const rl = require("readline").createInterface({
    input: fs.createReadStream("out/a.txt"),
    crlfDelay: Infinity,
  });
  let n = 0;
  for await (const line of rl) console.log(++n, line);
  const r = Readable.from([1, 2, 3]);
  console.log(await r.map((x) => x * 2).toArray());
  const w = new Writable({
    objectMode: true,
    write(c, e, cb) {
      console.log("w", c);
      setTimeout(cb, 1);
    },
    final(cb) {
      console.log("final");
      cb();
    },
  });
  w.on("finish", () => console.log("finish"));
  w.on("close", () => console.log("close"));
  w.write({ a: 1 });
  w.end({ b: 2 });
  await require("events").once(w, "close");
  const p = new PassThrough();
  p.write("x");
  p.end("y");
  p.setEncoding("utf8");
  p.on("data", (d) => console.log("data", d));
  p.on("end", () => console.log("end"));
  await require("stream/promises").finished(p);
  class Up extends Transform {
    constructor() {
      super({ objectMode: true });
    }
    _transform(o, e, cb) {
      cb(null, { ...o, v: o.v + 1 });
    }
    _flush(cb) {
      this.push({ v: "flush" });
      cb();
    }
  }
  const u = new Up();
  u.on("data", (d) => console.log(d));
  u.write({ v: 1 });
  u.end();
  await new Promise((r) => u.on("end", r));
  try {
    await pipeline(
      Readable.from(["a"]),
      new Transform({
        transform(c, e, cb) {
          cb(new Error("bad"));
        },
      }),
      new Writable({
        write(c, e, cb) {
          cb();
        },
      }),
    );
  } catch (e) {
    console.log("caught", e.message);
  }
  const e = new Readable({ read() {} });
  e.on("error", (x) => console.log("err", x.message));
  e.destroy(new Error("destroyed"));
  await fs.promises.rm("out", { recursive: true, force: true });
  console.log(fs.existsSync("out"));
  fs.readFile("nope", (err, d) => console.log(err.code, err.message));
  fs.access("nope", fs.constants.R_OK, (e) => console.log(e.code));
})();
