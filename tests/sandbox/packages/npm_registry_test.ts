import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { unpackFiles } from "../../../core/packed_files.ts";
import { SandboxError } from "../../../core/errors.ts";
import type { PackageSet } from "../../../core/packages.ts";
import { readPackageSet } from "../../../sandbox/packages/mod.ts";
import { controls } from "../../level.ts";
import { NpmPlace } from "./_npm_place.ts";
import {
  integrityOf,
  type MadeNpmPackage,
  makeNpmPackage,
  makeTarball,
  serveNpm,
} from "./_npm_registry.ts";

const FRUIT = await makeNpmPackage("fruit@1.2.0", {
  "index.js": "export const version = 'one';",
  "README.md": "# Fruit",
  "index.d.ts": "export const version: string;",
}, {
  type: "module",
  main: "index.js",
  dependencies: { "@of/seeds": "^2.0.0" },
});
const OLD_SEEDS = await makeNpmPackage("@of/seeds@1.0.0", { "index.js": "" });
const SEEDS = await makeNpmPackage("@of/seeds@2.1.0", {
  "index.js": "exports.count = 7;",
});
const ALL = [FRUIT, OLD_SEEDS, SEEDS];

/** The paths of a set, and its description. */
async function contentsOf(
  set: PackageSet | undefined,
): Promise<{ paths: readonly string[]; description: unknown }> {
  if (set === undefined) throw new Error("There is no set");
  const files = unpackFiles(await readPackageSet(set));
  const [first] = files;
  return {
    paths: files.map(({ path }) => path),
    description: JSON.parse(new TextDecoder().decode(first?.bytes)),
  };
}

async function failureOf(work: Promise<unknown>): Promise<string> {
  const error = await assertRejects(() => work, SandboxError);
  return error.message;
}

Deno.test("prepare() makes a set of what guests can import, and needs no registry again", async () => {
  using place = new NpmPlace();
  await using registry = serveNpm(ALL);
  const set = await place.prepare(["npm:fruit@1"], registry);
  assertEquals(set?.packages, [{ name: "fruit", version: "1.2.0" }]);
  const { paths, description } = await contentsOf(set);
  assertEquals(paths.toSorted(), [
    "@of/seeds@2.1.0/index.js",
    "@of/seeds@2.1.0/package.json",
    "fruit@1.2.0/index.js",
    "fruit@1.2.0/package.json",
    "packages.json",
  ]);
  assertEquals(description, {
    roots: { fruit: "fruit@1.2.0" },
    packages: {
      "fruit@1.2.0": {
        name: "fruit",
        version: "1.2.0",
        integrity: FRUIT.integrity,
        dependencies: { "@of/seeds": "@of/seeds@2.1.0" },
      },
      "@of/seeds@2.1.0": {
        name: "@of/seeds",
        version: "2.1.0",
        integrity: SEEDS.integrity,
        dependencies: {},
      },
    },
  });
  assertEquals(place.progress, ["Fetching fruit@1 from npm with deno"]);
  assertEquals(await place.prepare(["npm:fruit@1"], undefined), set);
  assertEquals(
    place.names().filter((path) =>
      !/^cache\/packages\/(?:sets|index)\//.test(path)
    ),
    ["cache/packages/.lock"],
  );
});

Deno.test("prepare() takes exactly the packages of a lock", async () => {
  using place = new NpmPlace();
  await using registry = serveNpm(ALL);
  const { npm } = await place.lock(["npm:fruit", "npm:@of/seeds@1"], registry);
  const lock = npm?.text ?? "";
  const place1 = `${registry.url}@of/seeds/-/seeds-`;
  assertEquals(JSON.parse(lock), {
    version: "5",
    specifiers: { "npm:@of/seeds@1": "1.0.0", "npm:fruit@*": "1.2.0" },
    npm: {
      "@of/seeds@1.0.0": {
        integrity: OLD_SEEDS.integrity,
        tarball: `${place1}1.0.0.tgz`,
      },
      "@of/seeds@2.1.0": {
        integrity: SEEDS.integrity,
        tarball: `${place1}2.1.0.tgz`,
      },
      "fruit@1.2.0": {
        integrity: FRUIT.integrity,
        dependencies: ["@of/seeds@2.1.0"],
        tarball: `${registry.url}fruit/-/fruit-1.2.0.tgz`,
      },
    },
  });
  assertEquals(npm?.count, 3);
  const newer = await makeNpmPackage("fruit@1.9.0", { "index.js": "" });
  await using later = serveNpm([...ALL, newer]);
  const set = await place.prepare([], later, { lock });
  assertEquals(set?.packages, [
    { name: "@of/seeds", version: "1.0.0" },
    { name: "fruit", version: "1.2.0" },
  ]);
  assertEquals(await place.prepare([], undefined, { lock }), set);
  const some = await place.prepare(["npm:fruit@^1.1"], later, { lock });
  assertEquals(some?.sha256, set?.sha256);
  const cases = [
    ["npm:fruit@2", "it must have npm:fruit@2: current version is 1.2.0"],
    ["npm:nuts", "it must have npm:nuts, which is required: lock it again"],
  ] as const;
  for (const [name, message] of cases) {
    assertStringIncludes(
      await failureOf(place.prepare([name], later, { lock })),
      message,
    );
  }
});

Deno.test("an archive with another digest than the registry says is refused", async () => {
  using place = new NpmPlace();
  const other = await makeTarball([{
    path: "package/package.json",
    content: "{}",
  }]);
  await using registry = serveNpm(ALL, { bytes: () => other });
  const message = await failureOf(place.prepare(["npm:fruit"], registry));
  assertStringIncludes(message, "has another digest than expected");
  assertEquals(place.names(), ["cache/packages/.lock"]);
});

Deno.test("an archive with another digest than the lock says is refused", async () => {
  using place = new NpmPlace();
  await using registry = serveNpm(ALL);
  const { npm } = await place.lock(["npm:@of/seeds@1"], registry);
  const other = await makeTarball([{
    path: "package/package.json",
    content: '{"name":"@of/seeds","version":"1.0.0"}',
  }]);
  await using changed = serveNpm(ALL, {
    bytes: () => other,
    integrity: () => integrityOf(other),
  });
  const message = await failureOf(
    place.prepare([], changed, { lock: npm?.text }),
  );
  assertStringIncludes(message, "another digest");
  assertEquals(place.names(), ["cache/packages/.lock"]);
});

/** A package whose scripts, and whose code, make a file. */
function makeEvil(mark: string): Promise<MadeNpmPackage> {
  const scripts = Object.fromEntries(
    ["preinstall", "install", "postinstall", "prepare", "prepublish"].map(
      (name) => [name, `touch ${mark}`],
    ),
  );
  return makeNpmPackage("evil@1.0.0", {
    "index.js":
      `import("node:fs").then((fs) => fs.writeFileSync("${mark}", ""));`,
    "binding.gyp": "{}",
  }, { scripts, hasInstallScript: true, bin: { evil: "index.js" } });
}

Deno.test("scripts of a package never run", async () => {
  using place = new NpmPlace();
  const evil = await makeEvil(`${place.base}/mark`);
  await using registry = serveNpm([evil]);
  const set = await place.prepare(["npm:evil"], registry);
  assertEquals(set?.packages.length, 1);
  assertEquals(place.names().includes("mark"), false);
});

controls.test("Deno runs scripts of a package with its flag for them", async () => {
  using place = new NpmPlace();
  const evil = await makeEvil(`${place.base}/mark`);
  await using registry = serveNpm([evil]);
  await Deno.writeTextFile(
    `${place.base}/deno.json`,
    '{ "imports": { "evil": "npm:evil" }, "nodeModulesDir": "auto" }',
  );
  const { stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["install", "--allow-scripts"],
    cwd: place.base,
    env: {
      HOME: place.base,
      DENO_DIR: `${place.base}/deno`,
      NPM_CONFIG_REGISTRY: registry.url,
    },
  }).output();
  assert(place.names().includes("mark"), new TextDecoder().decode(stderr));
});

Deno.test("an archive cannot write outside of its folder, and links are left out", async () => {
  using place = new NpmPlace();
  await Deno.mkdir(`${place.base}/secret`);
  await Deno.writeTextFile(`${place.base}/secret/secret.js`, "secret");
  const evil = await makeNpmPackage("evil@1.0.0", { "index.js": "" }, {}, [
    { path: "package/link.js", target: `${place.base}/secret/secret.js` },
    { path: "package/folder", target: `${place.base}/secret` },
  ]);
  const outside = await Promise.all([
    "package/../../../../../../../outside.js",
    "package/../../evil/1.0.0/outside.js",
    "../outside.js",
    `${place.base}/outside.js`,
  ].map((path, i) =>
    makeNpmPackage(`outer${i}@1.0.0`, { "index.js": "" }, {}, [
      { path, content: "outside" },
    ])
  ));
  await using registry = serveNpm([evil, ...outside]);
  const { paths } = await contentsOf(
    await place.prepare(["npm:evil"], registry),
  );
  assertEquals(paths, [
    "packages.json",
    "evil@1.0.0/index.js",
    "evil@1.0.0/package.json",
  ]);
  for (const { name } of outside) {
    assertEquals(
      await failureOf(place.prepare([`npm:${name}`], registry)),
      `Cannot prepare packages as the archive of ${name}@1.0.0 has a path that leads out of its folder`,
    );
  }
  assertEquals(
    place.names().filter((path) => path.includes("outside")),
    [],
  );
});

Deno.test("a package that is not there, or not in this version, is named", async () => {
  using place = new NpmPlace();
  await using registry = serveNpm(ALL);
  const cases = [
    [
      "npm:nuts",
      "there is no package nuts in the registry of npm: check its name",
    ],
    [
      "npm:fruit@3",
      "there is no version 3 of fruit in the registry of npm: check its versions",
    ],
    ["npm:fruit@beta", "there is no version beta of fruit"],
    ["npm:fs", "fs is built in"],
    ["npm:@of/seeds@1,npm:@of/seeds@2", "@of/seeds is required twice"],
  ] as const;
  for (const [names, message] of cases) {
    assertStringIncludes(
      await failureOf(place.prepare(names.split(","), registry)),
      message,
    );
  }
  assertStringIncludes(
    await failureOf(place.prepare(["npm:fruit"], undefined)),
    "the registry of npm cannot be reached (deno: ",
  );
});

Deno.test("a package that is too large is refused", async () => {
  using place = new NpmPlace();
  const big = await makeNpmPackage("big@1.0.0", {
    "index.js": "x".repeat(2 ** 27 + 1),
  });
  await using registry = serveNpm([big]);
  assertStringIncludes(
    await failureOf(place.prepare(["npm:big"], registry)),
    "the package big 1.0.0 has",
  );
});

Deno.test("prepare() of packages of npm can be aborted", async () => {
  using place = new NpmPlace();
  await using registry = serveNpm(ALL, { isSilent: true });
  const controller = new AbortController();
  const work = place.prepare(["npm:fruit"], registry, {
    signal: controller.signal,
    onProgress: () => controller.abort(new Error("enough")),
  });
  await assertRejects(() => work, Error, "enough");
});
