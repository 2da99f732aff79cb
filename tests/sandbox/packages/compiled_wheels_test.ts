/** Wheels with compiled code for Pyodide: which are chosen, what is checked, and what is said of those that are not usable. */
import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { SandboxError } from "../../../core/errors.ts";
import {
  constant,
  makeLibrary,
  makeModule,
} from "../../engines/pyodide/_make_library.ts";
import { makeWheel } from "./_make_wheel.ts";
import { servePackages } from "./_package_index.ts";
import { EACH_TOOL, PackagePlace } from "./_package_place.ts";

const TAGS = "cp314-cp314-pyemscripten_2026_0_wasm32";
const PATH = "fast/_core.cpython-314-wasm32-emscripten.so";
const FILES = {
  "fast/__init__.py": "from . import _core\n",
  [PATH]: makeModule({ name: "_core" }),
};

const WHEELS = [
  await makeWheel({ name: "app", metadata: ["Requires-Dist: fast"] }),
  // Without compiled code, as the first versions of some packages are.
  await makeWheel({ name: "fast", version: "0.9" }),
  await makeWheel({ name: "fast", tags: TAGS, files: FILES }),
  await makeWheel({
    name: "fast",
    tags: "cp314-cp314-manylinux_2_28_x86_64",
    files: { "fast/__init__.py": "" },
  }),
  await makeWheel({
    name: "greedy",
    tags: TAGS,
    files: {
      "greedy/_core.so": makeLibrary({
        types: [[0, 1]],
        code: [{ name: "run", type: 0, body: [...constant(1), 0x40, 0] }],
      }),
    },
  }),
  await makeWheel({
    name: "elsewhere",
    tags: "cp314-cp314-manylinux_2_28_x86_64",
  }),
];

for (const { kind, ignore } of EACH_TOOL) {
  // uv fetches no wheel for a system that it does not know.
  const tools = kind === "uv" ? "both" : kind;
  const noPip = EACH_TOOL.some((one) => one.kind === "pip" && one.ignore);
  const test = (name: string, fn: () => Promise<void>): void =>
    Deno.test({ name: `${name} (${kind})`, ignore: ignore || noPip, fn });

  test("prepare() takes compiled code for Pyodide, and names the modules of what is required", async () => {
    using place = new PackagePlace();
    await using index = servePackages(WHEELS);
    const settings = place.settings(tools, index.url);
    const set = await place.prepare(settings, ["app"]);
    assertEquals(set?.packages, [
      { name: "app", version: "1.0" },
      { name: "fast", version: "1.0" },
    ]);
    assertEquals(set?.imports, ["app"]);
    assertEquals(
      (await place.prepare(settings, ["app", "fast"]))?.imports,
      ["app", "fast"],
    );
    // What was found out is kept.
    const none = place.settings(tools, "http://127.0.0.1:1/", { tools: [] });
    assertEquals(await place.prepare(none, ["app"]), set);
  });

  test("prepare() takes no compiled code for cpython", async () => {
    using place = new PackagePlace();
    await using index = servePackages(WHEELS);
    const settings = place.settings(tools, index.url);
    const set = await place.prepare(settings, ["fast"], { engine: "cpython" });
    assertEquals(set?.packages, [{ name: "fast", version: "0.9" }]);
    assertEquals(set?.imports, undefined);
  });

  test("prepare() refuses a library that grows memory, and names it", async () => {
    using place = new PackagePlace();
    await using index = servePackages(WHEELS);
    const settings = place.settings(tools, index.url);
    const { message } = await assertRejects(
      () => place.prepare(settings, ["greedy"]),
      SandboxError,
    );
    assertEquals(
      message,
      "Cannot prepare packages as the package greedy 1.0 has a library greedy/_core.so, which grows memory or tables without regard to the limit",
    );
  });

  test("prepare() says for which systems there may be compiled code", async () => {
    using place = new PackagePlace();
    await using index = servePackages(WHEELS);
    const settings = place.settings(tools, index.url);
    const { message } = await assertRejects(
      () => place.prepare(settings, ["elsewhere"]),
      SandboxError,
    );
    assertStringIncludes(
      message,
      "elsewhere has compiled code for other systems only, and pyodide takes wheels for every system (py3-none-any) or pyemscripten_2026_0_wasm32 and Python 3.14",
    );
  });

  test("a lock has compiled code, and its set the modules that no other package needs", async () => {
    using place = new PackagePlace();
    await using index = servePackages(WHEELS);
    const settings = place.settings(tools, index.url);
    const lock = await place.lock(settings, ["app"]);
    assertEquals(lock.packages.map(({ wheel }) => wheel.file), [
      "app-1.0-py3-none-any.whl",
      `fast-1.0-${TAGS}.whl`,
    ]);
  });
}

Deno.test({
  name: "prepare() says that uv alone fetches no compiled code",
  ignore: EACH_TOOL.some(({ ignore }) => ignore),
  async fn(): Promise<void> {
    using place = new PackagePlace();
    await using index = servePackages(WHEELS);
    const { message } = await assertRejects(
      () => place.prepare(place.settings("uv", index.url), ["fast"]),
      SandboxError,
    );
    assert(
      message.endsWith(
        "fast has compiled code, for which uv cannot fetch the wheel: install pip as well",
      ),
      message,
    );
  },
});
