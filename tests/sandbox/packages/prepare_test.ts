import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { SandboxError } from "../../../core/errors.ts";
import { formatLock } from "../../../sandbox/packages/mod.ts";
import { sha256 } from "../../../sandbox/sha256.ts";
import { type MadeWheel, makeWheel } from "./_make_wheel.ts";
import { servePackages } from "./_package_index.ts";
import { EACH_TOOL, PackagePlace, textsOf } from "./_package_place.ts";

const APP = await makeWheel({
  name: "app",
  version: "1.2",
  metadata: [
    "Requires-Dist: base-lib>=1,<3",
    'Requires-Dist: browser; sys_platform == "emscripten"',
    'Requires-Dist: older; python_version < "3.12"',
    "Requires-Dist: host; sys_platform == 'linux'",
  ],
});
const BASES = await Promise.all(
  ["0.9", "2.0", "3.0"].map((version) =>
    makeWheel({ name: "base-lib", version })
  ),
);
const BROWSER = await makeWheel({ name: "browser" });
const OLDER = await makeWheel({ name: "older" });
const HOST = await makeWheel({ name: "host" });
const ALL = [APP, ...BASES, BROWSER, OLDER, HOST];

/** A file of source code: it must not be built. */
async function makeSource(name: string): Promise<MadeWheel> {
  const bytes = new TextEncoder().encode("no archive");
  const file = `${name}-1.0.tar.gz`;
  return { name, version: "1.0", file, bytes, sha256: await sha256(bytes) };
}

async function failure(
  work: () => Promise<unknown>,
  place: PackagePlace,
): Promise<string> {
  const { message, code } = await assertRejects(work, SandboxError);
  assertEquals(code, "PACKAGES_FAILED");
  // Nothing half made is left.
  assertEquals(
    place.names().filter((name) => /\.part|sets\/.|index\/./.test(name)),
    [],
  );
  return message;
}

for (const { kind, ignore } of EACH_TOOL) {
  const test = (name: string, fn: () => Promise<void>): void =>
    Deno.test({ name: `${name} (${kind})`, ignore, fn });

  test("prepare() gives the files of what is required and what it needs", async () => {
    using place = new PackagePlace();
    await using index = servePackages(ALL);
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
      await using index = servePackages(ALL);
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
    await using index = servePackages(ALL);
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
    await using index = servePackages(ALL);
    await using empty = servePackages([BROWSER]);
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

  test("prepare() says which version is built in if it conflicts", async () => {
    using place = new PackagePlace();
    const old = await makeWheel({
      name: "old-plots",
      metadata: ["Requires-Dist: numpy<2"],
    });
    const numpy = await makeWheel({ name: "numpy", version: "1.26" });
    await using index = servePackages([old, numpy]);
    const settings = place.settings(kind, index.url);
    const cpython = { engine: "cpython" } as const;
    const transitive = await failure(
      () => place.prepare(settings, ["old-plots"], cpython),
      place,
    );
    assertStringIncludes(transitive, "the versions exclude each other: ");
    assertStringIncludes(transitive, "; cpython has numpy 2.5.2 built in");
    assertEquals(
      await failure(() => place.prepare(settings, ["numpy<2"], cpython), place),
      "Cannot prepare packages as numpy<2 is required: cpython has numpy 2.5.2 built in, which cannot be replaced",
    );
  });

  test("prepare() names a package or a version that does not exist", async () => {
    using place = new PackagePlace();
    await using index = servePackages(ALL);
    const settings = place.settings(kind, index.url);
    assertEquals(
      await failure(() => place.prepare(settings, ["app", "no-such"]), place),
      "Cannot prepare packages as there is no package no-such in the index: check its name",
    );
    assertEquals(
      await failure(() => place.prepare(settings, ["app==9"]), place),
      "Cannot prepare packages as there is no version 9 of app for this Python: check its versions",
    );
    const message = await failure(
      () => place.prepare(settings, ["app", "base-lib==3.0"]),
      place,
    );
    assertStringIncludes(message, "the versions exclude each other: ");
    assertStringIncludes(message, "base-lib");
  });

  test("prepare() builds nothing, and names packages that have compiled code only", async () => {
    using place = new PackagePlace();
    const tags = ["cp314-cp314-win32", "cp314-cp314-manylinux_2_28_x86_64"];
    const compiled = await Promise.all(
      tags.map((tags) => makeWheel({ name: "native", tags })),
    );
    const needing = await makeWheel({
      name: "needing",
      metadata: ["Requires-Dist: native"],
    });
    await using index = servePackages([
      ...compiled,
      needing,
      await makeSource("native"),
      await makeSource("source"),
    ]);
    const settings = place.settings(kind, index.url);
    for (const name of ["native", "native==1.0", "needing"]) {
      assertStringIncludes(
        await failure(() => place.prepare(settings, [name]), place),
        "as native has compiled code for other systems only, and pyodide takes",
        name,
      );
    }
    assertStringIncludes(
      await failure(() => place.prepare(settings, ["source"]), place),
      "as source is published as source only, and a wheel is expected",
    );
    assertEquals(index.requests.filter((path) => path.endsWith(".gz")), []);
  });

  test("an index sends another file than it says", async () => {
    using place = new PackagePlace();
    const evil = await makeWheel({ name: "older", files: { "evil.py": "" } });
    await using index = servePackages([OLDER], { bytes: () => evil.bytes });
    const settings = place.settings(kind, index.url);
    assertStringIncludes(
      await failure(() => place.prepare(settings, ["older"]), place),
      "older",
    );
    assertEquals(
      place.names().filter((name) => name.startsWith("wheels/.")),
      [],
    );
  });

  test("an index sends another file than the lock says", async () => {
    using place = new PackagePlace();
    await using index = servePackages([OLDER]);
    const lock = await place.lock(place.settings(kind, index.url), ["older"]);
    const evil = await makeWheel({ name: "older", files: { "evil.py": "" } });
    await using other = servePackages([evil]);
    using empty = new PackagePlace();
    const moved = formatLock(lock).replaceAll(
      index.url.slice(0, -7),
      other.url.slice(0, -7),
    );
    assertStringIncludes(
      await failure(
        () =>
          empty.prepare(empty.settings(kind, other.url), [], { lock: moved }),
        empty,
      ),
      "the wheel of older has another SHA-256 than expected: it is damaged or was changed",
    );
  });

  test("a wheel that is no zip, or has a list that lies, is refused", async () => {
    using place = new PackagePlace();
    const bytes = new TextEncoder().encode("<html>error</html>");
    const noZip = { ...BROWSER, bytes, sha256: await sha256(bytes) };
    const liar = await makeWheel({
      name: "older",
      record: (lines) => lines.map((line) => line.replace(/=..../, "=AAAA")),
    });
    const thief = await makeWheel({ name: "host", files: { "pwd.py": "" } });
    await using index = servePackages([noZip, liar, thief]);
    const settings = place.settings(kind, index.url);
    for (const name of ["browser", "older", "host"]) {
      const message = await failure(
        () => place.prepare(settings, [name]),
        place,
      );
      assertStringIncludes(message, name);
    }
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

  test("an index that never answers ends with a message", async () => {
    using place = new PackagePlace();
    await using index = servePackages(ALL, { isSilent: true });
    const settings = place.settings(kind, index.url, {
      resolveWithinMs: 4_000,
    });
    assertStringIncludes(
      await failure(() => place.prepare(settings, ["app"]), place),
      `${kind} did not end within 4 s: check that the package index answers`,
    );
  });

  test("an index that cannot be reached ends with a message", async () => {
    using place = new PackagePlace();
    const settings = place.settings(kind, "http://127.0.0.1:1/simple");
    assertStringIncludes(
      await failure(() => place.prepare(settings, ["app"]), place),
      `the package index cannot be reached (${kind}: `,
    );
  });

  test("an interruption ends the tool and leaves nothing", async () => {
    using place = new PackagePlace();
    await using index = servePackages(ALL, { isSilent: true });
    const controller = new AbortController();
    const preparing = place.prepare(
      place.settings(kind, index.url),
      ["app"],
      { signal: controller.signal },
    );
    const refused = assertRejects(() => preparing, Error, "enough");
    while (index.requests.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    controller.abort(new Error("enough"));
    await refused;
    assertEquals(place.names(), []);
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
    await using index = servePackages([...ALL, wheel]);
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
