import { assertEquals, assertMatch } from "@std/assert";
import { transformSync } from "amaro";
import { sandglass, takesTypeScript } from "./_cli.ts";

/** Gives the flag for the functions of an example. */
async function withPrices(
  test: (flag: readonly string[], path: string) => Promise<void>,
): Promise<void> {
  const path = "examples/prices.ts";
  if (await takesTypeScript()) return await test(["--functions", path], path);
  const copy = await Deno.makeTempFile({ suffix: ".mjs" });
  try {
    const { code } = transformSync(await Deno.readTextFile(path));
    await Deno.writeTextFile(copy, code);
    await test(["--functions", copy], copy);
  } finally {
    await Deno.remove(copy);
  }
}

Deno.test("run lets a guest call what a module exports, in both languages, and warns", () =>
  withPrices(async (flag, path) => {
    const cases = {
      python: "host.price('apple') * 4",
      javascript: "await host.price('apple') * 4",
    };
    for (const [language, code] of Object.entries(cases)) {
      const { status, stdout, stderr } = await sandglass(
        ["run", "-l", language, ...flag, "-e", code],
      );
      assertEquals([status, stdout.replace(".0", "")], [0, "2\n"], stderr);
      const warning = `sandglass: warning: ${path} runs outside the sandbox `;
      assertEquals(stderr.slice(0, warning.length), warning);
      assertMatch(stderr, / price\n$/);
    }
  }));

Deno.test("run shows a host's error as the guest's own, and counts calls", () =>
  withPrices(async (flag) => {
    const { status, stderr } = await sandglass(
      ["run", "-q", ...flag, "-e", "host.price('gold')"],
    );
    assertEquals(status, 1);
    assertMatch(
      stderr,
      /^Traceback[^]*host\.RangeError: No price for gold\n$/,
    );
    const json = await sandglass(
      ["run", "-q", "--json", ...flag, "-e", "host.price('pear')"],
    );
    const { value, usage } = JSON.parse(json.stdout);
    assertEquals([value, usage.calls, json.stderr], [0.75, 1, ""]);
  }));

Deno.test("run refuses a module of functions that it cannot use", async () => {
  const directory = await Deno.makeTempDir();
  try {
    const modules: readonly (readonly [string, string, RegExp])[] = [
      ["none.ts", "export const x = 1;", /as it must export a function/],
      ["bad.ts", "export const = 1;", /as importing it failed: /],
      [
        "throws.ts",
        "throw new Error('at once');",
        /importing it failed: at once/,
      ],
      ["_.ts", "export function _x() {}", /a name must be a letter/],
    ];
    for (const [name, source, expected] of modules) {
      const path = `${directory}/${name}`;
      await Deno.writeTextFile(path, source);
      const { status, stdout, stderr } = await sandglass(
        ["run", "--functions", path, "-e", "1"],
      );
      assertEquals([status, stdout], [2, ""], stderr);
      assertMatch(stderr, expected);
    }
    const missing = await sandglass(
      ["run", "--functions", `${directory}/missing.ts`, "-e", "1"],
    );
    assertEquals(missing.status, 2);
    assertMatch(missing.stderr, /missing\.ts as there is no such file\n$/);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
