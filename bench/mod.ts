/**
 * The figures of the README: `deno task bench`, or `deno task bench startup` for one of them. Absolute times on a shared
 * machine say little, so compare the ratios within one run.
 *
 * @module
 */
import { benchFunctions } from "./functions.ts";
import { benchMcp } from "./mcp.ts";
import { benchMemory } from "./memory.ts";
import { benchMount } from "./mount.ts";
import { benchPool } from "./pool.ts";
import { benchRecovery } from "./recovery.ts";
import { benchFreshSandboxes, benchFurtherRuns } from "./runs.ts";
import { benchStartup } from "./startup.ts";
import { benchStop } from "./stop.ts";

const BENCHES: Readonly<Record<string, () => Promise<string[]>>> = {
  startup: () => benchStartup(12),
  further: () => benchFurtherRuns(1_000),
  fresh: () => benchFreshSandboxes(200),
  functions: () => benchFunctions(2_000),
  pool: () => benchPool(200, 5),
  memory: () => benchMemory(8),
  mount: () => benchMount(20),
  mcp: () => benchMcp(12, 500, 50),
  stop: () => benchStop(3),
  recovery: () => benchRecovery(10),
};

if (import.meta.main) {
  const { deno, v8 } = Deno.version;
  console.log(
    `Deno ${deno}, V8 ${v8}, ${Deno.build.target}, ${navigator.hardwareConcurrency} processors\n`,
  );
  const names = Deno.args.length > 0 ? Deno.args : Object.keys(BENCHES);
  for (const name of names) {
    const bench = BENCHES[name];
    if (bench === undefined) {
      console.error(
        `Cannot bench ${name} as it must be one of ${
          Object.keys(BENCHES).join(", ")
        }`,
      );
      Deno.exit(2);
    }
    for (const line of await bench()) console.log(line);
    console.log();
  }
}
