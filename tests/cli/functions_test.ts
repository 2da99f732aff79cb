import { assertEquals, assertMatch } from "@std/assert";
import { sandglass } from "./_cli.ts";

const PATH = "examples/prices.ts";
const FLAG = ["--functions", PATH];

Deno.test("run lets a guest call the exports of a module, in both languages, and warns", async () => {
  const cases = {
    python: "host.price('apple') * 4",
    javascript: "await host.price('apple') * 4",
  };
  for (const [language, code] of Object.entries(cases)) {
    const { status, stdout, stderr } = await sandglass(
      ["run", "-l", language, ...FLAG, "-e", code],
    );
    assertEquals([status, stdout.replace(".0", "")], [0, "2\n"], stderr);
    const warning = `sandglass: warning: ${PATH} runs outside the sandbox `;
    assertEquals(stderr.slice(0, warning.length), warning);
    assertMatch(stderr, / price\n$/);
  }
});

Deno.test("run reports a host error as the guest's own, and counts calls", async () => {
  const { status, stderr } = await sandglass(
    ["run", "-q", ...FLAG, "-e", "host.price('gold')"],
  );
  assertEquals(status, 1);
  assertMatch(
    stderr,
    /^Traceback[^]*host\.RangeError: No price for gold\n$/,
  );
  const json = await sandglass(
    ["run", "-q", "--json", ...FLAG, "-e", "host.price('pear')"],
  );
  const { value, usage } = JSON.parse(json.stdout);
  assertEquals([value, usage.calls, json.stderr], [0.75, 1, ""]);
});

Deno.test("run refuses an invalid module of functions", async () => {
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

Deno.test("run imports functions from modules that import others, in TypeScript and JavaScript", async () => {
  const directory = await Deno.makeTempDir({ prefix: "sand glass " });
  const files = {
    "main.ts": `import { basename } from "node:path";
      import { half, type Whole } from "./half.ts";
      import { twice } from "./twice.js";
      enum Kind { Odd = 1 }
      export function four(): number { return twice(half({ whole: 4 } as Whole)); }
      export const odd = (): Kind => Kind.Odd;
      export const name = (): string => basename(new URL(import.meta.url).pathname);
      export const late = async (): Promise<number> => (await import("./half.ts")).half({ whole: 6 });`,
    "half.ts": `import type { Whole as Same } from "./half.ts";
      export interface Whole { readonly whole: number }
      export function half({ whole }: Same): number { return whole / 2; }`,
    "twice.js": `import { half } from "./half.ts";
      export const twice = (n) => half({ whole: 4 * n });`,
  };
  try {
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${directory}/${name}`, text);
    }
    const code = "[host.four(), host.odd(), host.name(), host.late()]";
    const { status, stdout, stderr } = await sandglass(
      ["run", "-q", "--functions", `${directory}/main.ts`, "-e", code],
    );
    assertEquals([status, stdout], [0, "[4, 1, 'main.ts', 3]\n"], stderr);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
