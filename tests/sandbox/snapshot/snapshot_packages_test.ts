import { assertEquals, assertRejects } from "@std/assert";
import type { PackageSet } from "../../../core/packages.ts";
import { SandboxError } from "../../../core/errors.ts";
import { SnapshotStore } from "../../../sandbox/snapshot/snapshot_store.ts";
import { Cache, engineOf, SNAPSHOT } from "./_cache.ts";

function setOf(
  digit: string,
  imports: readonly string[] = ["demo"],
): PackageSet {
  return {
    sha256: digit.repeat(64),
    path: "/none",
    bytes: 1,
    imports,
    packages: [{ name: "demo", version: "1.0" }],
  };
}

const LISTENER = { onWarning: () => {}, onProgress: () => {} };

Deno.test("SnapshotStore keeps the snapshots of packages apart from that of the engine, and from each other", async () => {
  await using cache = new Cache();
  const engine = await engineOf("1");
  const built: (string | undefined)[] = [];
  const get = (withPackages?: PackageSet): Promise<SharedArrayBuffer> =>
    new SnapshotStore(() => cache.directory).get(engine, (_, packages) => {
      built.push(packages?.sha256[0]);
      return Promise.resolve(SNAPSHOT.slice());
    }, { ...LISTENER, withPackages });
  for (let i = 0; i < 2; i++) {
    await get();
    await get(setOf("a"));
    await get(setOf("b"));
    await get(setOf("a", ["other"]));
  }
  assertEquals(built, [undefined, "a", "b", "a"]);
  assertEquals(
    cache.files().map((name) => name.replace(/^python-[\da-f]{32}/, "")).sort(),
    [
      `-${"a".repeat(16)}.snapshot`,
      `-${"a".repeat(16)}.snapshot`,
      `-${"b".repeat(16)}.snapshot`,
      ".snapshot",
    ],
  );
  const store = new SnapshotStore(() => cache.directory);
  const found = await store.find(engine, {
    ...LISTENER,
    withPackages: setOf("b"),
  });
  assertEquals(found?.path.includes("bbbbbbbbbbbbbbbb.snapshot"), true);
  assertEquals(
    await store.find(engine, { ...LISTENER, withPackages: setOf("c") }),
    undefined,
  );
});

Deno.test("SnapshotStore keeps eight snapshots with packages, and that of the engine", async () => {
  await using cache = new Cache();
  const engine = await engineOf("1");
  const store = new SnapshotStore(() => cache.directory);
  const build = (): Promise<Uint8Array> => Promise.resolve(SNAPSHOT.slice());
  await store.get(engine, build, LISTENER);
  for (let i = 0; i < 10; i++) {
    await store.get(engine, build, {
      ...LISTENER,
      withPackages: setOf(`${i}`),
    });
  }
  assertEquals(cache.files().length, 9);
  await store.remove(engine);
  assertEquals(cache.files(), []);
});

Deno.test("SnapshotStore refuses compiled code that an engine cannot link", async () => {
  await using cache = new Cache();
  const engine = await engineOf("1");
  const { importer: _, ...snapshot } = engine.snapshot ?? {
    name: "python",
    dependsOn: [],
    sources: {},
    builder: { source: "" },
  };
  const { code, message } = await assertRejects(
    () =>
      new SnapshotStore(() => cache.directory).get(
        { ...engine, snapshot },
        () => Promise.resolve(SNAPSHOT.slice()),
        { ...LISTENER, withPackages: setOf("a") },
      ),
    SandboxError,
  );
  assertEquals(code, "PACKAGES_FAILED");
  assertEquals(
    message,
    "Cannot prepare packages as there is compiled code in some of them, which pyodide cannot link: demo 1.0",
  );
});
