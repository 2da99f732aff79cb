import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import {
  createSandbox,
  type Isolation,
  type Limits,
  type RunResult,
  type Sandbox,
  type Value,
} from "../../mod.ts";
import { atLevel, controls, slow } from "../level.ts";
import { assertEnded, ISOLATIONS } from "./_guest.ts";

/** A mounted directory with traps in it, and its surroundings. */
class Trap implements AsyncDisposable {
  readonly secret: string = `secret-${crypto.randomUUID()}`;
  readonly base: string = Deno.realPathSync(
    Deno.makeTempDirSync({ prefix: "trap-" }),
  );
  readonly inside: string = `${this.base}/inside`;
  readonly #before: string;

  constructor() {
    const at = (name: string): string => `${this.base}/${name}`;
    Deno.mkdirSync(at("inside/d/e"), { recursive: true });
    Deno.mkdirSync(at("outside"));
    for (
      const name of [
        "secret.txt",
        "outside/secret.txt",
        "outside/file.txt",
        "hard.txt",
      ]
    ) {
      Deno.writeTextFileSync(at(name), this.secret);
    }
    Deno.writeTextFileSync(at("inside/d/file.txt"), "harmless");
    Deno.writeTextFileSync(at("inside/a.txt"), "harmless");
    const links: Readonly<Record<string, string>> = {
      "relative": "../secret.txt",
      "absolute": at("secret.txt"),
      "directory": at("outside"),
      "d/up": "../../secret.txt",
      "chain-1": "chain-2",
      "chain-2": "directory/secret.txt",
      "root": "/",
      "self": "/proc/self",
      "loop": "loop",
      "zero": "/dev/zero",
      "inner": "d/file.txt",
      "dangling": "../new.txt",
      "dangling-absolute": at("outside/new.txt"),
    };
    for (const [name, target] of Object.entries(links)) {
      Deno.symlinkSync(target, at(`inside/${name}`));
    }
    Deno.linkSync(at("hard.txt"), at("inside/hard"));
    this.#before = this.#describe();
  }

  /** Asserts that a guest saw nothing of the outside, and no host path. */
  assertUnseen(...results: readonly RunResult[]): void {
    const text = Deno.inspect(results, { depth: 20, strAbbreviateSize: 1e7 });
    assert(!text.includes(this.secret), `The secret leaked: ${text}`);
    assert(!text.includes(this.base), `A host path leaked: ${text}`);
  }

  /** Asserts that nothing outside was changed or made. */
  assertUntouched(): void {
    assertEquals(this.#describe(), this.#before);
  }

  #describe(): string {
    const list = (name: string): string[] =>
      Array.from(Deno.readDirSync(`${this.base}/${name}`), (one) => one.name)
        .sort();
    const files = [
      "secret.txt",
      "outside/secret.txt",
      "outside/file.txt",
      "hard.txt",
    ];
    return JSON.stringify([
      list("."),
      list("outside"),
      files.map((name) => Deno.readTextFileSync(`${this.base}/${name}`)),
    ]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.base, { recursive: true });
  }
}

function open(
  trap: Trap,
  isolation: Isolation,
  limits: Partial<Limits> = {},
): Promise<Sandbox> {
  return createSandbox({
    isolation,
    limits,
    mounts: [
      { host: trap.inside, guest: "/ro" },
      { host: trap.inside, guest: "/rw", mode: "rw" },
      { host: trap.inside, guest: "/over", mode: "overlay" },
    ],
  });
}

async function valueOf(
  sandbox: Sandbox,
  code: string,
): Promise<Value | undefined> {
  const result = await sandbox.run(code, { limits: { timeoutMs: 20_000 } });
  assert(result.status === "ok", Deno.inspect(result));
  return result.value;
}

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

const PRELUDE =
  "import importlib.util, json, os, shutil, sqlite3, sandglass_host";

/** Tries every use of every path, and returns the name of each error. */
function tryAll(ways: readonly string[], uses: readonly string[]): string {
  return `
${PRELUDE}
ends = []
for p in ${JSON.stringify(ways)}:
    for use in ${JSON.stringify(uses)}:
        try:
            ends.append(repr(eval(use)))
        except BaseException as error:
            ends.append(f'{type(error).__name__} {error}')
ends`;
}

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
    const odd = [
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
    assertEquals(
      await valueOf(
        sandbox,
        `
import os
names = ${JSON.stringify(odd)}
for number, name in enumerate(names):
    with open('/rw/d/' + name, 'w') as f: f.write(str(number))
[sorted(os.listdir('/rw/d')) == sorted(names + ['e', 'file.txt', 'up']), [open('/rw/d/' + name).read() for name in names]]`,
      ),
      [true, odd.map((_, index) => `${index}`)],
    );
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

function namesIn(directory: string): string[] {
  return Array.from(Deno.readDirSync(directory), ({ name }) => name);
}

/** A thread that swaps a directory with a link. */
class Swapping implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #control: Int32Array<SharedArrayBuffer>;

  private constructor(worker: Worker, control: Int32Array<SharedArrayBuffer>) {
    this.#worker = worker;
    this.#control = control;
  }

  static async start(inside: string): Promise<Swapping> {
    const worker = new Worker(import.meta.resolve("./_swap_worker.ts"), {
      type: "module",
    });
    const control = new Int32Array(new SharedArrayBuffer(8));
    const started = new Promise((resolve) => worker.onmessage = resolve);
    worker.postMessage({ inside, control });
    await started;
    return new Swapping(worker, control);
  }

  /** The number of swaps so far. */
  get count(): number {
    return Atomics.load(this.#control, 1);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const before = this.count;
    Atomics.store(this.#control, 0, 1);
    // The running swap ends before the directory is removed.
    await new Promise((resolve) => setTimeout(resolve, 20));
    this.#worker.terminate();
    assert(this.count >= before);
  }
}
