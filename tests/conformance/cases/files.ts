// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals, assertRejects } from "@std/assert";
import { run, SandboxError } from "../../../mod.ts";
import { type Case, expectStatus, valueOf } from "../suite.ts";

const encoder = new TextEncoder();

/** All bytes there are, more than once. */
const ALL_BYTES = Uint8Array.from({ length: 1000 }, (_, at) => at % 256);

const INPUT = {
  files: {
    "text.txt": "grüß\r\n€😀\n",
    "/work/deep/er/all.bin": ALL_BYTES,
    "empty": new Uint8Array(0),
    ["__proto__"]: "proto",
  },
};

const TIGHT = { limits: { fileBytes: 10_000, maxFiles: 20 } };

async function assertCode(
  code: string,
  act: () => Promise<unknown>,
): Promise<void> {
  assertEquals((await assertRejects(act, SandboxError)).code, code);
}

/** Files of a guest. */
export const fileCases: readonly Case[] = [
  {
    name: "files are there when the guest starts, below its current directory",
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
      // What was put in is not what a run made.
      const result = await sandbox.run("1");
      assertEquals(result.files, []);
    },
  },
  {
    name:
      "a result names the files that its run made or changed, and no others",
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
    name: "a run that fails has the files that it made all the same",
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
    name: "run() returns the content of files, of several pieces too",
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
    name: "what the host writes is there for the guest's next run",
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
    name: "sandbox.files refuses what is not there or in the way",
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
    name: "sandbox.files is refused while something runs, and after closing",
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
    name: "closing ends what is done with files",
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
  {
    name: "fileBytes bounds what files hold, for the guest and for the host",
    async check({ shared, pick }) {
      const sandbox = await shared(TIGHT);
      const result = await sandbox.run(pick({
        python: `
def attempt(mode, count):
    try:
        with open("f", mode, buffering=0) as f: f.write(b"x" * count)
        return "ok"
    except OSError as error: return error.strerror
import os
seen = [attempt("wb", 9000), attempt("ab", 2000), attempt("wb", 10_000), attempt("wb", 10_001)]
os.truncate("f", 0)
try: os.truncate("f", 20_000)
except OSError as error: seen.append(error.strerror)
os.remove("f")
seen + [attempt("wb", 10_000)]`,
        javascript: `
function attempt(flag, count) {
  try {
    fs.writeFileSync("f", "x".repeat(count), { flag });
    return "ok";
  } catch (error) { return error.code === "ENOSPC" ? "No space left on device" : String(error); }
}
var seen = [attempt("w", 9000), attempt("a", 2000), attempt("w", 10_000), attempt("w", 10_001)];
fs.truncateSync("f");
try { fs.truncateSync("f", 20_000); } catch (error) { seen.push("No space left on device"); }
fs.rmSync("f");
[...seen, attempt("w", 10_000)]`,
      }));
      expectStatus(result, "ok");
      const full = "No space left on device";
      assertEquals(result.value, ["ok", full, "ok", full, full, "ok"]);
      await assertCode("FILE_REFUSED", () => sandbox.files.write("g", "1"));
      await sandbox.files.remove("f");
      await assertCode(
        "FILE_REFUSED",
        () => sandbox.files.write("g", "x".repeat(10_001)),
      );
      await sandbox.files.write("g", "x".repeat(10_000));
      await sandbox.files.remove("g");
      // Nothing is left of what did not fit.
      assertEquals(await sandbox.files.list(), []);
    },
  },
  {
    name:
      "maxFiles bounds how many there may be, for the guest and for the host",
    async check({ shared, pick }) {
      const sandbox = await shared(TIGHT);
      const fill = pick({
        python: `
import os
made = 0
try:
    while True:
        (os.mkdir if made % 2 else lambda path: open(path, "w").close())(f"{'/tmp/' if made % 3 else ''}n{made}")
        made += 1
except OSError as error: why = error.strerror
[made, why]`,
        javascript: `
var made = 0, why;
try {
  for (;; made++) {
    const path = \`\${made % 3 ? "/tmp/" : ""}n\${made}\`;
    made % 2 ? fs.mkdirSync(path) : fs.writeFileSync(path, "");
  }
} catch (error) { why = error.code === "ENOSPC" ? "No space left on device" : String(error); }
[made, why]`,
      });
      const full = "No space left on device";
      assertEquals(await valueOf(sandbox, fill), [20, full]);
      await assertCode("FILE_REFUSED", () => sandbox.files.write("one", "1"));
      await sandbox.files.remove("n0");
      await sandbox.files.write("one", "1");
      await assertCode("FILE_REFUSED", () => sandbox.files.write("two", "1"));
    },
  },
  {
    name: "files of a sandbox that starts keep to its limits",
    async check({ open }) {
      const files = { a: "x".repeat(6_000), b: "x".repeat(6_000) };
      await assertRejects(() => open({ ...TIGHT, files }), RangeError);
      await assertCode(
        "FILE_REFUSED",
        () => open({ files: { a: "", "a/b": "" } }),
      );
      const deep = { ["d/".repeat(25) + "f"]: "" };
      await assertCode("FILE_REFUSED", () => open({ ...TIGHT, files: deep }));
    },
  },
  {
    name: "odd names are names, and impossible ones are refused",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const seen = await valueOf(
        sandbox,
        pick({
          python: `
import os
os.makedirs("odd"); os.chdir("odd")
names = ["__proto__", "constructor", "new\\nline", "ünïcode", "a b", "x" * 255]
for name in names: open(name, "w").write(name)
same = sorted(os.listdir()) == sorted(names) and all(open(name).read() == name for name in names)
def attempt(name):
    try: open(name, "w").close()
    except Exception as error: return type(error).__name__
os.chdir("/work")
[same, attempt("odd/" + "x" * 256), attempt("a\\0b"), attempt("\\ud800"), attempt("odd/__proto__/x"), attempt("odd"), attempt("")]`,
          javascript: `
fs.mkdirSync("odd");
const names = ["__proto__", "constructor", "new\\nline", "ünïcode", "a b", "x".repeat(255)];
for (const name of names) fs.writeFileSync("odd/" + name, name);
const same = fs.readdirSync("odd").join() === names.toSorted().join() &&
  names.every((name) => fs.readFileSync("odd/" + name, "utf8") === name);
function attempt(name) {
  try { fs.writeFileSync(name, ""); } catch (error) { return error.code ; }
}
[same, attempt("odd/" + "x".repeat(256)), attempt("a\\0b"), attempt("\\ud800"), attempt("odd/__proto__/x"), attempt("odd"), attempt("")]`,
        }),
      );
      assertEquals(
        seen,
        pick<unknown>({
          python: [
            true,
            "OSError",
            "ValueError",
            "UnicodeEncodeError",
            "NotADirectoryError",
            "IsADirectoryError",
            "FileNotFoundError",
          ],
          javascript: [
            true,
            "ENAMETOOLONG",
            "ERR_INVALID_ARG_VALUE",
            "ERR_INVALID_ARG_VALUE",
            "ENOTDIR",
            "EISDIR",
            "ENOENT",
          ],
        }),
      );
      assertEquals(await sandbox.files.readText("odd/__proto__"), "__proto__");
      await sandbox.files.remove("odd");
    },
  },
  {
    name: "directories nest until it is refused, and the host can remove them",
    async check({ open, pick }) {
      const sandbox = await open();
      const result = await sandbox.run(pick({
        python: `
import os
depth = 0
try:
    for depth in range(10_000): os.mkdir("d"); os.chdir("d")
except OSError as error: why = error.strerror
os.chdir("/work")
[200 < depth < 10_000, why]`,
        javascript: `
var path = "d", depth = 0, why;
try { for (; depth < 10_000; depth++, path += "/d") fs.mkdirSync(path); } catch (error) { why = error.code; }
[200 < depth && depth < 10_000, why]`,
      }));
      expectStatus(result, "ok");
      assertEquals(result.value, [
        true,
        pick({ python: "Filename too long", javascript: "ENAMETOOLONG" }),
      ]);
      await sandbox.files.remove("d");
      assertEquals(
        await valueOf(
          sandbox,
          pick({
            python: "import os\nos.listdir('/work')",
            javascript: "fs.readdirSync('/work')",
          }),
        ),
        [],
      );
    },
  },
  {
    name: "symbolic links and devices are not handed to the host",
    async check({ shared, pick, language }) {
      if (language !== "python") return;
      const sandbox = await shared();
      await valueOf(
        sandbox,
        pick({
          python:
            "import os\nos.symlink('/dev/host', 'device'); os.symlink('/usr', 'outside'); os.symlink('loop', 'loop')\nNone",
          javascript: "",
        }),
      );
      await assertCode("FILE_REFUSED", () => sandbox.files.read("device"));
      await assertCode("FILE_REFUSED", () => sandbox.files.write("device", ""));
      await assertCode("FILE_REFUSED", () => sandbox.files.read("loop"));
      const listed = await sandbox.files.list();
      assert(listed.every(({ path }) => !/device|outside|loop/.test(path)));
    },
  },
];
