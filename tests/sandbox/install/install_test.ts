// deno-lint-ignore-file no-sync-fn-in-async-fn -- nothing else goes on meanwhile
import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { unpackFiles } from "../../../core/packed_files.ts";
import { unpackSegments } from "../../../engines/cpython/packed_segments.ts";
import { PACKAGES, readPackages } from "../../../engines/cpython/packages.ts";
import {
  describeInstallation,
  install,
  openInstallation,
  uninstall,
} from "../../../sandbox/install/mod.ts";
import { assertFails, installed, NAME } from "./_installed.ts";
import { Place } from "./_place.ts";
import { smallWheel } from "./_small_wheel.ts";

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
