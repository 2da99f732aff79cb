import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { SandboxError } from "../../../core/errors.ts";
import { readWheel } from "../../../sandbox/packages/read_wheel.ts";
import { makeZip } from "../_make_zip.ts";
import { type MadeWheel, makeWheel, type WheelOptions } from "./_make_wheel.ts";

async function failure(
  wheel: Pick<MadeWheel, "name" | "version" | "bytes">,
): Promise<string> {
  const { message, code } = await assertRejects(
    () => readWheel(wheel, wheel.bytes),
    SandboxError,
  );
  assertEquals(code, "PACKAGES_FAILED");
  return message;
}

Deno.test("readWheel() gives the files that guests get, and a list of them", async () => {
  const wheel = await makeWheel({
    files: {
      "demo/b.py": "b = 1\n",
      "demo/a, b.py": "",
      "demo-1.0.data/purelib/demo/pure.py": "",
      "demo-1.0.data/platlib/demo_more/plat.py": "",
      "demo-1.0.data/scripts/demo": "#!python\n",
      "demo-1.0.data/headers/demo.h": "",
      "demo-1.0.data/data/share/demo.1": "",
      "demo-1.0.dist-info/INSTALLER": "somebody\n",
      "demo-1.0.dist-info/entry_points.txt": "[console_scripts]\n",
    },
    record: (lines) =>
      lines.map((line) => line.replace("demo/a, b.py", '"demo/a, b.py"')),
  });
  const files = await readWheel(wheel, wheel.bytes);
  assertEquals(files.map(({ path }) => path), [
    "demo-1.0.dist-info/METADATA",
    "demo-1.0.dist-info/WHEEL",
    "demo-1.0.dist-info/entry_points.txt",
    "demo/a, b.py",
    "demo/b.py",
    "demo/pure.py",
    "demo_more/plat.py",
    "demo-1.0.dist-info/RECORD",
  ]);
  const record = new TextDecoder().decode(files.at(-1)?.bytes);
  assertStringIncludes(record, '"demo/a, b.py",sha256=47DEQpj8HBSa-');
  assertStringIncludes(record, "demo-1.0.dist-info/RECORD,,\n");
});

Deno.test("readWheel() reads a list with other digests, and signatures", async () => {
  const digest = async (algorithm: string): Promise<string> =>
    new Uint8Array(
      await crypto.subtle.digest(algorithm, new TextEncoder().encode("a")),
    ).toBase64({ alphabet: "base64url", omitPadding: true });
  const sha512 = await digest("SHA-512");
  const wheel = await makeWheel({
    files: { "demo.py": "a" },
    unlisted: [{ name: "demo-1.0.dist-info/RECORD.jws", content: "{}" }],
    record: (lines) =>
      lines.map((line) =>
        line.startsWith("demo.py") ? `demo.py,sha512=${sha512},` : line
      ),
  });
  assertEquals((await readWheel(wheel, wheel.bytes)).length, 4);
});

Deno.test("a path leads out of site-packages", async () => {
  for (
    const path of [
      "../evil.py",
      "demo/../../evil.py",
      "/etc/evil.py",
      "demo\\..\\evil.py",
      "C:/evil.py",
      "demo/nul.py",
      "demo/a\0b.py",
      "demo-1.0.data/purelib/../../evil.py",
    ]
  ) {
    const wheel = await makeWheel({ files: { [path]: "" } });
    assertStringIncludes(await failure(wheel), "whose path ", path);
  }
});

Deno.test("a link leads out of site-packages", async () => {
  for (const mode of [0o120777, 0o020666, 0o010644]) {
    const wheel = await makeWheel({
      unlisted: [{ name: "demo/link", content: "/etc/passwd", mode }],
    });
    assertStringIncludes(
      await failure(wheel),
      'the package demo 1.0 has "demo/link", which is a link or a device',
    );
  }
  // Control: an ordinary mode.
  const files = { "demo.py": "" };
  const wheel = await makeWheel({ files });
  await readWheel(wheel, wheel.bytes);
});

Deno.test("two names are one on some system", async () => {
  const pairs: readonly (readonly [string, string])[] = [
    ["demo/a.py", "demo/A.py"],
    ["demo/a.py", "DEMO/b.py"],
    ["demo/\u00e9.py", "demo/e\u0301.py"],
    ["demo/a", "demo/a/b.py"],
    ["demo/a.py", "demo-1.0.data/purelib/demo/a.py"],
    ["demo/a.py", "demo-1.0.data/platlib/demo/A.py"],
  ];
  for (const [a, b] of pairs) {
    const wheel = await makeWheel({ files: { [a]: "1", [b]: "2" } });
    assertStringIncludes(await failure(wheel), "which are the same name", b);
  }
});

Deno.test("a zip bomb fills the memory", async () => {
  const bomb = await makeWheel({
    unlisted: [{
      name: "demo/bomb",
      content: new Uint8Array(1_000),
      claimedBytes: 2 ** 31,
    }],
  });
  assertStringIncludes(await failure(bomb), "more than 256 MiB of files");
  const member = await makeWheel({
    unlisted: [{
      name: "demo/bomb",
      content: new Uint8Array(1_000),
      claimedBytes: 2 ** 27 + 1,
    }],
  });
  assertStringIncludes(await failure(member), "bytes in demo/bomb");
  // A member that is larger than its entry says.
  const liar = await makeWheel({
    unlisted: [{
      name: "demo/bomb",
      content: new Uint8Array(2 ** 24),
      claimedBytes: 10,
    }],
  });
  assertStringIncludes(await failure(liar), "damaged member demo/bomb");
});

Deno.test("a wheel has more files than anybody can look at", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 50_001 }, (_, i) => [`demo/${i}`, ""]),
  );
  const bytes = await makeZip(
    Object.keys(files).map((name) => ({ name, content: "", isPacked: false })),
  );
  assertStringIncludes(
    await failure({ name: "demo", version: "1.0", bytes }),
    "has more than 50000 files",
  );
});

/** Wheels that say something else than they are, with a part of the message. */
const LIARS: Readonly<Record<string, readonly [WheelOptions, string]>> = {
  "a file is not in the list": [
    { unlisted: [{ name: "demo/more.py", content: "" }] },
    "has demo/more.py, which is not in its file list",
  ],
  "a listed file is missing": [
    { record: (lines) => ["demo/x.py,sha256=47DEQpj8HBSa,0", ...lines] },
    "has no demo/x.py, which is in its file list",
  ],
  "a digest is another one": [
    { record: (lines) => lines.map((line) => line.replace(/=..../, "=AAAA")) },
    "has another demo/__init__.py than its file list says",
  ],
  "a size is another one": [
    { record: (lines) => lines.map((line) => line.replace(/,\d+$/, ",1")) },
    "than its file list says",
  ],
  "a file has no digest": [
    { record: (lines) => lines.map((line) => line.replace(/,.*/, ",,")) },
    "than its file list says",
  ],
  "a digest is weak": [
    { record: (lines) => lines.map((line) => line.replace("sha256", "md5")) },
    "than its file list says",
  ],
  "a file is listed twice": [
    { record: (lines) => [...lines, ...lines] },
    "twice in its file list",
  ],
  "the list cannot be read": [
    { record: () => ['demo/__init__.py,"'] },
    "has an unreadable file list",
  ],
  "the description is of another package": [
    { description: "Name: evil\nVersion: 1.0\n" },
    'describes itself as "evil 1.0"',
  ],
  "the description is of another version": [
    { description: "Name: demo\nVersion: 2.0\n" },
    'describes itself as "demo 2.0"',
  ],
  "the name is in the text of the description": [
    { description: "Summary: none\n\nName: demo\nVersion: 1.0\n" },
    'describes itself as " "',
  ],
  "the folder of the description is of another package": [
    { info: "evil-1.0.dist-info" },
    "has the description of another one: evil-1.0.dist-info",
  ],
  "there are two descriptions": [
    { files: { "evil-1.0.dist-info/METADATA": "" } },
    "has several descriptions",
  ],
};

for (const [threat, [options, message]] of Object.entries(LIARS)) {
  Deno.test(`a wheel lies: ${threat}`, async () => {
    const wheel = await makeWheel(options);
    assertStringIncludes(await failure(wheel), message);
  });
}

Deno.test("a package takes the place of a module of the sandbox", async () => {
  for (
    const path of [
      "sandglass_guest.py",
      "sandglass_new/__init__.py",
      "pwd.py",
      "dbm/__init__.py",
      "_host.cpython-314.so",
      "demo-1.0.data/purelib/pwd.py",
    ]
  ) {
    const wheel = await makeWheel({ files: { [path]: "" } });
    assertStringIncludes(
      await failure(wheel),
      "which is a name of the sandbox's own modules",
      path,
    );
  }
});

Deno.test("readWheel() refuses what is no wheel", async () => {
  const bytes = new TextEncoder().encode("<html>Not found</html>");
  assertEquals(
    await failure({ name: "demo", version: "1.0", bytes }),
    "Cannot prepare packages as the package demo 1.0 cannot be unpacked: its wheel is no zip file, or ends early",
  );
  const zip = await makeZip([{ name: "a.txt", content: "" }]);
  assertStringIncludes(
    await failure({ name: "demo", version: "1.0", bytes: zip }),
    "has no description: it is no wheel",
  );
  const { bytes: whole } = await makeWheel();
  const short = whole.slice(0, -30);
  assertStringIncludes(
    await failure({ name: "demo", version: "1.0", bytes: short }),
    "cannot be unpacked",
  );
});
