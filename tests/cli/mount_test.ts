import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { TestDirectory } from "../sandbox/host_requests/mounts/_directory.ts";
import { isBinary, sandglass, usualFlags } from "./_cli.ts";

Deno.test("run --mount shows a directory, and lets the guest write as its mode permits", async () => {
  await using directory = new TestDirectory();
  directory.write("a.txt", "hello");
  const { inside } = directory;
  const code = `
import os
try:
    open('/data/new.txt', 'w')
except OSError as error:
    print(error.strerror)
open('/out/new.txt', 'w').write('x')
open('/over/a.txt', 'a').write('!')
print(open('/data/a.txt').read(), open('/over/a.txt').read(), os.path.exists('/data/new.txt'))`;
  const args = [
    "run",
    "-e",
    code,
    `--mount=${inside}:/data`,
    `--mount=${inside}:/out:rw`,
    "--mount",
    `${inside}:/over:overlay`,
  ];
  const flags = usualFlags().map((flag) =>
    flag.startsWith("--allow-write=") ? `${flag},${inside}` : flag
  );
  const result = await sandglass(args, { flags });
  assertEquals(result, {
    status: 0,
    stdout: "Read-only file system\nhello hello! True\n",
    stderr: "",
  });
  assertEquals(directory.read("a.txt"), "hello");
  if (isBinary) return;
  const { status, stderr } = await sandglass(args);
  assertEquals(status, 3);
  assertStringIncludes(
    stderr,
    `Cannot mount /out as write access to "${inside}" is not granted: --allow-write`,
  );
});

Deno.test("run --mount reports an invalid mount", async () => {
  for (
    const [mount, status, message] of [
      ["data", 2, "Cannot set --mount as it must have a host path"],
      [
        "/tmp:/work",
        2,
        "Cannot set --mount as a mount must not take the place of /work",
      ],
      [
        "/nowhere/at/all:/data",
        3,
        'Cannot mount /data as "/nowhere/at/all" must be a directory',
      ],
    ] as const
  ) {
    const result = await sandglass(["run", "-e", "1", "--mount", mount]);
    assertEquals(result.status, status);
    assertStringIncludes(result.stderr, message);
  }
});

/** Counts the entries of a directory, with each function that lists one. */
const COUNTS = {
  python: `
import os, pathlib
d = '/data'
print(len(os.listdir(d)), sum(1 for _ in os.scandir(d)), sum(len(f) for _, _, f in os.walk(d)),
    sum(1 for p in pathlib.Path(d).rglob('*')), open(d + '/f9999').read())`,
  javascript: `
const fs = require("fs"), d = "/data";
console.log(fs.readdirSync(d).length, fs.readdirSync(d, { withFileTypes: true }).filter((e) => e.isFile()).length,
    fs.readdirSync(d, { recursive: true }).length, (await fs.promises.readdir(d)).length, fs.readFileSync(d + "/f9999", "utf8"));`,
};

Deno.test("run --mount lists at most 10 000 files of a directory, and reports more as an error", async (t) => {
  await using directory = new TestDirectory();
  for (let i = 0; i < 10_000; i++) directory.write(`f${i}`, `${i}`);
  const mount = `--mount=${directory.inside}:/data`;
  for (const isolation of ["process", "thread"]) {
    for (const [language, code] of Object.entries(COUNTS)) {
      await t.step({
        name: `${language}, ${isolation}`,
        fn: async () => {
          const result = await sandglass(
            [
              "run",
              "-l",
              language,
              "--timeout=120s",
              "--isolation",
              isolation,
              mount,
              "-e",
              code,
            ],
          );
          assertEquals(result, {
            status: 0,
            stdout: "10000 10000 10000 10000 9999\n",
            stderr: "",
          });
        },
      });
    }
  }
  directory.write("one-more", "");
  const listing = "require('fs').readdirSync('/data')";
  const { status, stderr } = await sandglass(
    ["run", "-l", "js", mount, "-e", listing],
  );
  assertEquals(status, 1);
  assertStringIncludes(
    stderr,
    "EOVERFLOW: The directory has more than 10000 entries",
  );
  const python = await sandglass(
    ["run", mount, "-e", "import os; os.listdir('/data')"],
  );
  assertEquals(python.status, 1);
  assertStringIncludes(python.stderr, "[Errno 61] Value too large");
});

/** Creates the maximum number of files, and one more. */
const MAKERS = {
  python: `
for i in range(10_001):
    try: open(f'f{i}', 'w').write('x')
    except OSError as error: print(i, error.strerror)`,
  javascript: `
for (let i = 0; i < 10_001; i++) {
  try { require("fs").writeFileSync("f" + i, "x"); } catch ({ message }) { console.log(i, message.slice(8, 31)); }
}`,
};

for (const isolation of ["process", "thread"]) {
  Deno.test(`run --out writes the 10 000 files that a guest may create (${isolation})`, async (t) => {
    for (const [language, code] of Object.entries(MAKERS)) {
      await t.step(language, async () => {
        await using directory = new TestDirectory();
        const flags = usualFlags().map((flag) =>
          flag.startsWith("--allow-write=")
            ? `${flag},${directory.inside}`
            : flag
        );
        const out = `${directory.inside}/out`;
        const made = await sandglass(
          [
            "run",
            "-q",
            "-l",
            language,
            `--isolation=${isolation}`,
            "--out",
            out,
            "-e",
            code,
          ],
          { flags },
        );
        assertEquals([made.status, made.stderr], [0, ""]);
        assertMatch(made.stdout, /^10000 no space left on device\n$/i);
        const written = await Array.fromAsync(Deno.readDir(out));
        assertEquals(written.length, 10_000);
      });
    }
  });
}
