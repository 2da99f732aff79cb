import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import type { Isolation } from "../../mod.ts";
import { controls } from "../level.ts";
import { Canary } from "./_canary.ts";
import { ISOLATIONS } from "./_guest.ts";
import { breakIn, NOT_STRIPPED } from "./_break_in.ts";
import {
  GLOBALS,
  IMPORTS,
  type RealmAttempt,
  STRINGS,
} from "./_realm_attempts.ts";
import { type Gap, Weakened } from "./_without.ts";

async function attemptAll(
  gaps: readonly Gap[],
  { attempts, canary, isolation }: {
    readonly attempts: readonly RealmAttempt[];
    readonly canary: Canary;
    readonly isolation: Isolation;
  },
): Promise<Record<string, unknown>> {
  await using weakened = await Weakened.make([
    ...breakIn(
      attempts.map(({ name, code }) => ({ name, code: canary.fill(code) })),
    ),
    ...gaps,
  ]);
  await using sandbox = await weakened.library.createSandbox({ isolation });
  const outcomes: Record<string, unknown> = {};
  for (const { name } of attempts) {
    const result = await sandbox.run(name, { limits: { timeoutMs: 10_000 } });
    canary.assertUntouched(result);
    assert(result.status === "ok", Deno.inspect([name, result]));
    outcomes[name] = result.value;
  }
  return outcomes;
}

/** Every attempt, under a unique name. */
const ALL: readonly RealmAttempt[] = [
  ...IMPORTS.map((one) => ({ ...one, name: `import of ${one.name}` })),
  ...GLOBALS,
  ...STRINGS,
];

for (const isolation of ISOLATIONS) {
  Deno.test(`JavaScript in a guest's worker finds nothing of the runtime (${isolation})`, async () => {
    await using canary = new Canary();
    const outcomes = await attemptAll([], {
      attempts: ALL,
      canary,
      isolation,
    });
    const refusals = ["TypeError", "ReferenceError", "EvalError", "undefined"];
    const open = Object.entries(outcomes).filter(([, outcome]) =>
      !refusals.includes(String(outcome))
    );
    assertEquals(open, []);
  });

  controls.test(`control: in a realm that is not stripped it does, and meets the missing permissions (${isolation})`, async () => {
    await using canary = new Canary();
    const outcomes = await attemptAll(NOT_STRIPPED, {
      attempts: ALL,
      canary,
      isolation,
    });
    const texts = new Set(STRINGS.map(({ name }) => name));
    const other = ALL.filter(({ name, open = /^reached/ }) => {
      // In a child process, V8 itself refuses to compile strings.
      const refused = isolation === "process" && texts.has(name);
      return !(refused ? /^EvalError$/ : open).test(String(outcomes[name]));
    });
    assertEquals(other.map(({ name }) => [name, outcomes[name]]), []);
  });
}
