import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { formatDuration } from "../../core/units.ts";
import { LEVEL } from "../level.ts";
import { AREAS } from "./areas.ts";
import { fuzz } from "./fuzz.ts";

const forMs = LEVEL.fuzzMs ?? 0;

Deno.test({
  name: `the claims of all areas hold for ${formatDuration(forMs)}`,
  ignore: LEVEL.fuzzMs === undefined,
  async fn(): Promise<void> {
    const seed = LEVEL.seed ?? Math.floor(Math.random() * 2 ** 31);
    const { findings, counts } = await fuzz({ areas: AREAS, forMs, seed });
    assertEquals(findings, [], `From seed ${seed}`);
    assert(counts.every(({ runs }) => runs > 0));
  },
});
