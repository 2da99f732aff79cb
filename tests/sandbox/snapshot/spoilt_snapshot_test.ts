// deno-lint-ignore-file no-sync-fn-in-async-fn explicit-function-return-type -- nothing else goes on meanwhile; cases have a type
import { assert, assertEquals } from "@std/assert";
import { SnapshotStore } from "../../../sandbox/snapshot/snapshot_store.ts";
import { Cache, engineOf, SNAPSHOT } from "./_cache.ts";

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
