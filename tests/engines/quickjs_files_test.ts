/** `fs` and `path` of a JavaScript guest, compared with their models. */
import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { posix } from "node:path";
import nodeFs from "node:fs";
import { createSandbox } from "../../mod.ts";
import { withGuest } from "./quickjs_values.ts";

/** The operations that both run, in `base`; errors are recorded as they are thrown. */
const SCRIPT = `
  const seen = [];
  const at = (name) => base + "/" + name;
  const bytes = (text) => Uint8Array.from(text, (it) => it.charCodeAt(0));
  const note = (what) => seen.push(what);
  const attempt = (act) => {
    try { note(act() ?? null); } catch (error) {
      note([error.name, error.code, error.errno, error.syscall, error.message].map((it) => it === undefined ? "" : String(it).replaceAll(base, "BASE")));
    }
  };
  fs.writeFileSync(at("a"), "grüß €😀");
  attempt(() => fs.readFileSync(at("a"), "utf8"));
  attempt(() => [...fs.readFileSync(at("a"))]);
  for (const encoding of ["latin1", "base64", "base64url", "hex", "ascii", "UTF-8"]) {
    attempt(() => fs.readFileSync(at("a"), { encoding }));
    attempt(() => { fs.writeFileSync(at("b"), fs.readFileSync(at("a"), encoding), encoding); });
    attempt(() => [...fs.readFileSync(at("b"))]);
  }
  attempt(() => { fs.writeFileSync(at("bad"), bytes("a\\xff\\xc3\\xe2\\x82z\\xf0\\x9f\\x98\\xed\\xa0\\x80\\xc0\\x80")); });
  // Where Deno uses another system call than Node, or has an error of its own.
  const code = (act) => { try { act(); } catch (error) { note(error.code); } };
  attempt(() => fs.readFileSync(at("bad"), "utf8"));
  attempt(() => fs.readFileSync(at("a")).toString());
  attempt(() => fs.readFileSync(at("no")));
  code(() => fs.readFileSync(base));
  attempt(() => fs.readFileSync(at("a/b")));
  attempt(() => fs.writeFileSync(at("no/a"), ""));
  attempt(() => fs.writeFileSync(base, ""));
  attempt(() => fs.appendFileSync(at("a"), "!"));
  attempt(() => fs.writeFileSync(at("a"), "x", { flag: "wx" }));
  attempt(() => fs.statSync(at("a")).size);
  attempt(() => [fs.statSync(base).isDirectory(), fs.lstatSync(at("a")).isFile(), fs.statSync(at("a")).isSymbolicLink()]);
  attempt(() => fs.statSync(at("no")));
  attempt(() => fs.statSync(at("no"), { throwIfNoEntry: false }));
  attempt(() => fs.mkdirSync(at("d")));
  attempt(() => fs.mkdirSync(at("d")));
  attempt(() => fs.mkdirSync(at("x/y/z")));
  attempt(() => fs.mkdirSync(at("x/y/z"), { recursive: true }).replace(base, ""));
  attempt(() => fs.mkdirSync(at("x/y/z"), { recursive: true }));
  fs.writeFileSync(at("x/y/f"), "1");
  attempt(() => fs.readdirSync(at("x")).sort());
  attempt(() => fs.readdirSync(at("x"), { recursive: true }).sort());
  attempt(() => fs.readdirSync(at("x/y"), { withFileTypes: true }).map((it) => [it.name, it.isFile(), it.isDirectory()]).sort());
  code(() => fs.readdirSync(at("a")));
  code(() => fs.readdirSync(at("no")));
  attempt(() => fs.rmdirSync(at("x")));
  attempt(() => fs.rmdirSync(at("a")));
  attempt(() => fs.unlinkSync(at("no")));
  attempt(() => fs.renameSync(at("a"), at("x/y")));
  attempt(() => fs.renameSync(at("x"), at("a")));
  attempt(() => fs.renameSync(at("x"), at("d")));
  attempt(() => fs.renameSync(at("no"), at("d")));
  attempt(() => fs.renameSync(at("d"), at("d/y/in")));
  attempt(() => fs.renameSync(at("b"), at("c")));
  attempt(() => fs.copyFileSync(at("c"), at("e")));
  code(() => fs.copyFileSync(at("no"), at("e")));
  attempt(() => fs.truncateSync(at("e"), 2));
  attempt(() => [...fs.readFileSync(at("e"))]);
  attempt(() => fs.truncateSync(at("e"), 4));
  attempt(() => [...fs.readFileSync(at("e"))]);
  attempt(() => [fs.existsSync(at("e")), fs.existsSync(at("no")), fs.existsSync(at("e/x"))]);
  attempt(() => fs.accessSync(at("no")));
  code(() => fs.rmSync(at("no")));
  attempt(() => fs.rmSync(at("no"), { force: true }));
  attempt(() => fs.rmSync(at("d"), { recursive: true }));
  attempt(() => fs.readdirSync(base).sort());
  attempt(() => { const made = fs.mkdtempSync(at("t-")); return [made.length - base.length, fs.statSync(made).isDirectory()]; });
`;

Deno.test("fs behaves as Node's does, including its errors", async () => {
  const base = await Deno.makeTempDir();
  try {
    const source = `export default (fs, base) => {${SCRIPT}; return seen; };`;
    const { default: onHost } = await import(
      `data:text/javascript,${encodeURIComponent(source)}`
    );
    const expected: unknown[] = onHost(nodeFs, base);
    await withGuest(async (valueOf) => {
      const seen = await valueOf(
        `(function (base) {${SCRIPT}; return seen; })("/work")`,
      );
      assert(Array.isArray(seen));
      assertEquals(seen.length, expected.length);
      const differences = seen.map((one, at) => ({ at, one, on: expected[at] }))
        .filter(({ one, on }) => JSON.stringify(one) !== JSON.stringify(on));
      assertEquals(differences, []);
    });
  } finally {
    await Deno.remove(base, { recursive: true });
  }
});

Deno.test("fs accepts callbacks and returns promises", () =>
  withGuest(async (valueOf) => {
    assertEquals(
      await valueOf(`
        const calls = [];
        const call = (name, ...args) => new Promise((done) => fs[name](...args, (...given) => {
          calls.push([name, ...given.map((it) => it?.code ?? it ?? null)]); done();
        }));
        await call("writeFile", "a", "1");
        await call("readFile", "a", "utf8");
        await call("readFile", "no");
        await call("exists", "a");
        const promises = [fs.promises.readFile("a", "utf8"), fs.readFile("a", "utf8"), fs.promises.unlink("a"), fs.rm("a").catch((error) => error.code)];
        [calls, await Promise.all(promises), fs.promises === require("fs/promises")]`),
      [
        [
          ["writeFile", null, null],
          ["readFile", null, "1"],
          ["readFile", "ENOENT"],
          ["exists", true],
        ],
        ["1", "1", null, "ENOENT"],
        true,
      ],
    );
  }));

Deno.test("path returns what Node's returns for POSIX", () =>
  withGuest(async (valueOf) => {
    const name = fc.constantFrom(".", "..", "a", "b.c", ".d", "e.", "...");
    const path = fc.tuple(
      fc.constantFrom("", "/"),
      fc.array(name, { minLength: 1, maxLength: 4 }),
    ).map(([start, names]) => start + names.join("/"));
    const paths = fc.sample(fc.tuple(path, path), 300);
    const seen = await valueOf(`
      const path = require("node:path");
      ${
      JSON.stringify(paths)
    }.map(([a, b]) => [path.normalize(a), path.join(a, b), path.resolve("/x", a, b),
        path.dirname(a), path.basename(a), path.basename(a, ".c"), path.extname(a), path.relative("/" + a, "/" + b),
        path.isAbsolute(a), /\\.\\.\\/*$/.test(a) || JSON.stringify(path.parse(a))])`);
    assertEquals(
      seen,
      paths.map(([a, b]) => [
        posix.normalize(a),
        posix.join(a, b),
        posix.resolve("/x", a, b),
        posix.dirname(a),
        posix.basename(a),
        posix.basename(a, ".c"),
        posix.extname(a),
        posix.relative(`/${a}`, `/${b}`),
        posix.isAbsolute(a),
        // Deno finds an extension in "/..", where Node finds none.
        /\.\.\/*$/.test(a) || JSON.stringify(posix.parse(a)),
      ]),
    );
  }));

Deno.test("text of any kind is read from a file as it was written", () =>
  withGuest(async (valueOf) => {
    const texts = fc.sample(fc.string({ unit: "binary", maxLength: 50 }), 100);
    // Reads end in the middle of characters, at any start.
    for (let i = 0; i < 4; i++) {
      texts.push("x".repeat(i) + "a€😀é".repeat(3000));
    }
    assertEquals(
      await valueOf(
        `${
          JSON.stringify(texts)
        }.map((text) => (fs.writeFileSync("t", text), fs.readFileSync("t", "utf8")))`,
      ),
      texts.map((text) => text.toWellFormed()),
    );
  }));

Deno.test("a program is the file that its name says, and in no listing", async () => {
  await using sandbox = await createSandbox({ language: "javascript" });
  const read = "const fs = require('fs');\n" +
    "const text = fs.readFileSync(__filename, 'utf8');\n" +
    "[text, fs.existsSync(__filename), fs.statSync(__filename).size, fs.readdirSync('.')]";
  for (const code of [read, `${read};`]) {
    const result = await sandbox.run(code);
    assertEquals(result.status === "ok" && result.value, [
      code,
      true,
      code.length,
      [],
    ]);
    assertEquals(result.files, []);
  }
  const changed = await sandbox.run(
    "fs.appendFileSync(__filename, '//x'); [fs.readFileSync(__filename, 'utf8').slice(-3), fs.readdirSync('.').length]",
  );
  assertEquals(changed.status === "ok" && changed.value, ["//x", 1]);
  const removed = await sandbox.run(
    "fs.unlinkSync(__filename); fs.existsSync(__filename)",
  );
  assertEquals(removed.status === "ok" && removed.value, false);
});
