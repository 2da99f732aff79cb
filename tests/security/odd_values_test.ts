// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import { createSandbox } from "../../mod.ts";
import { controls } from "../level.ts";
import { assertEnded, ISOLATIONS, testAttacks } from "./_guest.ts";
import { JAVASCRIPT, PYTHON } from "./_odd_values.ts";

/** The longest message and traceback that a result may carry, in UTF-16 units. */
const MAX_ERROR_CHARS = 1_000_000;

for (
  const [language, attacks] of [
    ["python", PYTHON],
    ["javascript", JAVASCRIPT],
  ] as const
) {
  testAttacks("odd values and errors cost only the run", {
    language,
    attacks,
    async fn(guest, attack) {
      const sandbox = await guest.sandbox();
      const result = await sandbox.run(attack.code, {
        limits: { timeoutMs: 20_000 },
      });
      assertEnded(result, attack.ends ?? ["ok"]);
      assertEquals(sandbox.closed, false);
      if (result.status === "error") {
        const { name, message, traceback } = result.error;
        for (const text of [name, message, traceback]) {
          assert(text.length <= MAX_ERROR_CHARS, `${text.length}`);
        }
        assert(name !== "");
        assert(!traceback.includes("<sandglass:"), traceback.slice(0, 2_000));
      }
      if (result.status === "ok" && result.value === undefined) {
        assert(result.repr !== undefined && result.repr !== "");
      }
      await guest.assertInnocent();
    },
  });
}

for (const isolation of ISOLATIONS) {
  controls.test(`control: only valueBytes keeps a large value out (${isolation})`, async () => {
    await using sandbox = await createSandbox({
      isolation,
      limits: { valueBytes: 8 * 2 ** 20 },
    });
    const result = await sandbox.run("'x' * 5_000_000");
    assert(result.status === "ok");
    assertEquals(result.value, "x".repeat(5_000_000));
  });
}
