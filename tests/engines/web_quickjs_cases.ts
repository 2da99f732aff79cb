/**
 * Expressions of a JavaScript guest, and their values.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { createSandbox, type JsonValue } from "../../mod.ts";

/** Evaluates each expression, which may be a promise; an error becomes its text. */
export async function evaluate(
  expressions: readonly string[],
): Promise<readonly JsonValue[]> {
  const list = expressions.map((one) => `async () => (${one})`).join(",\n");
  await using sandbox = await createSandbox({ language: "javascript" });
  const result = await sandbox.run(`
    const values = [];
    for (const one of [${list}]) {
      try {
        values.push(await one());
      } catch (error) {
        values.push(\`\${error}\`);
      }
    }
    values`);
  if (result.status !== "ok") throw new Error(JSON.stringify(result));
  // A cast, as the code makes a list.
  return result.value as readonly JsonValue[];
}

/** Checks expressions against their values. */
export async function check(
  cases: readonly (readonly [code: string, value: JsonValue])[],
): Promise<void> {
  const values = await evaluate(cases.map(([code]) => code));
  assertEquals(
    cases.map(([code], i) => `${code} = ${JSON.stringify(values[i])}`),
    cases.map(([code, value]) => `${code} = ${JSON.stringify(value)}`),
  );
}
