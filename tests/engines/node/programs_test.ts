/** Programs for Node, run as files; each of their outputs is Node's own. */
import "../../_ask_worker_options.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { createSandbox } from "../../../mod.ts";
import { moduleCases, type ProgramCase } from "./module_cases.ts";

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
