import { assert, assertEquals, assertMatch } from "@std/assert";
import { isBinary, sandglass, usualFlags } from "./_cli.ts";

async function withDirectory(
  test: (directory: string) => Promise<void>,
): Promise<void> {
  const directory = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${directory}/data.csv`, "1,2\n3,4\n");
    await test(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

function flagsFor(directory: string): readonly string[] {
  return usualFlags().map((flag) =>
    flag.startsWith("--allow-write") ? `${flag},${directory}` : flag
  );
}

const PROGRAMS = {
  python: `import csv, pathlib
rows = list(csv.reader(open("in/data.csv")))
pathlib.Path("sub/dir").mkdir(parents=True)
pathlib.Path("sub/dir/sum.txt").write_text(str(sum(int(cell) for row in rows for cell in row)))
len(rows)`,
  javascript: `import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
const rows = readFileSync("in/data.csv", "utf8").trim().split("\\n");
mkdirSync("sub/dir", { recursive: true });
writeFileSync("sub/dir/sum.txt", String(rows.join().split(",").reduce((sum, cell) => sum + +cell, 0)));
rows.length`,
  typescript: `import fs from "node:fs";
import type { Stats } from "node:fs";
const rows: string[] = fs.readFileSync("in/data.csv", "utf8").trim().split("\\n");
await fs.promises.mkdir("sub/dir", { recursive: true });
await fs.promises.writeFile("sub/dir/sum.txt", String(rows.join().split(",").reduce((sum, cell) => sum + +cell, 0)));
rows.length as number`,
};

Deno.test("run copies files in and writes created files out, in every language", () =>
  withDirectory(async (directory) => {
    for (const [language, code] of Object.entries(PROGRAMS)) {
      const out = `${directory}/${language}`;
      const outcome = await sandglass([
        "run",
        "-l",
        language,
        "-e",
        code,
        "--file",
        `${directory}/data.csv:in/`,
        "--out",
        out,
      ], { flags: flagsFor(directory) });
      assertEquals(outcome, {
        status: 0,
        stdout: "2\n",
        stderr: `sandglass: wrote ${out}/sub/dir/sum.txt (2B)\n`,
      });
      assertEquals(await Deno.readTextFile(`${out}/sub/dir/sum.txt`), "10");
      assertEquals((await Array.fromAsync(Deno.readDir(out))).length, 1);
    }
  }));

Deno.test("run --json names the files, and --quiet does not", () =>
  withDirectory(async (directory) => {
    const code =
      "fs.writeFileSync('a\\u001bb', 'x'); fs.writeFileSync('ok', 'xy'); 1";
    const { status, stdout, stderr } = await sandglass(
      ["run", "-l", "js", "-e", code, "--json", "-q", "--out", directory],
      { flags: flagsFor(directory) },
    );
    assertEquals(JSON.parse(stdout).files, [
      { path: "a\u001bb", bytes: 1 },
      { path: "ok", bytes: 2 },
    ]);
    // A file that could not be written is still listed.
    assertEquals(status, 1);
    assertEquals(
      stderr,
      `sandglass: Cannot write "a\\u001bb" to ${directory} as its name has control characters\n`,
    );
    assertEquals(await Deno.readTextFile(`${directory}/ok`), "xy");
  }));

Deno.test("run refuses files that it cannot copy, and directories that it cannot write", () =>
  withDirectory(async (directory) => {
    const complain = async (
      args: readonly string[],
      flags = flagsFor(directory),
    ): Promise<string> => {
      const code = ["run", "-l", "js", "-e", "1"];
      const { status, stdout, stderr } = await sandglass([...code, ...args], {
        flags,
      });
      assertEquals([status, stdout], [2, ""], stderr);
      return stderr.trim();
    };
    assertEquals(
      await complain(["--file", `${directory}/no`]),
      `sandglass: Cannot read ${directory}/no as there is no such file`,
    );
    assertEquals(
      await complain(["--file", directory]),
      `sandglass: Cannot read ${directory} as it is a directory: a file is expected`,
    );
    assertMatch(
      await complain([
        "--file",
        `${directory}/data.csv`,
        "--max-file-bytes",
        "7B",
      ]),
      /may have at most 7B together/,
    );
    assertEquals(
      await complain(["--out", `${directory}/data.csv`]),
      `sandglass: Cannot write to ${directory}/data.csv as it is no directory`,
    );
    if (isBinary) return;
    assertMatch(
      await complain(["--out", `${directory}/out`], usualFlags()),
      /as Deno was not permitted to: add .*--allow-write=/,
    );
    assertMatch(
      await complain(["--file", `${directory}/data.csv`], ["--no-prompt"]),
      /as Deno was not permitted to: add --allow-read=/,
    );
  }));

Deno.test("threat: links in the directory of --out", {
  ignore: Deno.build.os === "windows",
}, () =>
  withDirectory(async (directory) => {
    await Deno.mkdir(`${directory}/out`);
    await Deno.symlink("..", `${directory}/out/up`);
    await Deno.symlink("../data.csv", `${directory}/out/link`);
    const code =
      "fs.mkdirSync('up'); for (const name of ['up/data.csv', 'link', 'ok']) fs.writeFileSync(name, 'x')";
    const { status, stderr } = await sandglass(
      ["run", "-l", "js", "-e", code, "--out", `${directory}/out`],
      { flags: flagsFor(directory) },
    );
    assertEquals(status, 1);
    assertMatch(stderr, /"link" to .* as a symbolic link is in its place/);
    assertMatch(
      stderr,
      /"up\/data\.csv" to .* as a symbolic link is in its way/,
    );
    assert(stderr.includes("out/ok (1B)"));
    assertEquals(
      await Deno.readTextFile(`${directory}/data.csv`),
      "1,2\n3,4\n",
    );
  }));
