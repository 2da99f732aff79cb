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
