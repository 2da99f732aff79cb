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
    "  snapshot: ready, part of this program, 17MiB\nIsolation",
  );
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
