// deno-lint-ignore-file no-sync-fn-in-async-fn explicit-function-return-type -- nothing else goes on meanwhile; cases have a type
import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Engine } from "../../../engines/engine.ts";
import { loadEngine } from "../../../engines/registry.ts";
import { SnapshotStore } from "../../../sandbox/snapshot/snapshot_store.ts";

const SNAPSHOT = new Uint8Array([...Array(5_000).keys()].map((i) => i % 251));

/** An engine whose snapshot depends on something. */
async function engineOf(dependsOn: string): Promise<Engine> {
  const pyodide = await loadEngine("pyodide");
  assert(pyodide.snapshot !== undefined);
  return {
    ...pyodide,
    snapshot: { ...pyodide.snapshot, dependsOn: [dependsOn] },
  };
}

/** A directory for snapshots, with what a process that uses it sees. */
class Cache implements AsyncDisposable {
  readonly directory: string;
  readonly warnings: string[] = [];
  built = 0;

  constructor() {
    this.directory = `${Deno.makeTempDirSync()}/cache/sandglass`;
  }

  /** The snapshot, as a process that has not loaded it yet gets it. */
  async get(
    { version = "1", build = () => Promise.resolve(SNAPSHOT.slice()) }: {
      version?: string;
      build?: () => Promise<Uint8Array>;
    } = {},
  ): Promise<Uint8Array<ArrayBuffer>> {
    const snapshot = await new SnapshotStore(() => this.directory).get(
      await engineOf(version),
      () => {
        this.built++;
        return build();
      },
      {
        onWarning: (message) => this.warnings.push(message),
        onProgress: () => {},
      },
    );
    return Uint8Array.from(new Uint8Array(snapshot));
  }

  files(): string[] {
    return [...Deno.readDirSync(this.directory)].map(({ name }) => name);
  }

  /** The path of the only file. */
  path(): string {
    const [name, ...others] = this.files();
    assertEquals(others, []);
    return `${this.directory}/${name}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.directory.replace("/cache/sandglass", ""), {
      recursive: true,
    });
  }
}

Deno.test("SnapshotStore.get() builds once, then reads", async () => {
  await using cache = new Cache();
  assertEquals(await cache.get(), SNAPSHOT);
  assertEquals(await cache.get(), SNAPSHOT);
  assertEquals(cache.built, 1);
  assertEquals(cache.warnings, []);
});

Deno.test("SnapshotStore.get() gives all callers the same memory, and builds once for them", async () => {
  await using cache = new Cache();
  const store = new SnapshotStore(() => cache.directory);
  const engine = await engineOf("1");
  let built = 0;
  const listener = { onWarning: () => {}, onProgress: () => {} };
  const snapshots = await Promise.all(
    [1, 2, 3].map(() =>
      store.get(engine, () => {
        built++;
        return Promise.resolve(SNAPSHOT);
      }, listener)
    ),
  );
  assertEquals(new Set(snapshots).size, 1);
  assert(snapshots[0] instanceof SharedArrayBuffer);
  assertEquals(built, 1);
});

Deno.test("SnapshotStore.get() writes for this user alone, and leaves nothing else", async () => {
  await using cache = new Cache();
  await cache.get();
  if (Deno.build.os !== "windows") {
    const mode = (path: string): number =>
      (Deno.statSync(path).mode ?? 0) & 0o777;
    assertEquals(mode(cache.directory), 0o700);
    assertEquals(mode(cache.path()), 0o600);
  }
  assert(cache.path().endsWith(".snapshot"));
});

/** Ways of spoiling a file, with what is said of them. */
const SPOILED: readonly {
  readonly name: string;
  readonly fault: RegExp;
  readonly spoil: (file: Uint8Array) => Uint8Array;
}[] = [
  { name: "empty", fault: /is truncated/, spoil: () => new Uint8Array(0) },
  {
    name: "cut within its head",
    fault: /is truncated/,
    spoil: (file) => file.subarray(0, 50),
  },
  {
    name: "cut within its snapshot",
    fault: /is damaged/,
    spoil: (file) => file.subarray(0, file.length - 1),
  },
  {
    name: "longer than it was",
    fault: /is damaged/,
    spoil: (file) => Uint8Array.from([...file, 0]),
  },
  {
    name: "changed in its last byte",
    fault: /is damaged/,
    spoil: (file) => file.with(-1, (file.at(-1) ?? 0) ^ 1),
  },
  {
    name: "changed in its key",
    fault: /is damaged/,
    spoil: (file) => file.with(45, (file[45] ?? 0) ^ 1),
  },
  {
    name: "changed in its digest",
    fault: /is damaged/,
    spoil: (file) => file.with(20, (file[20] ?? 0) ^ 1),
  },
  {
    name: "foreign",
    fault: /is no snapshot of this version/,
    spoil: (file) => new Uint8Array(file.length).fill(7),
  },
];

for (const { name, fault, spoil } of SPOILED) {
  Deno.test(`SnapshotStore.get() discards a file that is ${name}, and builds anew`, async () => {
    await using cache = new Cache();
    await cache.get();
    const path = cache.path();
    const whole = Deno.readFileSync(path);
    Deno.writeFileSync(path, spoil(whole));
    assertEquals(await cache.get(), SNAPSHOT);
    assertEquals(cache.built, 2);
    assertEquals(cache.warnings.length, 1);
    assert(fault.test(cache.warnings[0] ?? ""), cache.warnings[0]);
    assertEquals(Deno.readFileSync(cache.path()), whole);
  });
}

/** What is no file of ours, with what is said of it. */
const FOREIGN: Readonly<Record<string, [RegExp, (path: string) => void]>> = {
  "a pipe": [/is no regular file/, (path) => {
    new Deno.Command("mkfifo", { args: [path] }).outputSync();
  }],
  "a link to a device": [
    /is no regular file/,
    (path) => Deno.symlinkSync("/dev/zero", path),
  ],
  "a link to nothing": [
    /is no regular file/,
    (path) => Deno.symlinkSync("nothing", path),
  ],
  "an empty directory": [/is no regular file/, (path) => Deno.mkdirSync(path)],
  "larger than memory": [/has more than 256 MiB/, (path) => {
    Deno.writeTextFileSync(path, "");
    Deno.truncateSync(path, 3 * 2 ** 30);
  }],
};

for (const [name, [fault, make]] of Object.entries(FOREIGN)) {
  Deno.test({
    name: `SnapshotStore discards what is ${name}, and builds anew`,
    ignore: Deno.build.os === "windows",
    async fn() {
      await using cache = new Cache();
      await cache.get();
      const path = cache.path();
      const whole = Deno.readFileSync(path);
      Deno.removeSync(path);
      make(path);
      // No start uses this file.
      const store = new SnapshotStore(() => cache.directory);
      const listener = { onWarning: () => {}, onProgress: () => {} };
      const engine = await engineOf("1");
      assertEquals(await store.find(engine, listener), undefined);
      assertEquals((await store.describe(engine))?.state, "invalid");
      assertEquals(await cache.get(), SNAPSHOT);
      assertEquals(cache.warnings.length, 1);
      assert(fault.test(cache.warnings[0] ?? ""), cache.warnings[0]);
      assertEquals(Deno.readFileSync(cache.path()), whole);
      assertEquals((await store.find(engine, listener))?.path, path);
    },
  });
}

Deno.test({
  name: "SnapshotStore warns once of a directory that others can write",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using cache = new Cache();
    await cache.get();
    Deno.chmodSync(cache.directory, 0o777);
    const warnings: string[] = [];
    const listener = {
      onWarning: (message: string) => void warnings.push(message),
      onProgress: () => {},
    };
    const store = new SnapshotStore(() => cache.directory);
    const engine = await engineOf("1");
    await store.find(engine, listener);
    await store.find(engine, listener);
    await store.get(engine, () => Promise.resolve(SNAPSHOT), listener);
    assertEquals(warnings.length, 1);
    assert(warnings[0]?.includes(cache.directory), warnings[0]);
  },
});

Deno.test("control: the digest is what gives a changed snapshot away", async () => {
  await using cache = new Cache();
  await cache.get();
  const path = cache.path();
  const file = Deno.readFileSync(path);
  const changed = file.with(-1, (file.at(-1) ?? 0) ^ 1);
  // The digest covers all that follows it, which is one piece, and stands after the magic word.
  const piece = await crypto.subtle.digest("SHA-256", changed.subarray(40));
  changed.set(new Uint8Array(await crypto.subtle.digest("SHA-256", piece)), 8);
  Deno.writeFileSync(path, changed);
  const snapshot = await cache.get();
  assertEquals(snapshot.at(-1), (SNAPSHOT.at(-1) ?? 0) ^ 1);
  assertEquals(cache.warnings, []);
});

Deno.test("SnapshotStore.get() sees through a change in any piece of a large file", async () => {
  await using cache = new Cache();
  const snapshot = new Uint8Array(3 * 2 ** 20);
  const build = () => Promise.resolve(snapshot.slice());
  await cache.get({ build });
  const path = cache.path();
  const whole = Deno.readFileSync(path);
  for (const at of [100, 2 ** 20, 2 * 2 ** 20 + 5, whole.length - 1]) {
    Deno.writeFileSync(path, whole.with(at, 1));
    assertEquals((await cache.get({ build })).indexOf(1), -1, `${at}`);
  }
  assertEquals(cache.built, 5);
  // Nor are pieces in another order the same.
  const swapped = whole.slice();
  swapped.set(whole.subarray(40, 40 + 2 ** 20), 40 + 2 ** 20);
  swapped.set(whole.subarray(40 + 2 ** 20, 40 + 2 ** 21), 40);
  Deno.writeFileSync(path, swapped);
  await cache.get({ build });
  assertEquals(cache.built, 6);
});

Deno.test("SnapshotStore.get() does not take the file of another version under its own name", async () => {
  await using cache = new Cache();
  await cache.get({ version: "1" });
  const other = cache.path();
  await using elsewhere = new Cache();
  await elsewhere.get({ version: "2" });
  Deno.copyFileSync(other, elsewhere.path());
  assertEquals(await elsewhere.get({ version: "2" }), SNAPSHOT);
  assertEquals(elsewhere.built, 2);
  assert(elsewhere.warnings[0]?.includes("belongs to another version"));
});

Deno.test("SnapshotStore.get() keeps the snapshots of two versions apart", async () => {
  await using cache = new Cache();
  await cache.get({ version: "1" });
  await cache.get({ version: "2" });
  assertEquals(cache.built, 2);
  assertEquals(cache.files().length, 2);
  assertEquals(cache.warnings, []);
});

Deno.test("SnapshotStore.get() keeps the snapshots of four versions, and what is no snapshot", async () => {
  await using cache = new Cache();
  for (const version of ["1", "2", "3", "4", "5"]) {
    await cache.get({ version });
    for (const name of cache.files()) {
      // Older by a second each time, as a clock may tell too little.
      const path = `${cache.directory}/${name}`;
      const { mtime } = Deno.statSync(path);
      const before = (mtime?.getTime() ?? 0) - 1000;
      Deno.utimeSync(path, before / 1000, before / 1000);
    }
    Deno.writeTextFileSync(`${cache.directory}/history-python`, "1 + 1");
  }
  assertEquals(cache.files().length, 5);
  assertEquals(cache.files().includes("history-python"), true);
  assertEquals(cache.built, 5);
  for (const version of ["5", "4", "3", "2"]) await cache.get({ version });
  assertEquals(cache.built, 5);
});

Deno.test("SnapshotStore.get() builds where the file is a directory, and says so", async () => {
  await using cache = new Cache();
  await cache.get();
  const path = cache.path();
  Deno.removeSync(path);
  Deno.mkdirSync(`${path}/full`, { recursive: true });
  assertEquals(await cache.get(), SNAPSHOT);
  assert(cache.warnings.length > 0);
  // Nothing half written is left beside it.
  assertEquals(cache.files().length, 1);
});

Deno.test("SnapshotStore.get() builds where the directory cannot be made, and says so", async () => {
  await using cache = new Cache();
  Deno.mkdirSync(cache.directory.replace("/sandglass", ""));
  Deno.writeTextFileSync(cache.directory, "a file");
  assertEquals(await cache.get(), SNAPSHOT);
  assert(/could not be (kept|written)/.test(cache.warnings.at(-1) ?? ""));
  Deno.removeSync(cache.directory);
  Deno.mkdirSync(cache.directory);
});

Deno.test("SnapshotStore.get() builds for each process where no directory is known", async () => {
  const warnings: string[] = [];
  const snapshot = await new SnapshotStore(() => undefined).get(
    await engineOf("1"),
    () => Promise.resolve(SNAPSHOT),
    { onWarning: (text) => warnings.push(text), onProgress: () => {} },
  );
  assertEquals(Uint8Array.from(new Uint8Array(snapshot)), SNAPSHOT);
  assertEquals(warnings.length, 1);
  assert(warnings[0]?.includes("--allow-env"));
});

Deno.test("SnapshotStore.get() does not keep a failure", async () => {
  await using cache = new Cache();
  const store = new SnapshotStore(() => cache.directory);
  const engine = await engineOf("1");
  const listener = { onWarning: () => {}, onProgress: () => {} };
  await assertRejects(
    () =>
      store.get(engine, () => Promise.reject(new Error("no luck")), listener),
    Error,
    "no luck",
  );
  const snapshot = await store.get(
    engine,
    () => Promise.resolve(SNAPSHOT),
    listener,
  );
  assertEquals(Uint8Array.from(new Uint8Array(snapshot)), SNAPSHOT);
});

Deno.test("SnapshotStore.describe() tells whether there is a snapshot, and where", async () => {
  await using cache = new Cache();
  const store = new SnapshotStore(() => cache.directory);
  const engine = await engineOf("1");
  const before = await store.describe(engine);
  assertEquals(before?.state, "absent");
  await cache.get();
  assertEquals(await store.describe(engine), {
    state: "ready",
    path: cache.path(),
    bytes: Deno.statSync(cache.path()).size,
  });
  assertEquals(before?.path, cache.path());
  assertEquals(await store.describe(await loadEngine("quickjs")), undefined);
  assertEquals(await new SnapshotStore(() => undefined).describe(engine), {
    state: "absent",
  });
});
