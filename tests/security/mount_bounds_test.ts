import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { createSandbox, type Sandbox } from "../../mod.ts";
import { controls, slow } from "../level.ts";
import { assertEnded, ISOLATIONS } from "./_guest.ts";
import { namesIn, open, Trap, tryAll, valueOf } from "./_trap.ts";

/** Names that are odd on some system. */
const ODD_NAMES = [
  "new\nline",
  "CON",
  "a:b",
  "..\\x",
  "caf\u00e9",
  "cafe\u0301",
  "UPPER",
  "upper",
  " ",
  "...",
  "-rf",
  "\u202egpj",
  "x".repeat(255),
];

/** Writes files with odd names, and reads them. */
async function writeOddNames(sandbox: Sandbox): Promise<void> {
  assertEquals(
    await valueOf(
      sandbox,
      `
import os
names = ${JSON.stringify(ODD_NAMES)}
for number, name in enumerate(names):
    with open('/rw/d/' + name, 'w') as f: f.write(str(number))
[sorted(os.listdir('/rw/d')) == sorted(names + ['e', 'file.txt', 'up']), [open('/rw/d/' + name).read() for name in names]]`,
    ),
    [true, ODD_NAMES.map((_, index) => `${index}`)],
  );
}

for (const isolation of ISOLATIONS) {
  slow.test(`nothing that could block or never end is opened (python, ${isolation})`, async () => {
    await using trap = new Trap();
    const { success } = await new Deno.Command("mkfifo", {
      args: [`${trap.inside}/fifo`],
    }).output();
    assert(success);
    const device = await new Deno.Command("mknod", {
      args: [`${trap.inside}/device`, "c", "1", "5"],
      stderr: "null",
    }).output();
    await using sandbox = await open(trap, isolation);
    const names = [
      "fifo",
      "zero",
      "loop",
      ...(device.success ? ["device"] : []),
    ];
    for (const mount of ["/ro", "/rw", "/over"]) {
      const ends = await valueOf(
        sandbox,
        tryAll(names.map((name) => `${mount}/${name}`), [
          "open(p, 'rb').read(10)",
          "open(p, 'wb').write(b'x')",
          "os.stat(p)",
        ]),
      );
      assert(
        Array.isArray(ends) &&
          ends.every((end) => /^(PermissionError|OSError)/.test(`${end}`)),
        Deno.inspect(ends),
      );
    }
  });

  slow.test(`a sparse terabyte costs only its guest (python, ${isolation})`, async () => {
    await using trap = new Trap();
    await Deno.writeTextFile(`${trap.inside}/sparse`, "begin");
    await Deno.truncate(`${trap.inside}/sparse`, 2 ** 40);
    await using sandbox = await open(trap, isolation, { memoryBytes: 2 ** 27 });
    assertEquals(
      await valueOf(
        sandbox,
        "f = open('/ro/sparse', 'rb')\nf.seek(-3, 2)\n[f.read(), f.tell(), __import__('os').path.getsize('/ro/sparse')]",
      ),
      [new Uint8Array(3), 2 ** 40, 2 ** 40],
    );
    assertEnded(await sandbox.run("open('/ro/sparse', 'rb').read()"), [
      "memory",
      "error",
    ]);
    assertEquals(
      await valueOf(sandbox, "open('/ro/a.txt').read()"),
      "harmless",
    );
    const copied = await valueOf(
      sandbox,
      tryAll(["/over/sparse"], [
        "open(p, 'ab').write(b'x')",
        "os.truncate('/over/a.txt', 2**40)",
        "os.truncate('/rw/a.txt', 2**40)",
      ]),
    );
    assert(
      Array.isArray(copied) &&
        copied.every((end) => /^OSError.*No space/.test(`${end}`)),
      Deno.inspect(copied),
    );
  });

  slow.test(`depth, counts and names have limits, and odd names stay inside (python, ${isolation})`, async () => {
    await using trap = new Trap();
    await using sandbox = await createSandbox({
      isolation,
      limits: { maxFiles: 300, fileBytes: 100_000 },
      mounts: [{ host: trap.inside, guest: "/rw", mode: "rw" }],
    });
    await writeOddNames(sandbox);
    const ends = await valueOf(
      sandbox,
      tryAll([
        "/rw/nul\0",
        "/rw/" + "x".repeat(256),
        "/rw/" + "d/".repeat(3_000) + "x",
      ], ["open(p, 'w')"]),
    );
    assert(Array.isArray(ends));
    assert(
      /^ValueError/.test(`${ends[0]}`) && /^OSError/.test(`${ends[1]}`) &&
        /Error/.test(`${ends[2]}`),
      Deno.inspect(ends),
    );
    const deep = await sandbox.run(
      "import os\np = '/rw'\nwhile True:\n    p += '/deeper'\n    os.mkdir(p)",
    );
    assert(
      deep.status === "error" &&
        /too long/.test(deep.error.message),
      Deno.inspect(deep),
    );
    const many = await sandbox.run(
      "for i in range(10**6): open(f'/rw/{i}', 'w').close()",
      { limits: { timeoutMs: 60_000 } },
    );
    assert(
      many.status === "error" && many.error.message.includes("No space left"),
      Deno.inspect(many),
    );
    const much = await sandbox.run(
      "with open('/rw/a.txt', 'wb', buffering=0) as f:\n    while True: f.write(bytes(10_000))",
    );
    assert(
      much.status === "error" && much.error.message.includes("No space left"),
      Deno.inspect(much),
    );
    const files = namesIn(trap.inside).length;
    assert(files <= 320, `${files}`);
    assert((await Deno.stat(`${trap.inside}/a.txt`)).size <= 100_000);
    trap.assertUnseen(deep, many, much);
    trap.assertUntouched();
  });

  slow.test(`an unreadable or removed directory is an error for the guest only (python, ${isolation})`, async () => {
    await using trap = new Trap();
    await Deno.mkdir(`${trap.inside}/closed`, { mode: 0o000 });
    await using sandbox = await open(trap, isolation);
    const closed = await sandbox.run("import os\nos.listdir('/ro/closed')");
    // A superuser may read everything.
    assertEquals(closed.status, Deno.uid() === 0 ? "ok" : "error");
    let isThere = true;
    const move = (): void => {
      if (isThere) Deno.renameSync(trap.inside, `${trap.base}/moved`);
      isThere = false;
    };
    const gone = await sandbox.run(
      "import os\nf = open('/ro/a.txt')\nprint('opened')\nwhile os.path.exists('/ro/a.txt'): pass\n[f.read(), os.path.exists('/ro'), os.listdir('/ro')]",
      {
        limits: { timeoutMs: 20_000 },
        onStdout: move,
      },
    );
    await Deno.rename(`${trap.base}/moved`, trap.inside);
    assert(
      gone.status === "error" && gone.error.name === "FileNotFoundError",
      Deno.inspect(gone),
    );
    trap.assertUnseen(closed, gone);
    assertEquals(
      await valueOf(sandbox, "open('/ro/a.txt').read()"),
      "harmless",
    );
  });
}

controls.test("control: opening a FIFO blocks, and a device never ends", async () => {
  await using trap = new Trap();
  const fifo = `${trap.base}/fifo`;
  await new Deno.Command("mkfifo", { args: [fifo] }).output();
  let isOpen = false;
  const opening = Deno.open(fifo).then((file) => {
    isOpen = true;
    file.close();
  });
  for (let i = 0; i < 100; i++) await Deno.lstat(fifo);
  assert(!isOpen);
  using _writer = await Deno.open(fifo, { read: true, write: true });
  await opening;
  using zero = await Deno.open(`${trap.inside}/zero`);
  const bytes = new Uint8Array(2 ** 20);
  for (let i = 0; i < 16; i++) {
    assertEquals(await zero.read(bytes), bytes.length);
  }
});
