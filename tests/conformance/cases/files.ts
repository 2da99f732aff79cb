// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals, assertRejects } from "@std/assert";
import { run, SandboxError } from "../../../mod.ts";
import { type Case, expectStatus, valueOf } from "../suite.ts";

const encoder = new TextEncoder();

/** All byte values, more than once. */
const ALL_BYTES = Uint8Array.from({ length: 1000 }, (_, at) => at % 256);

const INPUT = {
  files: {
    "text.txt": "grüß\r\n€😀\n",
    "/work/deep/er/all.bin": ALL_BYTES,
    "empty": new Uint8Array(0),
    ["__proto__"]: "proto",
  },
};

/** Asserts a rejection with a code. */
export async function assertCode(
  code: string,
  act: () => Promise<unknown>,
): Promise<void> {
  assertEquals((await assertRejects(act, SandboxError)).code, code);
}

/** Files of a guest. */
export const fileCases: readonly Case[] = [
  {
    name: "files are in the guest's current directory when it starts",
    async check({ open, pick }) {
      const sandbox = await open(INPUT);
      const seen = await valueOf(
        sandbox,
        pick({
          python: `
import os, pathlib
[os.getcwd(), pathlib.Path("text.txt").read_bytes().decode(), open("deep/er/all.bin", "rb").read(),
 os.stat("/work/empty").st_size, open("__proto__").read(), sorted(os.listdir())]`,
          javascript: `
[process.cwd(), fs.readFileSync("text.txt", "utf8"), new Uint8Array(fs.readFileSync("deep/er/all.bin")),
 fs.statSync("/work/empty").size, fs.readFileSync("__proto__", "utf8"), fs.readdirSync(".").sort()]`,
        }),
      );
      const { files } = INPUT;
      const names = ["__proto__", "deep", "empty", "text.txt"];
      assertEquals(seen, [
        "/work",
        files["text.txt"],
        ALL_BYTES,
        0,
        "proto",
        names,
      ]);
      // Given files do not count as made by the run.
      const result = await sandbox.run("1");
      assertEquals(result.files, []);
    },
  },
  {
    name:
      "a result lists the files that its run made or changed, and no others",
    async check({ open, pick }) {
      const sandbox = await open({
        files: { old: "1", grow: "1", moved: "1" },
      });
      const result = await sandbox.run(pick({
        python: `
import os
open("old").read()
open("grow", "a").write("23")
os.makedirs("a/b"); open("a/b/new", "w").write("é")
os.rename("a", "c"); os.rename("moved", "there")
open("gone", "w").write("x"); os.remove("gone")
open("/tmp/other", "w").write("x")
open("constructor", "w").close()`,
        javascript: `
fs.readFileSync("old");
fs.appendFileSync("grow", "23");
fs.mkdirSync("a/b", { recursive: true }); fs.writeFileSync("a/b/new", "é");
fs.renameSync("a", "c"); fs.renameSync("moved", "there");
fs.writeFileSync("gone", "x"); fs.unlinkSync("gone");
fs.writeFileSync("/tmp/other", "x");
fs.writeFileSync("constructor", "");`,
      }));
      expectStatus(result, "ok");
      assertEquals(result.files, [
        { path: "c/b/new", bytes: 2 },
        { path: "constructor", bytes: 0 },
        { path: "grow", bytes: 3 },
        { path: "there", bytes: 1 },
      ]);
      assertEquals((await sandbox.run("1")).files, []);
    },
  },
  {
    name: "a failed run still returns the files that it made",
    async check({ shared, pick }) {
      const result = await (await shared()).run(
        pick({
          python: "open('made', 'w').write('x')\n1 / 0",
          javascript: "fs.writeFileSync('made', 'x'); throw new Error('no')",
        }),
        { returnFiles: true },
      );
      expectStatus(result, "error");
      assertEquals(result.files, [
        { path: "made", bytes: 1, content: encoder.encode("x") },
      ]);
    },
  },
  {
    name: "run() returns the content of files, also in several pieces",
    async check({ pick, language, isolation }) {
      const code = pick({
        python: "open('big', 'wb').write(bytes(range(256)) * 8192)\nNone",
        javascript:
          "fs.writeFileSync('big', Uint8Array.from({ length: 2 ** 21 }, (_, i) => i)); null",
      });
      const result = await run(code, { language, isolation });
      expectStatus(result, "ok");
      const [file] = result.files;
      assertEquals([file?.path, file?.bytes], ["big", 2 ** 21]);
      assert(file?.content?.every((byte, at) => byte === at % 256));
    },
  },
  {
    name: "sandbox.files reads, writes, lists and removes",
    async check({ open, pick }) {
      const { files, run } = await open();
      assertEquals(typeof run, "function");
      await files.write("a/b/c.txt", "1 ä");
      await files.write("/work/big", new Uint8Array(1_500_000).fill(7));
      await files.write("new\nline", "");
      assertEquals(await files.list(), [
        { path: "a/b/c.txt", bytes: 4 },
        { path: "big", bytes: 1_500_000 },
        { path: "new\nline", bytes: 0 },
      ]);
      assertEquals(await files.list("a"), [{ path: "a/b/c.txt", bytes: 4 }]);
      assertEquals(await files.list("big"), [{
        path: "big",
        bytes: 1_500_000,
      }]);
      assertEquals(await files.readText("a/./b/../b/c.txt"), "1 ä");
      assert((await files.read("big")).every((byte) => byte === 7));
      await Promise.all([
        files.write("big", "short"),
        files.remove("a"),
        files.remove("new\nline"),
      ]);
      assertEquals(await files.list(), [{ path: "big", bytes: 5 }]);
      assertEquals(
        pick({ python: 1, javascript: 1 }) && await files.readText("big"),
        "short",
      );
    },
  },
  {
    name: "the guest's next run sees the host's writes",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const code = pick({
        python: "open('shared.txt').read()",
        javascript: "fs.readFileSync('shared.txt', 'utf8')",
      });
      for (const text of ["one", "longer than one", ""]) {
        await sandbox.files.write("shared.txt", text);
        assertEquals(await valueOf(sandbox, code), text);
      }
    },
  },
  {
    name: "sandbox.files refuses missing and conflicting paths",
    async check({ shared }) {
      const { files } = await shared({ files: { "a/b": "1" } });
      await assertCode("FILE_NOT_FOUND", () => files.read("no"));
      await assertCode("FILE_NOT_FOUND", () => files.list("no"));
      await assertCode("FILE_NOT_FOUND", () => files.remove("no"));
      await assertCode("FILE_REFUSED", () => files.read("a"));
      await assertCode("FILE_REFUSED", () => files.write("a", "1"));
      await assertCode("FILE_REFUSED", () => files.write("a/b/c", "1"));
      for (const path of ["", ".", "..", "a\0", "/etc/passwd", "a/../../b"]) {
        await assertRejects(() => files.write(path, "1"), TypeError);
      }
      await assertRejects(() => files.write("a\ud800", "1"), TypeError);
      await assertRejects(() => files.write("x".repeat(256), "1"), TypeError);
      await assertRejects(() => files.write("a/".repeat(2049), "1"), TypeError);
      assertEquals(await files.list(), [{ path: "a/b", bytes: 1 }]);
    },
  },
  {
    name: "sandbox.files is refused during a run, and after closing",
    async check({ open, pick }) {
      const sandbox = await open();
      const { promise: input, resolve } = Promise.withResolvers<string>();
      const running = sandbox.run(
        pick({ python: "input()", javascript: "readline()" }),
        { stdin: () => input },
      );
      await assertCode("SANDBOX_BUSY", () => sandbox.files.list());
      resolve("go on\n");
      expectStatus(await running, "ok");
      const listing = sandbox.files.list();
      await assertCode("SANDBOX_BUSY", () => sandbox.run("1"));
      await listing;
      await sandbox.close();
      await assertCode("SANDBOX_CLOSED", () => sandbox.files.write("a", "1"));
    },
  },
  {
    name: "closing ends pending operations on files",
    async check({ open }) {
      const sandbox = await open();
      const writing = assertCode(
        "SANDBOX_CLOSED",
        () => sandbox.files.write("a", new Uint8Array(20_000_000)),
      );
      await sandbox.close();
      await writing;
    },
  },
];
