import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { UsageError } from "../../commands/arguments/usage_error.ts";
import { dispatch } from "../../cli.ts";
import { fakeContext } from "./_fake_context.ts";

const ENGINES = [
  {
    name: "pyodide",
    languages: ["python"],
    version: "314.0.7",
    snapshot: { state: "ready", path: "/c/s.bin", bytes: 31 * 2 ** 20 },
  },
  { name: "quickjs", languages: ["javascript", "typescript"], version: "0.32" },
] as const;

Deno.test("engines lists the available engines", async () => {
  const context = fakeContext({ engines: ENGINES });
  assertEquals(await dispatch(["engines"], context), 0);
  assertEquals(
    context.stdout.text,
    `pyodide 314.0.7: python
  snapshot: ready, 31MiB
            /c/s.bin
  packages: none but those of --with
quickjs 0.32: javascript, typescript
Isolation: process, thread
Runtime: Deno 2.9.0, V8 15.0
`,
  );
});

Deno.test("engines says how to build a snapshot", async () => {
  const [pyodide] = ENGINES;
  for (const state of ["absent", "invalid"] as const) {
    const context = fakeContext({
      engines: [{ ...pyodide, snapshot: { state } }],
    });
    await dispatch(["engines"], context);
    assertEquals(context.stdout.text.includes('"sandglass warm"'), true);
  }
});

Deno.test("engines reports a snapshot that is part of the program", async () => {
  const [pyodide] = ENGINES;
  const snapshot = { state: "embedded", bytes: 17 * 2 ** 20 } as const;
  const context = fakeContext({ engines: [{ ...pyodide, snapshot }] });
  await dispatch(["engines"], context);
  assertStringIncludes(
    context.stdout.text,
    "  snapshot: ready, part of this program, 17MiB\n  packages: ",
  );
});

const CPYTHON = {
  name: "cpython",
  languages: ["python"],
  version: "CPython 3.15.0",
  installation: {
    state: "absent",
    path: "/d/cpython",
    packages: { numpy: "2.5.2", pandas: "3.0.6" },
  },
} as const;

Deno.test("engines says how to install an engine, and what is in it", async () => {
  const context = fakeContext({ engines: [CPYTHON] });
  await dispatch(["engines"], context);
  assertStringIncludes(
    context.stdout.text,
    `cpython CPython 3.15.0: python
  state:    not installed ("sandglass install cpython" installs it)
  packages: numpy 2.5.2, pandas 3.0.6
Isolation`,
  );
});

Deno.test("engines shows an installed engine, and what is wrong with one", async () => {
  const { installation } = CPYTHON;
  const ready = {
    ...CPYTHON,
    snapshot: { state: "ready", path: "/c/s.bin", bytes: 80 * 2 ** 20 },
    installation: {
      ...installation,
      state: "ready",
      path: "/d/cpython/0.1.0-1",
      bytes: 150 * 2 ** 20,
    },
  } as const;
  const context = fakeContext({ engines: [ready] });
  await dispatch(["engines"], context);
  assertStringIncludes(
    context.stdout.text,
    `cpython CPython 3.15.0: python
  state:    installed, 150MiB
            /d/cpython/0.1.0-1
  snapshot: ready, 80MiB
            /c/s.bin
  packages: numpy 2.5.2, pandas 3.0.6
`,
  );
  for (const state of ["outdated", "damaged"] as const) {
    const bad = fakeContext({
      engines: [{ ...CPYTHON, installation: { ...installation, state } }],
    });
    await dispatch(["engines"], bad);
    assertStringIncludes(bad.stdout.text, '"sandglass install cpython"');
  }
});

Deno.test("engines wraps a long list of packages", async () => {
  const packages = Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [`package-${i}`, "1.0"]),
  );
  const installation = { ...CPYTHON.installation, packages };
  const context = fakeContext({ engines: [{ ...CPYTHON, installation }] });
  await dispatch(["engines"], context);
  const lines = context.stdout.text.split("\n");
  assertEquals(lines.filter((line) => line.length > 80), []);
  const all = lines.join(" ").replace(/\s+/g, " ");
  assertStringIncludes(all, "package-38 1.0, package-39 1.0 Isolation");
});

Deno.test("engines prints one line of JSON", async () => {
  const context = fakeContext({ engines: ENGINES });
  await dispatch(["engines", "--json"], context);
  assertEquals(JSON.parse(context.stdout.text), {
    engines: ENGINES,
    isolations: ["process", "thread"],
    runtime: { deno: "2.9.0", v8: "15.0" },
  });
});

Deno.test("engines takes no arguments", async () => {
  await assertRejects(
    () => dispatch(["engines", "python"], fakeContext()),
    UsageError,
    'Cannot read "python" as engines takes no arguments',
  );
});
