/** Programs for Node, run as files. What each prints is what Node prints. */
import "../../_ask_worker_options.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { createSandbox } from "../../../mod.ts";
import { moduleCases, type ProgramCase } from "./module_cases.ts";

const PROGRAMS = new URL("programs/", import.meta.url);
/** The standard input of the programs in the folder. */
const STDIN = "alpha\nbeta\n\ngamma";

async function check(program: ProgramCase): Promise<void> {
  const { filename, code, files = {}, stdin = "" } = program;
  await using sandbox = await createSandbox({
    language: /ts$/.test(filename) ? "typescript" : "javascript",
    isolation: "thread",
    files,
  });
  const result = await sandbox.run(code, { kind: "program", filename, stdin });
  const error = result.status === "error" ? result.error.message : "";
  assertEquals(result.stdout, program.stdout, `${error}${result.stderr}`);
  assertEquals(result.status, program.error === undefined ? "ok" : "error");
  if (program.error !== undefined) assertStringIncludes(error, program.error);
}

for (const program of moduleCases) {
  Deno.test(`a program: ${program.name}`, () => check(program));
}

for (const { name } of Deno.readDirSync(PROGRAMS)) {
  if (!/js$/.test(name)) continue;
  Deno.test(`a program prints what Node prints: ${name}`, async () => {
    const read = (file: string) => Deno.readTextFile(new URL(file, PROGRAMS));
    await check({
      name,
      filename: name,
      code: await read(name),
      stdin: STDIN,
      stdout: await read(`${name}.out`),
    });
  });
}

Deno.test("errors of programs and of their files show the right place", async () => {
  await using sandbox = await createSandbox({
    language: "javascript",
    isolation: "thread",
    files: {
      "lib.mjs": 'export function boom() { throw new Error("deep"); }',
      "lib.cjs": 'exports.boom = () => { throw new Error("deep"); };',
    },
  });
  const cases = {
    "main.js": ["const x = null; x.foo;", "main.js:1:18"],
    "main.mjs": ["const x = null; x.foo;", "main.mjs:1:18"],
    "esm.mjs": [
      'import { boom } from "./lib.mjs"; boom();',
      "lib.mjs:1:41",
    ],
    "cjs.js": ['require("./lib.cjs").boom();', "lib.cjs:1:39"],
  } as const;
  for (const [filename, [code, place]] of Object.entries(cases)) {
    const result = await sandbox.run(code, { kind: "program", filename });
    if (result.status !== "error") throw new Error(result.status);
    assertStringIncludes(result.error.traceback, place);
  }
});

Deno.test("node:test runs tests and suites, and fails the program if one fails", async () => {
  const code = `
import test, { describe, it, before, beforeEach, after, mock } from "node:test";
import assert from "node:assert/strict";
test("adds", () => assert.equal(1 + 1, 2));
test("waits", async (t) => { await t.test("inner", async () => {}); });
test("fails", () => { throw new Error("broken"); });
test("skipped", { skip: true }, () => assert.fail());
describe("suite", () => {
  let n = 0;
  before(() => n = 10);
  beforeEach(() => n++);
  after(() => console.log("after", n));
  it("uses hooks", () => assert.equal(n, 11));
  it("mocks", () => { const f = mock.fn((x) => x * 2); f(2); assert.equal(f.mock.calls[0].result, 4); });
});`;
  await using sandbox = await createSandbox({
    language: "javascript",
    isolation: "thread",
  });
  const result = await sandbox.run(code, {
    kind: "program",
    filename: "all.test.mjs",
  });
  const lines = result.stdout.split("\n")
    .map((line) => line.replace(/ ?\(?[\d.e-]+ms\)?/, ""))
    .filter((line) =>
      /^ *[✔✖▶﹣]|^after|^ℹ (?:tests|pass|fail|skipped)/.test(line)
    );
  assertEquals(lines, [
    "✔ adds",
    "  ✔ inner",
    "✔ waits",
    "✖ fails",
    "﹣ skipped # SKIP",
    "▶ suite",
    "  ✔ uses hooks",
    "  ✔ mocks",
    "after 12",
    "✔ suite",
    "ℹ tests 7",
    "ℹ pass 5",
    "ℹ fail 1",
    "ℹ skipped 1",
  ]);
  assertStringIncludes(result.stdout, "Error: broken");
  assertEquals(result.status, "error");
});
