import { assertEquals, assertThrows } from "@std/assert";
import { POLICY_RULES, resolvePolicy } from "../../../servers/mcp/policy.ts";

const SANDBOX = { python: {}, javascript: {} };
const COUNTS = [
  "warm",
  "maxSandboxes",
  "maxSessionsPerClient",
  "idleMs",
] as const;

Deno.test("resolvePolicy() fills in defaults", () => {
  const { onWarning: _, ...policy } = resolvePolicy({ sandbox: SANDBOX });
  assertEquals(policy, {
    sandbox: SANDBOX,
    warm: 1,
    maxSandboxes: 64,
    maxSessionsPerClient: 8,
    idleMs: 1_800_000,
    packages: { available: [], allowed: [] },
    npmPackages: [],
  });
});

Deno.test("resolvePolicy() accepts only counts within their bounds", () => {
  for (const name of COUNTS) {
    const { min, max } = POLICY_RULES[name];
    for (const value of [min, max]) {
      assertEquals(
        resolvePolicy({ sandbox: SANDBOX, [name]: value })[name],
        value,
      );
    }
    for (const value of [min - 1, max + 1, min + 0.5, NaN, Infinity]) {
      assertThrows(
        () => resolvePolicy({ sandbox: SANDBOX, [name]: value }),
        RangeError,
        `Cannot set ${name} as it must be a whole number from ${min} to ${max}`,
      );
    }
    assertThrows(
      () => resolvePolicy({ sandbox: SANDBOX, [name]: "1" }),
      TypeError,
      `Cannot set ${name} as it must be a number`,
    );
  }
});
