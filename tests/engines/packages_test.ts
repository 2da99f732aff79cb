import { assert } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { ENGINE_NAMES } from "../../core/options.ts";
import { loadEngine } from "../../engines/registry.ts";

Deno.test("an engine's packages are those of deno.json, which the lock file pins", async () => {
  const known: readonly string[] = Object.values(config.imports);
  for (const name of ENGINE_NAMES) {
    for (const specifier of (await loadEngine(name)).packages) {
      assert(known.includes(specifier), `${specifier} is not in deno.json`);
    }
  }
});
