// deno-lint-ignore-file no-sync-fn-in-async-fn -- nothing else goes on meanwhile
import { assert, assertEquals, assertRejects } from "@std/assert";
import { loadEngine } from "../../../engines/registry.ts";
import { SnapshotStore } from "../../../sandbox/snapshot/snapshot_store.ts";
import { Cache, engineOf, SNAPSHOT } from "./_cache.ts";

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
