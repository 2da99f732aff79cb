// deno-lint-ignore-file no-sync-fn-in-async-fn -- nothing else goes on meanwhile
import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { SandboxError } from "../../../core/errors.ts";
import { readPackageSet } from "../../../sandbox/packages/mod.ts";
import type { Tool } from "../../../sandbox/user_tools.ts";
import { makeWheel } from "./_make_wheel.ts";
import { PackagePlace, textsOf } from "./_package_place.ts";
import type { ToolSettings } from "../../../sandbox/packages/tool_settings.ts";

/** The programs are shell scripts. */
const ignore = Deno.build.os === "windows";

/** Stand-ins for pip that resolve and fetch one wheel, and log their arguments. */
async function withPip(place: PackagePlace): Promise<ToolSettings> {
  const wheel = await makeWheel();
  const { base } = place;
  Deno.mkdirSync(base, { recursive: true });
  Deno.writeFileSync(`${base}/${wheel.file}`, wheel.bytes);
  Deno.writeTextFileSync(
    `${base}/report`,
    JSON.stringify({
      install: [{
        metadata: { name: "demo", version: "1.0" },
        download_info: {
          url: `https://example.com/${wheel.file}`,
          archive_info: { hashes: { sha256: wheel.sha256 } },
        },
      }],
    }),
  );
  place.program(
    "pip",
    `echo "$1" >> ${base}/log
case "$1" in
install) while [ "\${1#--report=}" = "$1" ]; do shift; done; cp ${base}/report "\${1#--report=}";;
download) while [ "\${1#--dest=}" = "$1" ]; do shift; done; mkdir -p "\${1#--dest=}"; cp ${base}/${wheel.file} "\${1#--dest=}";;
esac`,
  );
  return settingsOf(place, [{
    kind: "pip",
    program: `${base}/bin/pip`,
    first: [],
  }]);
}

function settingsOf(place: PackagePlace, tools: readonly Tool[]): ToolSettings {
  return place.settings("both", "http://127.0.0.1:1/", { tools });
}

function log(place: PackagePlace): readonly string[] {
  return Deno.readTextFileSync(`${place.base}/log`).trim().split("\n");
}

Deno.test("two requests at once fetch once", { ignore }, async () => {
  using place = new PackagePlace();
  const settings = await withPip(place);
  const sets = await Promise.all(
    [1, 2, 3].map(() => place.prepare(settings, ["demo"])),
  );
  assertEquals(log(place), ["install", "download"]);
  assert(sets.every((set) => set?.sha256 === sets[0]?.sha256));
  assertStringIncludes(place.progress.join(), "Waiting for another process");
});

Deno.test(
  "a set that shares a wheel does not fetch it again",
  { ignore },
  async () => {
    using place = new PackagePlace();
    const settings = await withPip(place);
    const one = await place.prepare(settings, ["demo"]);
    const two = await place.prepare(settings, ["demo>=1"]);
    assertEquals(log(place), ["install", "download", "install"]);
    assertEquals(one, two);
  },
);

Deno.test("a damaged file of the cache is found", { ignore }, async () => {
  using place = new PackagePlace();
  const settings = await withPip(place);
  const set = await place.prepare(settings, ["demo"]);
  assert(set !== undefined);
  const bytes = Deno.readFileSync(set.path);
  bytes[bytes.length - 1] = 0;
  Deno.writeFileSync(set.path, bytes);
  const { message, code } = await assertRejects(
    () => readPackageSet(set),
    SandboxError,
  );
  assertEquals(code, "PACKAGES_FAILED");
  assertStringIncludes(message, "is damaged or was removed: run it again");
  // The wheel is still there.
  assertEquals(await place.prepare(settings, ["demo"]), set);
  assertEquals(log(place), ["install", "download", "install"]);
  assert("demo/__init__.py" in await textsOf(set));

  const [wheel = ""] = place.names().filter((name) =>
    name.startsWith("wheels/w") || /^wheels\/[\da-f]/.test(name)
  );
  Deno.writeTextFileSync(`${place.directory}/${wheel}`, "damaged");
  Deno.writeTextFileSync(
    `${place.directory}/index/${"0".repeat(64)}.json`,
    "{",
  );
  assertEquals(await place.prepare(settings, ["demo<2"]), set);
  assertStringIncludes(place.warnings.join(), "demo 1.0 is fetched again, as ");
});

Deno.test(
  "a set that was cut short, or is a link, is made again",
  { ignore },
  async () => {
    using place = new PackagePlace();
    const settings = await withPip(place);
    const set = await place.prepare(settings, ["demo"]);
    assert(set !== undefined);
    Deno.truncateSync(set.path, 3);
    assertEquals(await place.prepare(settings, ["demo"]), set);
    await readPackageSet(set);
    Deno.renameSync(set.path, `${place.base}/elsewhere`);
    Deno.symlinkSync(`${place.base}/elsewhere`, set.path);
    assertEquals(await place.prepare(settings, ["demo"]), set);
    assert(Deno.lstatSync(set.path).isFile);
    for (
      const text of [
        "",
        "{}",
        "[]",
        '{"sha256":"../../x","bytes":1,"packages":[]}',
      ]
    ) {
      const [entry = ""] = place.names().filter((name) =>
        /^index\/./.test(name)
      );
      Deno.writeTextFileSync(`${place.directory}/${entry}`, text);
      assertEquals(await place.prepare(settings, ["demo"]), set, text);
    }
  },
);

Deno.test("what a killed process left is removed", { ignore }, async () => {
  using place = new PackagePlace();
  const settings = await withPip(place);
  const left = `${place.directory}/.${crypto.randomUUID()}.part`;
  Deno.mkdirSync(`${left}/wheels`, { recursive: true });
  Deno.writeTextFileSync(`${left}/wheels/half`, "");
  Deno.chmodSync(place.directory, 0o700);
  await place.prepare(settings, ["demo"]);
  assertEquals(place.names().filter((name) => name.includes(".part")), []);
});

Deno.test("other users can replace packages", { ignore }, async () => {
  using place = new PackagePlace();
  const settings = await withPip(place);
  await place.prepare(settings, ["demo"]);
  for (const folder of ["", "/sets", "/wheels", "/index"]) {
    const path = `${place.directory}${folder}`;
    Deno.chmodSync(path, 0o777);
    const { message } = await assertRejects(
      () => place.prepare(settings, ["demo"]),
      SandboxError,
    );
    assertEquals(
      message,
      `Cannot prepare packages as ${path} can be written by other users, who could replace packages: run chmod go-w ${path}`,
    );
    Deno.chmodSync(path, 0o700);
  }
  await place.prepare(settings, ["demo"]);
});

Deno.test({
  name: "the cache of another user is not used",
  ignore: ignore || Deno.uid() !== 0,
  fn: async () => {
    using place = new PackagePlace();
    const settings = await withPip(place);
    await place.prepare(settings, ["demo"]);
    await Deno.chown(`${place.directory}/sets`, 12_345, 12_345);
    const { message } = await assertRejects(
      () => place.prepare(settings, ["demo"]),
      SandboxError,
    );
    assertStringIncludes(message, "/sets belongs to another user (12345)");
  },
});

Deno.test(
  "a full disk is named, of a tool and of ours",
  { ignore },
  async () => {
    using place = new PackagePlace();
    await withPip(place);
    place.program(
      "full",
      "echo 'ERROR: [Errno 28] No space left on device' >&2; exit 1",
    );
    const settings = settingsOf(place, [
      { kind: "pip", program: `${place.base}/bin/full`, first: [] },
    ]);
    const { message } = await assertRejects(
      () => place.prepare(settings, ["demo"]),
      SandboxError,
    );
    assertEquals(
      message,
      `Cannot prepare packages as the disk is full: make room at ${place.directory}, or set XDG_CACHE_HOME to a directory on another disk`,
    );
    assertEquals(place.names(), []);
  },
);

Deno.test(
  "without uv and pip, what to install is said",
  { ignore },
  async () => {
    using place = new PackagePlace();
    place.program("python3", "echo 'No module named pip' >&2; exit 1");
    const missing = (["uv", "pip"] as const).map((kind) => ({
      kind,
      program: `${place.base}/bin/none`,
      first: [],
    }));
    const settings = settingsOf(place, [
      ...missing,
      {
        kind: "pip",
        program: `${place.base}/bin/python3`,
        first: ["-m", "pip"],
      },
    ]);
    const { message } = await assertRejects(
      () => place.prepare(settings, ["demo"]),
      SandboxError,
    );
    assertEquals(
      message,
      "Cannot prepare packages as neither uv nor pip could be started: install one of them and grant --allow-run=uv,pip,python3",
    );
    assertEquals(place.names(), []);
  },
);

Deno.test("uv is tried first, and pip only where its index may have more", {
  ignore,
}, async () => {
  using place = new PackagePlace();
  const { tools: [pip] } = await withPip(place);
  assert(pip !== undefined);
  const uv = {
    kind: "uv",
    program: `${place.base}/bin/uv`,
    first: [],
  } as const;
  const settings = settingsOf(place, [uv, pip]);
  const says = (text: string): void =>
    place.program(
      "uv",
      `echo "uv $2" >> ${place.base}/log; echo '${text}' >&2; exit 1`,
    );
  says(
    "Because demo was not found in the package registry and you require demo",
  );
  await place.prepare(settings, ["demo"]);
  assertEquals(log(place), ["uv compile", "install", "download"]);
  Deno.removeSync(`${place.base}/log`);
  says("No solution found cause: Because you require demo<1 and demo>1");
  const { message } = await assertRejects(
    () => place.prepare(settings, ["demo!=9"]),
    SandboxError,
  );
  assertStringIncludes(message, "the versions exclude each other");
  // For all systems, and for one that takes Python code alone.
  assertEquals(log(place), ["uv compile", "uv compile"]);
});

Deno.test(
  "old files are removed, and those in use are kept",
  { ignore },
  async () => {
    using place = new PackagePlace();
    const settings = await withPip(place);
    const set = await place.prepare(settings, ["demo"]);
    assert(set !== undefined);
    const folder = `${place.directory}/sets`;
    for (let i = 0; i < 40; i++) {
      const path = `${folder}/${i.toString(16).padStart(64, "0")}.files`;
      Deno.writeTextFileSync(path, "");
      Deno.utimeSync(path, 1_000 + i, 1_000 + i);
    }
    Deno.utimeSync(set.path, 500, 500);
    // A use is noted.
    await place.prepare(settings, ["demo"]);
    await place.prepare(settings, ["demo>0"]);
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assertEquals(names.length, 32);
    assert(names.includes(`${set.sha256}.files`));
  },
);

Deno.test("what a tool reports is not trusted", { ignore }, async () => {
  using place = new PackagePlace();
  const settings = await withPip(place);
  const item = (
    more: unknown,
    url = "https://x/demo-1.0-py3-none-any.whl",
  ): string =>
    JSON.stringify({
      install: [{
        metadata: { name: "demo" },
        download_info: { url, archive_info: more },
      }],
    });
  const sha = "ab".repeat(32);
  const cases: readonly (readonly [string, string])[] = [
    ["{}", "it has no list of packages"],
    ['{"install":[{}]}', "a package has no name"],
    [item({}), "demo has no SHA-256"],
    [item({ hashes: { sha256: "x\n--index-url" } }), "demo has no SHA-256"],
    [
      item({ hashes: { sha256: sha } }, "https://x/../evil"),
      "which is no wheel of it",
    ],
    [
      item({ hashes: { sha256: sha } }, "https://x/evil-1.0-py3-none-any.whl"),
      "which is no wheel of it",
    ],
    [
      item(
        { hashes: { sha256: sha } },
        "https://x/demo-1.0-cp314-cp314-win32.whl",
      ),
      "compiled code for other systems only",
    ],
    [
      item({ hashes: { sha256: sha } }),
      "must have a wheel with the SHA-256 abab",
    ],
  ];
  for (const [report, wanted] of cases) {
    Deno.writeTextFileSync(`${place.base}/report`, report);
    const { message, code } = await assertRejects(
      () => place.prepare(settings, ["demo"]),
      SandboxError,
    );
    assertEquals(code, "PACKAGES_FAILED");
    assertStringIncludes(message, wanted);
  }
});

Deno.test(
  "prepare() needs permissions, and says which",
  { ignore },
  async () => {
    using place = new PackagePlace();
    const code = `
    import { preparePackages } from ${
      JSON.stringify(import.meta.resolve("../../../sandbox/packages/mod.ts"))
    };
    await preparePackages({
      engine: "pyodide",
      requirements: [{ name: "demo", extras: [], versions: "" }],
      directory: ${JSON.stringify(place.directory)},
    }).catch((error) => console.log(error.code, error.message));`;
    const script = `${place.base}/script.ts`;
    Deno.writeTextFileSync(script, code);
    const config = new URL("../../../deno.json", import.meta.url).pathname;
    const run = async (...flags: readonly string[]): Promise<string> => {
      const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: [
          "run",
          "--no-prompt",
          "-q",
          `--config=${config}`,
          ...flags,
          script,
        ],
      }).output();
      return new TextDecoder().decode(stdout).trim() ||
        new TextDecoder().decode(stderr);
    };
    const { directory } = place;
    assertEquals(
      await run("--allow-read"),
      `PERMISSION_REQUIRED Cannot prepare packages as their directory may not be used: grant --allow-read=${directory} --allow-write=${directory}`,
    );
    assertEquals(
      await run("--allow-read", `--allow-write=${directory}`),
      "PACKAGES_FAILED Cannot prepare packages as neither uv nor pip could be started: install one of them and grant --allow-run=uv,pip,python3",
    );
  },
);
