import { assertEquals, assertMatch } from "@std/assert";
import { ofDenoRun, sandglass, usualFlags } from "./_cli.ts";

Deno.test("engines lists engines, languages and isolations", async () => {
  const { status, stdout, stderr } = await sandglass(["engines"]);
  assertEquals([status, stderr], [0, ""]);
  assertMatch(stdout, /^pyodide .*: python\n {2}snapshot: /);
  assertMatch(stdout, /^quickjs .*: javascript, typescript$/m);
  assertMatch(stdout, /^Isolation: process, thread$/m);
});

Deno.test(
  "engines lists the permitted isolations",
  ofDenoRun,
  async () => {
    const { stdout } = await sandglass(["engines", "--json"], {
      flags: usualFlags().filter((flag) => !flag.startsWith("--allow-run")),
    });
    assertEquals(JSON.parse(stdout).isolations, ["thread"]);
  },
);

Deno.test(
  "warm builds a snapshot that engines shows as ready",
  ofDenoRun,
  async () => {
    const { status, stdout, stderr } = await sandglass(["warm"]);
    assertEquals([status, stderr], [0, ""]);
    const path = stdout.trim().split("): ").at(-1) ?? "";
    assertEquals((await Deno.stat(path)).isFile, true);
    const { stdout: json } = await sandglass(["engines", "--json"]);
    const { engines } = JSON.parse(json);
    assertEquals(engines[0].snapshot.state, "ready");
    assertEquals(engines[0].snapshot.path, path);
  },
);

Deno.test(
  "warm fails without permission to write, and says why",
  ofDenoRun,
  async () => {
    const { status, stderr } = await sandglass(["warm"], {
      flags: ["--no-prompt", "--allow-read"],
    });
    assertEquals(status, 3);
    assertMatch(stderr, /no snapshot was kept/);
  },
);
