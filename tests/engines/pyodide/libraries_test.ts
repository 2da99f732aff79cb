/** Packages with compiled code: what is linked and imported in their snapshot, and what guests have of it. */
import "../../_ask_worker_options.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { type Sandbox, SandboxError } from "../../../mod.ts";
import { createPoolWith, createWith, TestPackages } from "../../_packages.ts";
import { ISOLATIONS } from "../../security/_guest.ts";
import { call, constant, makeLibrary, makeModule } from "./_make_library.ts";

const SUFFIX = ".cpython-314-wasm32-emscripten.so";

/** A package whose module counts while it is imported, and keeps what it finds. */
const FILES = {
  [`counter/_core${SUFFIX}`]: makeModule({ name: "_core" }),
  [`counter/_late${SUFFIX}`]: makeModule({ name: "_late" }),
  "counter/__init__.py":
    "from . import _core\nfrom ._core import called, next, yes\nfound = [next(), next()]\n",
};

async function valueOf(sandbox: Sandbox, code: string): Promise<unknown> {
  const result = await sandbox.run(code, { limits: { timeoutMs: 60_000 } });
  assert(result.status === "ok", Deno.inspect(result));
  return result.value;
}

for (const isolation of ISOLATIONS) {
  Deno.test(`guests have compiled code as it was left by its import (${isolation})`, async () => {
    await using packages = await TestPackages.make(FILES, ["counter"]);
    for (let i = 0; i < 2; i++) {
      await using sandbox = await createWith(packages.set, { isolation });
      assertEquals(
        await valueOf(
          sandbox,
          `import sys
had = "counter" in sys.modules
import counter
[had, counter.found, counter.next(), counter.called(), counter.yes()]`,
        ),
        [true, [1, 2], 3, 42, true],
      );
      assertEquals(await valueOf(sandbox, "counter.next()"), 4);
    }
  });

  Deno.test(`compiled modules that the package does not import are there too (${isolation})`, async () => {
    await using packages = await TestPackages.make(FILES, ["counter"]);
    await using sandbox = await createWith(packages.set, { isolation });
    assertEquals(
      await valueOf(sandbox, "from counter import _late\n_late.next()"),
      1,
    );
  });
}

Deno.test("a library finds what it imports in the library that it needs", async () => {
  const base = makeLibrary({
    types: [[0, 1]],
    code: [{ name: "base_value", type: 0, body: constant(77) }],
  });
  const module = makeModule({
    name: "_core",
    needed: ["libbase.so"],
    functions: [["base_value", 2]],
    methods: [{ name: "base", body: [...call(2), ...call(0)] }],
  });
  await using packages = await TestPackages.make({
    [`counter/_core${SUFFIX}`]: module,
    "counter/libbase.so": base,
    "counter/__init__.py": "from ._core import base\n",
  }, ["counter"]);
  await using sandbox = await createWith(packages.set, {});
  assertEquals(await valueOf(sandbox, "import counter\ncounter.base()"), 77);
});

Deno.test("packages that call the interpreter's functions by ctypes while they are imported call them later, too", async () => {
  await using packages = await TestPackages.make({
    ...FILES,
    "counter/__init__.py":
      "import ctypes\nfrom . import _core\nlength = ctypes.CDLL(None).strlen\nfound = length(b'four')\n",
  }, ["counter"]);
  await using sandbox = await createWith(packages.set, {});
  const code = `import counter, ctypes
[counter.found, counter.length(b"three"), ctypes.CDLL(None).strlen(b"two")]`;
  assertEquals(await valueOf(sandbox, code), [4, 5, 3]);
});

Deno.test("a pool has guests with compiled code", async () => {
  await using packages = await TestPackages.make(FILES, ["counter"]);
  for (const isolation of ISOLATIONS) {
    await using pool = await createPoolWith(packages.set, { isolation });
    const results = await Promise.all([1, 2, 3].map(async () => {
      const result = await pool.run(
        "import counter\n[counter.next(), counter.next()]",
      );
      assert(result.status === "ok", Deno.inspect(result));
      return result.value;
    }));
    assertEquals(results, [[3, 4], [3, 4], [3, 4]]);
  }
});

Deno.test("modules that fail while they are imported fail again in guests", async () => {
  await using packages = await TestPackages.make({
    ...FILES,
    "sad.py": "import sys\nraise ValueError('not here')\n",
    "leaves.py": "raise SystemExit(3)\n",
  }, ["counter", "leaves", "sad"]);
  await using sandbox = await createWith(packages.set, {});
  assertEquals(await valueOf(sandbox, "import counter\ncounter.next()"), 3);
  const result = await sandbox.run("import sad");
  assert(result.status === "error", Deno.inspect(result));
  assertEquals(result.error.message, "not here");
});

/** Packages that cannot be part of a snapshot, each with what is said of it. */
const UNUSABLE: readonly (readonly [
  name: string,
  files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
  said: RegExp,
])[] = [
  ["misses a function", {
    [`bad/_core${SUFFIX}`]: makeModule({
      name: "_core",
      more: [],
      needed: ["libnone.so"],
    }),
    "bad/__init__.py": "from . import _core\n",
  }, /_core.*cannot be linked: it needs libnone\.so, which is missing/],
  ["is no library", {
    [`bad/_core${SUFFIX}`]: Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0),
    "bad/__init__.py": "from . import _core\n",
  }, /_core.*cannot be linked: it is no library/],
  ["makes functions of JavaScript", {
    "bad/__init__.py":
      "import ctypes\nkept = ctypes.CFUNCTYPE(ctypes.c_int)(lambda: 3)\n",
  }, /a package makes functions while it is imported/],
];

for (const [name, files, said] of UNUSABLE) {
  for (const isolation of ISOLATIONS) {
    Deno.test(`a package that ${name} is refused, and named (${isolation})`, async () => {
      await using packages = await TestPackages.make(files, ["bad"]);
      const error = await assertRejects(
        () => createWith(packages.set, { isolation }),
        SandboxError,
      );
      assertEquals(error.code, "PACKAGES_FAILED");
      assert(said.test(error.message), error.message);
    });
  }
}

Deno.test("packages that need more memory than guests have are refused", async () => {
  await using packages = await TestPackages.make({
    ...FILES,
    "counter/__init__.py": "kept = b'x' * (100 * 2 ** 20)\n",
  }, ["counter"]);
  for (const isolation of ISOLATIONS) {
    const error = await assertRejects(
      () =>
        createWith(packages.set, {
          isolation,
          limits: { memoryBytes: 96 * 2 ** 20 },
        }),
      SandboxError,
    );
    assert(
      /need more memory than the limit/.test(error.message),
      error.message,
    );
  }
});
