import "../../../_ask_worker_options.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { createSandbox, type Language, SandboxError } from "../../../../mod.ts";
import { inIsolation } from "../../../level.ts";
import { namesIn, SECRET, TestDirectory } from "./_directory.ts";
import { ISOLATIONS, valueOf } from "./_value_of.ts";

for (const isolation of ISOLATIONS) {
  const here = inIsolation(isolation);
  here.test(`JavaScript's fs works on mounted directories (${isolation})`, async () => {
    await using directory = new TestDirectory();
    directory.write("a.txt", "hello");
    directory.write("d/b.txt", "b");
    await using sandbox = await createSandbox({
      language: "javascript",
      isolation,
      mounts: [
        directory.mount("ro", "/ro"),
        directory.mount("rw", "/work/rw"),
        directory.mount("overlay", "/over"),
      ],
    });
    assertEquals(
      await valueOf(
        sandbox,
        `
const fs = require("fs");
[fs.readFileSync("/ro/a.txt", "utf8"), fs.readdirSync("/ro").sort(), fs.statSync("/ro/d").isDirectory(),
 fs.existsSync("/ro/missing"), fs.readdirSync("/").includes("over"), fs.readdirSync("/work")]`,
      ),
      ["hello", ["a.txt", "d"], true, false, true, ["rw"]],
    );
    assertEquals(
      await valueOf(
        sandbox,
        `
fs.writeFileSync("rw/large", new Uint8Array(1_500_000).fill(7));
fs.appendFileSync("rw/a.txt", ", world");
fs.mkdirSync("rw/x/y", { recursive: true });
fs.renameSync("rw/d/b.txt", "rw/x/y/b.txt");
fs.rmSync("rw/d", { recursive: true });
fs.truncateSync("rw/large", 1_200_000);
const large = fs.readFileSync("/ro/large");
[large.length, large.every((byte) => byte === 7), await fs.promises.readFile("rw/x/y/b.txt", "utf8")]`,
      ),
      [1_200_000, true, "b"],
    );
    assertEquals(directory.read("a.txt"), "hello, world");
    assertEquals(namesIn(directory.inside), ["a.txt", "large", "x"]);
    const codes = await valueOf(
      sandbox,
      `
[["/ro/a.txt", "EROFS"], ["/ro/new", "EROFS"], ["rw/x", "EISDIR"]].map(([path, expected]) => {
  try { fs.writeFileSync(path, "x"); return "none"; } catch (error) { return error.code === expected ? "" : error.code; }
})`,
    );
    assertEquals(codes, ["", "", ""]);
    assertEquals(directory.read("a.txt"), "hello, world");
  });

  here.test(`no way through a mount leads out of it (javascript, ${isolation})`, async () => {
    await using directory = new TestDirectory();
    await Deno.symlink("../secret.txt", `${directory.inside}/link`);
    await Deno.symlink(directory.outside, `${directory.inside}/out`);
    await Deno.link(`${directory.base}/secret.txt`, `${directory.inside}/hard`);
    await using sandbox = await createSandbox({
      language: "javascript",
      isolation,
      mounts: [directory.mount("rw")],
    });
    const seen = await valueOf(
      sandbox,
      `
const fs = require("fs");
const seen = [];
for (const way of ["../secret.txt", "link", "out/file.txt", "hard", "out/../../secret.txt", "//../secret.txt", "a\\nb", "x".repeat(300)]) {
  for (const use of [fs.readFileSync, fs.readdirSync, (path) => fs.writeFileSync(path, "x"), (path) => fs.truncateSync(path), fs.unlinkSync]) {
    try { seen.push(String(use("/data/" + way))); } catch (error) { seen.push(String(error)); }
  }
}
seen.join()`,
    );
    const text = `${seen}`;
    assert(!text.includes(SECRET) && !text.includes(directory.base), text);
    // Node's own file may have lost its second name, which is what unlinking means.
    directory.assertOutsideUntouched();
  });
}

const WRITE: Readonly<Record<string, string>> = {
  python:
    "open('/over/a.txt', 'w').write('upper'); open('/work/own.txt', 'w').write('own')",
  javascript:
    "const fs = require('fs'); fs.writeFileSync('/over/a.txt', 'upper'); fs.writeFileSync('/work/own.txt', 'own')",
};

for (const language of ["python", "javascript"] satisfies Language[]) {
  Deno.test(`run() names what was written to overlays, however it ends (${language})`, async () => {
    await using directory = new TestDirectory();
    directory.write("a.txt", "lower");
    await using sandbox = await createSandbox({
      language,
      isolation: "thread",
      mounts: [directory.mount("overlay", "/over")],
    });
    const code = WRITE[language] ?? "";
    const { files } = await sandbox.run(code, { returnFiles: true });
    const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
    assertEquals(files, [
      { path: "/over/a.txt", bytes: 5, content: encode("upper") },
      { path: "own.txt", bytes: 3, content: encode("own") },
    ]);
    assertEquals((await sandbox.run("1")).files, []);
    const failed = await sandbox.run(
      `{ ${code}\nmissing }`.replace(
        language === "python" ? /^\{ | \}$/g : /(?!)/,
        "",
      ),
    );
    assertEquals(failed.status, "error");
    assertEquals(failed.files[0], { path: "/over/a.txt", bytes: 5 });
    assertEquals(directory.read("a.txt"), "lower");
  });

  Deno.test(`sandbox.files leaves mounts alone (${language})`, async () => {
    await using directory = new TestDirectory();
    directory.write("a.txt", "x");
    await using sandbox = await createSandbox({
      language,
      isolation: "thread",
      limits: { maxFiles: 1 },
      mounts: [directory.mount("rw", "/work/data/here")],
    });
    await sandbox.files.write("own.txt", "own");
    assertEquals(await sandbox.files.list(), [{ path: "own.txt", bytes: 3 }]);
    for (
      const operation of [
        () => sandbox.files.write("data/here/new.txt", "x"),
        () => sandbox.files.write("data/here/a.txt", "y"),
        () => sandbox.files.read("data/here/a.txt"),
        () => sandbox.files.remove("data/here/a.txt"),
        () => sandbox.files.remove("data/here"),
        () => sandbox.files.remove("data"),
        () => sandbox.files.list("data/here"),
      ]
    ) await assertRejects(operation, SandboxError, "part of a mount");
    assertEquals(directory.read("a.txt"), "x");
    assertEquals(namesIn(directory.inside), ["a.txt"]);
    const code = language === "python"
      ? "open('data/here/a.txt').read()"
      : "require('fs').readFileSync('data/here/a.txt', 'utf8')";
    assertEquals(await valueOf(sandbox, code), "x");
  });
}
