import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { SandboxError } from "../../../core/errors.ts";
import { formatLock } from "../../../sandbox/packages/mod.ts";
import { sha256 } from "../../../sandbox/sha256.ts";
import { WHEELS } from "./_index_wheels.ts";
import { makeWheel } from "./_make_wheel.ts";
import { servePackages } from "./_package_index.ts";
import { EACH_TOOL, PackagePlace, textsOf } from "./_package_place.ts";

for (const { kind, ignore } of EACH_TOOL) {
  const test = (name: string, fn: () => Promise<void>): void =>
    Deno.test({ name: `${name} (${kind})`, ignore, fn });

  test("prepare() gives the files of what is required and what it needs", async () => {
    using place = new PackagePlace();
    await using index = servePackages(WHEELS);
    const settings = place.settings(kind, index.url);
    const set = await place.prepare(settings, ["app"]);
    assertEquals(set?.packages, [
      { name: "app", version: "1.2" },
      { name: "base-lib", version: "2.0" },
      { name: "browser", version: "1.0" },
    ]);
    const texts = await textsOf(set);
    assertEquals(texts["app/__init__.py"], '"""app"""\n');
    assertStringIncludes(texts["base_lib-2.0.dist-info/METADATA"] ?? "", "2.0");
    assertStringIncludes(
      texts["app-1.2.dist-info/RECORD"] ?? "",
      "app/__init__.py,sha256=",
    );
    const paths = Object.keys(texts);
    assertEquals(paths, paths.toSorted());
    assertEquals(paths.filter((path) => /INSTALLER|REQUESTED/.test(path)), []);
    assertEquals(
      await sha256(await Deno.readFile(set?.path ?? "")),
      set?.sha256,
    );
    assertEquals(place.names().filter((name) => name.includes(".part")), []);
  });

  test("prepare() needs no tool and no network the second time", async () => {
    using place = new PackagePlace();
    let first;
    {
      await using index = servePackages(WHEELS);
      const settings = place.settings(kind, index.url);
      first = await place.prepare(settings, ["app", "older"]);
    }
    const none = place.settings(kind, "http://127.0.0.1:1/", { tools: [] });
    place.progress.length = 0;
    assertEquals(await place.prepare(none, ["older", "app"]), first);
    assertEquals(place.progress, []);
    await assertRejects(() => place.prepare(none, ["app"]), SandboxError);
  });

  test("a lock needs no resolver, and no network if its wheels are there", async () => {
    using place = new PackagePlace();
    await using index = servePackages(WHEELS);
    const settings = place.settings(kind, index.url);
    const lock = await place.lock(settings, ["app"]);
    assertEquals(lock.packages.map(({ name }) => name), [
      "app",
      "base-lib",
      "browser",
    ]);
    const text = formatLock(lock);
    const none = place.settings(kind, index.url, { tools: [] });
    const set = await place.prepare(none, ["app"], { lock: text });
    assertEquals(set?.packages.length, 3);
    // With an empty cache, the wheels are fetched by their digests.
    using other = new PackagePlace();
    const again = other.settings(kind, index.url);
    const fetched = await other.prepare(again, [], { lock: text });
    assertEquals(fetched?.sha256, set?.sha256);
    assertEquals(other.progress, [`Fetching 3 packages with ${kind}`]);
  });

  test("a wheel is fetched by the URL of a lock if the index does not have it", async () => {
    using place = new PackagePlace();
    await using index = servePackages(WHEELS);
    await using empty = servePackages(WHEELS.slice(0, 1));
    const lock = await place.lock(place.settings(kind, index.url), ["older"]);
    using other = new PackagePlace();
    const set = await other.prepare(other.settings(kind, empty.url), [], {
      lock: formatLock(lock),
    });
    assertEquals(set?.packages, [{ name: "older", version: "1.0" }]);
  });

  test("prepare() takes what is built in for there", async () => {
    using place = new PackagePlace();
    const plots = await makeWheel({
      name: "plots",
      metadata: ["Requires-Dist: numpy>=2", "Requires-Dist: pandas[excel]"],
    });
    const late = await makeWheel({ name: "numpy", version: "99.0" });
    await using index = servePackages([plots, late]);
    const settings = place.settings(kind, index.url);
    const cpython = { engine: "cpython" } as const;
    const set = await place.prepare(settings, ["plots", "numpy>=2"], cpython);
    assertEquals(set?.packages, [{ name: "plots", version: "1.0" }]);
    assertEquals(await place.prepare(settings, ["numpy"], cpython), undefined);
    assertEquals(
      (await place.lock(settings, ["plots"], cpython)).packages.map((
        { name },
      ) => name),
      ["plots"],
    );
  });

  test("two packages have the same file", async () => {
    using place = new PackagePlace();
    const files = { "shared/__init__.py": "", "shared/x.py": "1" };
    const one = await makeWheel({ name: "one", files });
    const same = await makeWheel({ name: "same", files });
    const other = await makeWheel({
      name: "other",
      files: { ...files, "shared/x.py": "2" },
    });
    await using index = servePackages([one, same, other]);
    const settings = place.settings(kind, index.url);
    const set = await place.prepare(settings, ["one", "same"]);
    assertEquals((await textsOf(set))["shared/x.py"], "1");
    const { message } = await assertRejects(
      () => place.prepare(settings, ["one", "other"]),
      SandboxError,
    );
    assertEquals(
      message,
      'Cannot prepare packages as one and other have different files "shared/x.py": require one of them only',
    );
  });
}

Deno.test({
  name: "both tools give the same set",
  ignore: EACH_TOOL.some(({ ignore }) => ignore),
  fn: async () => {
    const wheel = await makeWheel({
      name: "with-data",
      files: {
        "with_data/a.py": "",
        "with_data-1.0.data/scripts/run": "#!python\n",
        "with_data-1.0.data/data/share/man.1": "",
        "with_data-1.0.data/purelib/with_data/b.py": "",
        "with_data-1.0.dist-info/entry_points.txt":
          "[console_scripts]\nwith-data = with_data.a:main\n",
      },
    });
    await using index = servePackages([...WHEELS, wheel]);
    const digests: (string | undefined)[] = [];
    for (const { kind } of EACH_TOOL) {
      using place = new PackagePlace();
      const settings = place.settings(kind, index.url);
      const set = await place.prepare(settings, ["app", "with-data"]);
      digests.push(set?.sha256);
    }
    assert(digests[0] !== undefined);
    assertEquals(digests[0], digests[1]);
  },
});
