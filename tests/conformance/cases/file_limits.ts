// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals, assertRejects } from "@std/assert";
import { type Case, expectStatus, valueOf } from "../suite.ts";
import { assertCode } from "./files.ts";

const TIGHT = { limits: { fileBytes: 10_000, maxFiles: 20 } };

/** Limits of a guest's files. */
export const fileLimitCases: readonly Case[] = [
  {
    name: "fileBytes limits the size of files, for the guest and for the host",
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
      // Nothing is left of the file that exceeded the limit.
      assertEquals(await sandbox.files.list(), []);
    },
  },
  {
    name: "maxFiles limits the number of files, for the guest and for the host",
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
    name: "files of a new sandbox are within its limits",
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
    name: "odd names are valid, and impossible ones are refused",
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
[same, attempt("odd/" + "x" * 256), attempt("a\\0b"), attempt("\\ud800"), attempt("odd/__proto__/x"), attempt("odd")]`,
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
    name: "an empty name is no file in Python",
    async check({ shared, language }) {
      if (language !== "python") return;
      const code = `
try: open("", "w"); outcome = "opened"
except OSError as error: outcome = type(error).__name__
outcome`;
      assertEquals(await valueOf(await shared(), code), "FileNotFoundError");
    },
  },
  {
    name: "every name that a guest can create is usable for the host",
    async check({ open, pick }) {
      const sandbox = await open();
      const result = await sandbox.run(pick({
        python: `
import os
made = []
def make(name):
    try:
        with open(name, "w") as file: file.write("x")
        made.append(os.path.abspath(name))
    except OSError: pass
for length in (127, 128, 200): make("é" * length)
try:
    for _ in range(40): os.mkdir("é" * 100); os.chdir("é" * 100); make("a"); make("b" * 255)
except OSError: pass
os.chdir("/work")
make("moved"); os.mkdir("m")
try: os.rename("moved", "é" * 128)
except OSError: pass
len(made)`,
        javascript: `
let made = 0;
function make(name) {
  try { fs.writeFileSync(name, "x"); made++; } catch {}
}
for (const length of [127, 128, 200]) make("é".repeat(length));
let path = "";
try {
  for (let i = 0; i < 40; i++) {
    path += "é".repeat(100) + "/"; fs.mkdirSync(path); make(path + "a"); make(path + "b".repeat(255));
  }
} catch {}
make("moved"); fs.mkdirSync("m");
try { fs.renameSync("moved", "é".repeat(128)); } catch {}
made`,
      }));
      expectStatus(result, "ok");
      assert(Number(result.value) > 30 && Number(result.value) < 60);
      assertEquals(result.files.length, result.value);
      for (const { path } of result.files) await sandbox.files.read(path);
      await sandbox.files.remove("é".repeat(100));
    },
  },
  {
    name: "directories nest up to a limit, and the host can remove them",
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
    name: "symbolic links and devices are not passed to the host",
    async check({ shared, pick, language }) {
      if (language !== "python") return;
      const sandbox = await shared();
      await valueOf(
        sandbox,
        pick({
          python:
            "import os\nos.symlink('/dev/null', 'device'); os.symlink('/usr', 'outside'); os.symlink('loop', 'loop')\nNone",
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
