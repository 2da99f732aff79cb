import { assertEquals, assertThrows } from "@std/assert";
import { passVariables } from "../../../commands/arguments/env_flag.ts";
import { UsageError } from "../../../commands/arguments/usage_error.ts";
import { fakeContext } from "../_fake_context.ts";

const context = fakeContext({
  environment: {
    LANG: "de_AT=x",
    EMPTY: "",
    SECRET: new Deno.errors.NotCapable("SECRET"),
  },
});

Deno.test("passVariables() replaces names by their values and keeps the rest", () => {
  const env = ["A=b=c", "LANG", "EMPTY", "LANG=C", "=x", ""];
  assertEquals(passVariables({ env, other: 1 }, context), {
    env: ["A=b=c", "LANG=de_AT=x", "EMPTY=", "LANG=C", "=x", ""],
    other: 1,
  });
});

Deno.test("passVariables() refuses missing and unreadable variables", () => {
  assertThrows(
    () => passVariables({ env: ["NONE"] }, context),
    UsageError,
    "Cannot set --env NONE as there is no such variable here: add = and a value",
  );
  assertThrows(
    () => passVariables({ env: ["SECRET"] }, context),
    UsageError,
    "Cannot set --env SECRET as Deno was not permitted to read it: add --allow-env=SECRET",
  );
});
