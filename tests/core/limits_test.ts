import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  LIMIT_RULES,
  type Limits,
  MEMORY_RULES,
  resolveLimits,
} from "../../core/limits.ts";
import { LANGUAGES } from "../../core/options.ts";

Deno.test("resolveLimits() fills in the defaults of each language", () => {
  for (const language of LANGUAGES) {
    const limits = resolveLimits(language);
    const { memoryBytes, ...others } = limits;
    assertEquals(memoryBytes, MEMORY_RULES[language].default);
    assertEquals(
      others,
      Object.fromEntries(
        Object.entries(LIMIT_RULES).map(([name, rule]) => [name, rule.default]),
      ),
    );
  }
});

Deno.test("resolveLimits() has the documented defaults", async () => {
  const source = await Deno.readTextFile(
    new URL("../../core/limits.ts", import.meta.url),
  );
  const documented = [
    ...source.matchAll(
      /@default \{([\d_]+)\}\s*\*\/\s*readonly (\w+): number/g,
    ),
  ];
  const rules: Readonly<Record<string, { readonly default: number }>> =
    LIMIT_RULES;
  assertEquals(documented.length, Object.keys(rules).length);
  for (const [, digits, name] of documented) {
    assertEquals(
      Number(digits?.replaceAll("_", "")),
      rules[name ?? ""]?.default,
      name,
    );
  }
});

Deno.test("resolveLimits() accepts both bounds and refuses values beyond them", () => {
  const rules = { ...LIMIT_RULES, memoryBytes: MEMORY_RULES.javascript };
  for (const [name, { min, max }] of Object.entries(rules)) {
    for (const value of [min, max]) {
      const limits: Partial<Limits> = resolveLimits("javascript", {
        [name]: value,
      });
      assertEquals(limits[name as keyof Limits], value);
    }
    for (const value of [min - 1, max + 1, min + 0.5, NaN, Infinity, -1]) {
      const error = assertThrows(
        () => resolveLimits("javascript", { [name]: value }),
        RangeError,
      );
      assertEquals(
        error.message,
        `Cannot set ${name} as it must be a whole number from ${min} to ${max}: current value is ${value}`,
      );
    }
  }
});

Deno.test("resolveLimits() refuses a value that is not a number", () => {
  for (const value of ["5", null, 5n, true, [], {}, Symbol("x")]) {
    const given: Record<string, unknown> = { timeoutMs: value };
    assertThrows(
      () => resolveLimits("python", given),
      TypeError,
      "Cannot set timeoutMs as it must be a number",
    );
  }
});

Deno.test("resolveLimits() refuses an unknown limit", () => {
  for (const name of ["timeout", "memory", "constructor", "__proto__x"]) {
    const given: Record<string, unknown> = { [name]: 1 };
    assertThrows(
      () => resolveLimits("python", given),
      TypeError,
      `current value is "${name}"`,
    );
  }
});

Deno.test("resolveLimits() refuses limits that are not an object", () => {
  for (const given of [null, 5, "x"] as unknown[]) {
    assertThrows(
      () => resolveLimits("python", given as Partial<Limits>),
      TypeError,
      "Cannot read limits as they must be an object",
    );
  }
});

Deno.test("resolveLimits() treats an absent limit and an undefined one alike", () => {
  const given: Record<string, unknown> = { timeoutMs: undefined };
  assertEquals(resolveLimits("python", given), resolveLimits("python"));
});

Deno.test("LIMIT_RULES and MEMORY_RULES have defaults within their bounds", () => {
  for (
    const rule of [
      ...Object.values(LIMIT_RULES),
      ...Object.values(MEMORY_RULES),
    ]
  ) {
    assert(rule.min <= rule.default && rule.default <= rule.max);
  }
});

Deno.test("resolveLimits() quotes a number that is given as text", () => {
  assertThrows(
    // An untyped caller may pass this.
    () => resolveLimits("python", { timeoutMs: "3" as unknown as number }),
    TypeError,
    'Cannot set timeoutMs as it must be a number: current value is "3"',
  );
});
