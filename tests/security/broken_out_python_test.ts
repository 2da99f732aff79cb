import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { createSandbox, type Sandbox } from "../../mod.ts";
import { controls } from "../level.ts";
import { BREAK_OUT } from "./_break_out.ts";
import { Canary } from "./_canary.ts";
import { assertEnded, Guest, ISOLATIONS, tryEach } from "./_guest.ts";
import { PYTHON_ATTACKS } from "./_python_attacks.ts";
import { Weakened } from "./_without.ts";

for (const isolation of ISOLATIONS) {
  Deno.test(`Python that holds the engine's internals reaches nothing of the host (${isolation})`, async (t) => {
    await using canary = new Canary();
    await using guest = new Guest({ isolation });
    await tryEach(t, PYTHON_ATTACKS, async ({ code }) => {
      const result = await guest.run(canary.fill(BREAK_OUT + code), {
        limits: { timeoutMs: 20_000 },
        repr: true,
      });
      canary.assertUntouched(result);
      assertEnded(result, ["error", "crashed"]);
      // Otherwise the attack was not made.
      assert(result.stdout.startsWith("broken out of 314.0.7\n"));
      await guest.assertInnocent();
    });
  });

  controls.test(`control: it holds the engine's internals, and only a wall stops it (${isolation})`, async () => {
    // The import of Node's modules is an example of a wall that Pyodide's internals meet.
    await using weakened = await Weakened.make([{
      file: "engines/pyodide/worker.js",
      wall: "denyImports();",
    }]);
    const code = `${BREAK_OUT}settle(API.initializeNodeSockFS)`;
    const ask = async (sandbox: Sandbox): Promise<string> => {
      const result = await sandbox.run(code, { limits: { timeoutMs: 20_000 } });
      assert(result.status === "error", Deno.inspect(result));
      assertEquals(result.stdout, "broken out of 314.0.7\n");
      return result.error.message;
    };
    await using whole = await createSandbox({ isolation });
    const refusal = await ask(whole);
    assert(refusal.includes("Import of node:net is disallowed"), refusal);
    // Without that wall the modules load, but the runtime itself is gone.
    await using open = await weakened.library.createSandbox({ isolation });
    const next = await ask(open);
    assert(/Deno is not defined[^]*node:tls/.test(next), next);
  });
}
