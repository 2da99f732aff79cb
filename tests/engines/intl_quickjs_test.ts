import "../_ask_worker_options.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { createSandbox, type JsonValue } from "../../mod.ts";
import cases from "./intl_cases.json" with { type: "json" };

/** The expressions of the cases, and what Node and Deno both return for them. */
const EXPECTED: readonly (readonly [string, JsonValue])[] = cases.map((
  [code, value],
) => [`${code}`, value ?? null]);

/** Evaluates each expression in one run. */
async function evaluate(
  expressions: readonly string[],
): Promise<readonly JsonValue[]> {
  const list = expressions.map((one) => `() => (${one})`).join(",\n");
  await using sandbox = await createSandbox({ language: "javascript" });
  const result = await sandbox.run(`[${list}].map((one) => {
    try {
      return one();
    } catch (error) {
      return \`\${error}\`;
    }
  })`);
  if (result.status !== "ok") throw new Error(JSON.stringify(result));
  // A cast, as the code makes a list.
  return result.value as readonly JsonValue[];
}

Deno.test("Intl returns what Node and Deno return for American English", async () => {
  const values = await evaluate(EXPECTED.map(([code]) => code));
  assertEquals(
    EXPECTED.map(([code], i) => `${code} = ${JSON.stringify(values[i])}`),
    EXPECTED.map(([code, value]) => `${code} = ${JSON.stringify(value)}`),
  );
});

Deno.test("Intl refuses locales and options that it would ignore", async () => {
  const values = await evaluate([
    '(1).toLocaleString("de-DE")',
    'new Date(0).toLocaleDateString("en-GB")',
    '"a".localeCompare("b", "sv")',
    '"i".toLocaleUpperCase("tr")',
    'new Intl.DateTimeFormat("en-US", { calendar: "hebrew" })',
    'new Intl.NumberFormat("en-u-nu-arab")',
    'new Intl.Collator("en", { collation: "phonebk" })',
    'new Intl.Segmenter("en", { granularity: "word" }).segment("日本語")',
    'new Intl.DateTimeFormat("en-US", { timeZone: "Nowhere/City" })',
  ]);
  for (const value of values) assertMatch(`${value}`, /^RangeError: .+/);
  assertMatch(`${values[0]}`, /"en-US" only.*"de-DE"/);
});
