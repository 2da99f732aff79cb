/**
 * Libraries of packages are linked before there is a guest. A guest links none, whether it has packages or not; and the code of
 * packages that runs while a snapshot is built finds as little as that of guests.
 */
import "../_ask_worker_options.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  createSandbox,
  type Isolation,
  type Sandbox,
  type SandboxOptions,
} from "../../mod.ts";
import {
  createWith,
  loadModules,
  type Modules,
  TestPackages,
} from "../_packages.ts";
import { controls } from "../level.ts";
import { makeModule } from "../engines/pyodide/_make_library.ts";
import { type Attack, ISOLATIONS, tryEach } from "./_guest.ts";
import { isBusy, untilQuiet } from "./_quiet.ts";
import { type Gap, Weakened } from "./_without.ts";

const SUFFIX = ".cpython-314-wasm32-emscripten.so";
const LIBRARY = makeModule({ name: "_core" });

const PACKAGE = {
  [`counter/_core${SUFFIX}`]: LIBRARY,
  // It is not imported, and not named like a module: nothing links it.
  "counter/other.bin": LIBRARY,
  "counter/__init__.py": "from ._core import next\n",
};

/** Ways to link a library, which is at `path`. */
const LINKING: readonly Attack[] = [
  { name: "ctypes.CDLL", code: "import ctypes\nctypes.CDLL(path)" },
  {
    name: "a loader of importlib",
    code: `from importlib.machinery import ExtensionFileLoader, ModuleSpec
loader = ExtensionFileLoader("_core", path)
loader.create_module(ModuleSpec("_core", loader, origin=path))`,
  },
  {
    name: "_imp.create_dynamic",
    code: `import _imp
from importlib.machinery import ModuleSpec
_imp.create_dynamic(ModuleSpec("_core", None, origin=path))`,
  },
  {
    name: "an import",
    code: `import os, shutil, sys
os.makedirs("/work/found", exist_ok=True)
shutil.copyfile(path, "/work/found/_core${SUFFIX}")
sys.path.insert(0, "/work/found")
import _core`,
  },
  {
    name: "dlopen",
    code: `import ctypes
open_library = ctypes.CDLL(None).dlopen
assert open_library(path.encode(), 2)`,
  },
];

/** Where the guest has libraries of its own, or of its packages. */
const PATHS = ["/work/_core.so", `/work/_core${SUFFIX}`];
const SITE_PATHS = [
  "/lib/python3.14/site-packages/counter/other.bin",
  `/lib/python3.14/site-packages/counter/../../../../work/_core${SUFFIX}`,
];

const FILES = Object.fromEntries(
  PATHS.map((path) => [path.replace("/work/", ""), LIBRARY]),
);

function options(isolation: Isolation): SandboxOptions {
  return { isolation, files: FILES };
}

/** Asserts that no path is linked, in a sandbox that goes on. */
async function assertUnlinked(
  t: Deno.TestContext,
  sandbox: Sandbox,
  paths: readonly string[],
): Promise<void> {
  await tryEach(t, LINKING, async ({ code }) => {
    for (const path of paths) {
      const result = await sandbox.run(
        `path = ${JSON.stringify(path)}\n${code}`,
      );
      assert(result.status === "error", Deno.inspect(result));
      const expected = ["OSError", "ImportError", "AssertionError"];
      assert(expected.includes(result.error.name), Deno.inspect(result));
    }
    const result = await sandbox.run("1 + 1");
    assert(result.status === "ok" && result.value === 2);
  });
}

for (const isolation of ISOLATIONS) {
  Deno.test(`no guest links a library that it has written (${isolation})`, async (t) => {
    await using sandbox = await createSandbox(options(isolation));
    await assertUnlinked(t, sandbox, PATHS);
  });

  Deno.test(`no guest with compiled packages links another library (${isolation})`, async (t) => {
    await using packages = await TestPackages.make(PACKAGE, ["counter"]);
    await using sandbox = await createWith(packages.set, options(isolation));
    await assertUnlinked(t, sandbox, [...PATHS, ...SITE_PATHS]);
  });
}

Deno.test("a guest finds nothing in a linked library but its modules", async () => {
  await using packages = await TestPackages.make(PACKAGE, ["counter"]);
  await using sandbox = await createWith(packages.set, {});
  const result = await sandbox.run(`import ctypes, counter._core
library = ctypes.PyDLL(counter._core.__file__)
[hasattr(library, name) for name in ("PyInit__core", "next", "memory", "toString", "__proto__")]`);
  assert(result.status === "ok", Deno.inspect(result));
  assertEquals(result.value, [true, false, false, false, false]);
});

/** The engine as it is without our refusal. */
const LINKS: readonly Gap[] = [{
  file: "engines/pyodide/interpreter.js",
  wall: "refuseCode(imports);",
}];

controls.test("control: without the refusal, a guest links a library that it has written", async () => {
  await using weakened = await Weakened.make(LINKS);
  const modules = await loadModules((path) => weakened.module(path));
  await using packages = await TestPackages.make(PACKAGE, ["counter"]);
  const opened = [
    await weakened.library.createSandbox(options("process")),
    await createWith(packages.set, options("process"), modules),
  ];
  for (const one of opened) {
    await using sandbox = one;
    const result = await sandbox.run(
      `import ctypes\nctypes.PyDLL("/work/_core.so").called\n"linked"`,
    );
    assert(result.status === "ok", Deno.inspect(result));
    assertEquals(result.value, "linked");
  }
});

/** A package that leaves Python while it is imported, compiles JavaScript, and tells by the name of a library what came of it. */
const CURIOUS = {
  ...PACKAGE,
  "curious.py": `import ctypes
from pyodide.ffi import to_js
reference = 1 << 26 | 5 << 1 | 1
ctypes.CDLL(None).hiwire_incref(reference)
proxy = to_js({})
words = (ctypes.c_int * 16).from_address(id(proxy))
at = next(i for i in range(6, 12) if words[i] & 1 and words[i] >> 26 > 0)
words[at] = reference
out = str(proxy.public_api.version)
try:
    found = proxy.constructor.constructor("return 7 * 6")()
except BaseException:
    found = "refused"
ctypes.CDLL(f"/lib/python3.14/site-packages/{out}-{found}.so")
`,
};

/** What the package tells. */
async function lookAround(
  isolation: Isolation,
  modules?: Modules,
): Promise<string> {
  await using packages = await TestPackages.make(CURIOUS, ["curious"]);
  const { message } = await assertRejects(
    async () => {
      await using _ = await createWith(packages.set, { isolation }, modules);
    },
    Error,
  );
  const [, told = message] = /the library (\S+) cannot/.exec(message) ?? [];
  return told;
}

for (const isolation of ISOLATIONS) {
  Deno.test(`packages compile no JavaScript while they are imported for a snapshot (${isolation})`, async () => {
    assertEquals(await lookAround(isolation), "314.0.7-refused.so");
  });
}

controls.test("control: in a realm that is not stripped, packages compile JavaScript", async () => {
  await using weakened = await Weakened.make([{
    file: "engines/pyodide/builder.js",
    wall: "strip(watchdog ? [...NEEDED_GLOBALS, WATCHED] : NEEDED_GLOBALS);",
  }]);
  const modules = await loadModules((path) => weakened.module(path));
  assertEquals(await lookAround("thread", modules), "314.0.7-42.so");
});

/** A package whose import never ends, and catches what is thrown into it. */
const ENDLESS = {
  ...PACKAGE,
  "endless.py": `while True:
    try:
        while True: pass
    except BaseException: pass
`,
};

/** The time for imports, shortened. */
const SHORT: Gap = {
  file: "sandbox/build_failure.ts",
  wall: "180_000",
  instead: "1_000",
};

/** Has a snapshot built of a package whose import never ends. */
async function importEndless(
  isolation: Isolation,
  gaps: readonly Gap[] = [],
): Promise<void> {
  await using weakened = await Weakened.make([SHORT, ...gaps]);
  const modules = await loadModules((path) => weakened.module(path));
  await using packages = await TestPackages.make(ENDLESS, ["endless"]);
  await assertRejects(
    () => createWith(packages.set, { isolation }, modules),
    Error,
    "importing them took more than 1 s",
  );
}

for (const isolation of ISOLATIONS) {
  Deno.test(`an import that never ends costs the processor nothing once it is given up (${isolation})`, async () => {
    await importEndless(isolation);
    await untilQuiet();
  });
}

controls.test("control: without a watchdog, a thread goes on with an import that was given up", async () => {
  await importEndless("thread", [{
    file: "engines/pyodide/builder.js",
    wall: "watchdog.watch(withinMs, ",
    // So that it ends at all.
    instead: "watchdog.watch(8_000, ",
  }]);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  assert(await isBusy());
  await untilQuiet();
});

Deno.test("a process that compiles text to code refuses to import packages for a snapshot", async () => {
  await using weakened = await Weakened.make([{
    file: "sandbox/process/process_link.ts",
    wall: "engineFlags(BUILDER_BYTES), ",
  }]);
  const modules = await loadModules((path) => weakened.module(path));
  await using packages = await TestPackages.make({
    ...PACKAGE,
    "other.py": `# ${crypto.randomUUID()}`,
  }, ["counter"]);
  await assertRejects(
    async () => {
      await using _ = await createWith(
        packages.set,
        { isolation: "process" },
        modules,
      );
    },
    weakened.library.SandboxError,
    "The child process can generate code from strings",
  );
});
