import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { atLevel, controls, slow } from "../level.ts";
import { assertEnded, ISOLATIONS } from "./_guest.ts";
import { namesIn, open, Trap, tryAll, valueOf } from "./_trap.ts";
import { Swapping } from "./_swapping.ts";

/** Paths below the mounted directory that lead out of it if they are simply joined to it. */
const WAYS_OUT = [
  "../secret.txt",
  "d/../../secret.txt",
  "d/e/../../../outside/file.txt",
  "relative",
  "absolute",
  "directory/secret.txt",
  "d/up",
  "chain-1",
  "chain-2",
  "hard",
  "directory/../secret.txt",
  "root/$BASE/secret.txt",
  "self/root/$BASE/secret.txt",
];

/** How a guest uses each of them, in all three mounts. */
const USES: Readonly<Record<string, string>> = {
  "open()": "open(p).read()",
  "os.open()": "os.read(os.open(p, os.O_RDONLY), 100)",
  "open() for writing": "open(p, 'w').write('x')",
  "open() for appending": "open(p, 'a').write('x')",
  "open() for updating": "open(p, 'r+').write('x')",
  "os.truncate()": "os.truncate(p, 0)",
  "os.listdir()": "os.listdir(os.path.dirname(p))",
  "a host request":
    "sandglass_host.request_host('file', json.dumps({'op': 'read', 'path': p, 'offset': 0, 'length': 100}))",
  "a host request to write":
    "sandglass_host.request_host('file', json.dumps({'op': 'write', 'path': p, 'offset': 0, 'create': True, 'truncate': True}), b'x')",
  "a copy": "shutil.copy(p, '/tmp/copy') and open('/tmp/copy').read()",
  "a module":
    "importlib.util.spec_from_file_location('m', p).loader.get_data(p)",
  "a database": "sqlite3.connect(p).execute('create table t (a)')",
};

for (const isolation of ISOLATIONS) {
  Deno.test(`no path through a mount leads out of it (python, ${isolation})`, async (t) => {
    await using trap = new Trap();
    await using sandbox = await open(trap, isolation);
    for (const [mount, level] of atLevel(["/ro", "/rw", "/over"])) {
      await t.step({
        ...level,
        name: mount,
        sanitizeOps: false,
        sanitizeResources: false,
        fn: async (): Promise<void> => {
          const ways = WAYS_OUT.map((way) =>
            `${mount}/${way.replace("$BASE", trap.base.slice(1))}`
          );
          const result = await sandbox.run(tryAll(ways, Object.values(USES)), {
            limits: { timeoutMs: 30_000 },
          });
          assertEnded(result, ["ok"]);
          // The guest chose the requested paths itself.
          const text = JSON.stringify(
            result.status === "ok" ? result.value : "",
          ).replaceAll(`root/${trap.base.slice(1)}`, "");
          assert(!text.includes(trap.secret), text);
          assert(!text.includes(trap.base), text);
          trap.assertUntouched();
        },
      });
    }
    assertEquals(
      await valueOf(sandbox, "open('/rw/a.txt').read()"),
      "harmless",
    );
  });

  slow.test(`a dangling link is not followed to create its target (python, ${isolation})`, async () => {
    await using trap = new Trap();
    await using sandbox = await open(trap, isolation);
    const ways = ["dangling", "dangling-absolute", "directory/new.txt"].map((
      name,
    ) => `/rw/${name}`);
    const result = await sandbox.run(
      tryAll(ways, [
        "open(p, 'w')",
        "open(p, 'x')",
        "os.mkdir(p)",
        "os.rename('/rw/a.txt', p + '/x')",
      ]),
    );
    trap.assertUnseen(result);
    trap.assertUntouched();
  });

  slow.test(`links, FIFOs and devices cannot be made, and removing a link keeps its target (python, ${isolation})`, async () => {
    await using trap = new Trap();
    await using sandbox = await open(trap, isolation);
    const made = await valueOf(
      sandbox,
      tryAll(["/rw/made"], [
        `os.symlink('${trap.base}/secret.txt', p)`,
        "os.link('/rw/a.txt', p)",
        "os.mkfifo(p)",
        "os.mknod(p, 0o20666, 0x105)",
      ]),
    );
    assert(
      Array.isArray(made) && made.every((end) => /Error/.test(`${end}`)),
      Deno.inspect(made),
    );
    assert(
      !namesIn(trap.inside).includes("made"),
    );
    await valueOf(
      sandbox,
      "import os\nfor name in ('hard', 'inner', 'a.txt'): os.unlink('/rw/' + name)",
    );
    const removed = await valueOf(
      sandbox,
      tryAll(["/rw/directory", "/rw/relative"], ["os.unlink(p)"]),
    );
    assert(`${removed}`.startsWith("PermissionError"));
    assertEquals(
      await Deno.readTextFile(`${trap.inside}/d/file.txt`),
      "harmless",
    );
    trap.assertUntouched();
  });

  slow.test(`a directory that is being swapped with a link reveals nothing (python, ${isolation})`, async () => {
    await using trap = new Trap();
    await Deno.symlink("../outside", `${trap.inside}/d-link`);
    await using sandbox = await open(trap, isolation);
    await using swapping = await Swapping.start(trap.inside);
    const result = await sandbox.run(
      `
import os, time
seen = set()
until = time.monotonic() + 1.5
while time.monotonic() < until:
    for mount in ('/ro', '/rw', '/over'):
        try:
            with open(mount + '/d/file.txt') as f: seen.add(f.read())
        except OSError as error:
            seen.add(type(error).__name__)
        try:
            with open(mount + '/d/file.txt', 'r+') as f: f.write('harmless')
        except OSError as error:
            seen.add(type(error).__name__)
sorted(seen)`,
      { limits: { timeoutMs: 30_000 } },
    );
    assert(swapping.count > 100);
    assertEnded(result, ["ok"]);
    trap.assertUnseen(result);
    trap.assertUntouched();
  });
}

controls.test("control: simply joined paths lead out by every way", async () => {
  await using trap = new Trap();
  for (const way of WAYS_OUT) {
    // The path through /proc is this process's own.
    const path = `${trap.inside}/${way.replace("$BASE", trap.base.slice(1))}`;
    assertEquals(await Deno.readTextFile(path), trap.secret, way);
  }
  await Deno.writeTextFile(`${trap.inside}/directory/new.txt`, "x");
  let isTouched = false;
  try {
    trap.assertUntouched();
  } catch {
    isTouched = true;
  }
  assert(isTouched);
});

controls.test("control: checking before opening does not help while a directory is being swapped", async () => {
  await using trap = new Trap();
  await Deno.symlink("../outside", `${trap.inside}/d-link`);
  await using swapping = await Swapping.start(trap.inside);
  const seen = new Set<string>();
  const until = performance.now() + 30_000;
  while (!seen.has(trap.secret) && performance.now() < until) {
    seen.add(readCarefully(trap.inside));
  }
  assert(swapping.count > 0);
  assert(seen.has(trap.secret));
});

/** Reads a file after a check that it is inside. */
function readCarefully(inside: string): string {
  try {
    const real = Deno.realPathSync(`${inside}/d/file.txt`);
    return real.startsWith(`${inside}/`)
      ? Deno.readTextFileSync(real)
      : "refused";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "missing";
    throw error;
  }
}
