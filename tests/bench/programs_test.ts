import "../_ask_worker_options.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { createSandbox, type Language } from "../../mod.ts";
import {
  PROGRAM_NAMES,
  programCode,
  readProgramResult,
} from "../../bench/peers/programs.ts";

Deno.test("programCode() returns programs with the same result in both languages", async () => {
  const [python, javascript] = await Promise.all([
    resultsOf("python"),
    resultsOf("javascript"),
  ]);
  assertEquals(python, javascript);
  assertEquals(python.length, PROGRAM_NAMES.length);
  // No result is an empty text, and no two are the same.
  python.forEach((value) => assertMatch(value, /\d/));
  assertEquals(new Set(python).size, python.length);
});

async function resultsOf(language: Language): Promise<string[]> {
  await using sandbox = await createSandbox({ language });
  const values: string[] = [];
  for (const name of PROGRAM_NAMES) {
    const code = await programCode(name, { language, size: "small" });
    const result = await sandbox.run(`${code.setup}\n${code.expression}`);
    assertEquals(result.status, "ok", name);
    if (result.status !== "ok") continue;
    values.push(readProgramResult(String(result.value)).value);
  }
  return values;
}
