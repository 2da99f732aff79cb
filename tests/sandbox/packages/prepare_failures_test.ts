import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { SandboxError } from "../../../core/errors.ts";
import { formatLock } from "../../../sandbox/packages/mod.ts";
import { sha256 } from "../../../sandbox/sha256.ts";
import { OLDER, WHEELS } from "./_index_wheels.ts";
import { type MadeWheel, makeWheel } from "./_make_wheel.ts";
import { makeTarball } from "./_npm_registry.ts";
import { servePackages } from "./_package_index.ts";
import { EACH_TOOL, PackagePlace } from "./_package_place.ts";

/** A file of source code: it must not be built. */
async function makeSource(name: string): Promise<MadeWheel> {
  const bytes = new TextEncoder().encode("no archive");
  const file = `${name}-1.0.tar.gz`;
  return { name, version: "1.0", file, bytes, sha256: await sha256(bytes) };
}

/** A package that needs an archive, whose build makes a file. */
async function makeBuilding(
  { base }: PackagePlace,
): Promise<{ mark: string; source: string; nice: MadeWheel }> {
  const mark = `${base}/mark`;
  const source = `file://${base}/evil-1.0.tar.gz`;
  const archive = await makeTarball([
    {
      path: "evil-1.0/pyproject.toml",
      content:
        '[build-system]\nrequires = []\nbuild-backend = "evil"\nbackend-path = ["."]\n',
    },
    { path: "evil-1.0/evil.py", content: `open(${JSON.stringify(mark)}, "w")` },
    {
      path: "evil-1.0/PKG-INFO",
      content: "Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n",
    },
  ]);
  await Deno.writeFile(`${base}/evil-1.0.tar.gz`, archive);
  const nice = await makeWheel({
    name: "nice",
    metadata: [`Requires-Dist: evil @ ${source}`],
  });
  return { mark, source, nice };
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
    await using index = servePackages(WHEELS);
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

  test("threat: a package needs an archive that is in no index, whose build would run here", async () => {
    using place = new PackagePlace();
    const { mark, source, nice } = await makeBuilding(place);
    await using index = servePackages([nice]);
    for (const tools of [kind, "both"] as const) {
      const settings = place.settings(tools, index.url);
      const message = await failure(
        () => place.prepare(settings, ["nice"]),
        place,
      );
      assertStringIncludes(message, "which is in no index");
      assertStringIncludes(
        message,
        `nice needs "evil @ ${source}`.slice(0, 60),
      );
      await assertRejects(() => Deno.stat(mark), Deno.errors.NotFound);
    }
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
    const browser = await makeWheel({ name: "browser" });
    const noZip = { ...browser, bytes, sha256: await sha256(bytes) };
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

  test("an index that never answers ends with a message", async () => {
    using place = new PackagePlace();
    await using index = servePackages(WHEELS, { isSilent: true });
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
    await using index = servePackages(WHEELS, { isSilent: true });
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

  test("an index that tells no digests is no hindrance", async () => {
    using place = new PackagePlace();
    await using index = servePackages([OLDER], { sha256: () => undefined });
    const settings = place.settings(kind, index.url);
    const lock = await place.lock(settings, ["older"]);
    assertEquals(lock.packages[0]?.wheel.sha256, OLDER.sha256);
  });
}

Deno.test({
  name: "control: pip itself builds an archive that a package needs",
  ignore: EACH_TOOL.find(({ kind }) => kind === "pip")?.ignore !== false,
  async fn(): Promise<void> {
    using place = new PackagePlace();
    const { mark, nice } = await makeBuilding(place);
    await using index = servePackages([nice]);
    await new Deno.Command("pip", {
      args: [
        ...["install", "--dry-run", "--only-binary=:all:", "--index-url"],
        ...[index.url, `--target=${place.base}/target`, "nice"],
      ],
      stdout: "null",
      stderr: "null",
    }).output();
    assertEquals((await Deno.stat(mark)).isFile, true);
  },
});
