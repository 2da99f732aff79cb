/**
 * fast-check with the seed and the number of inputs of the level: `deno.json` maps `fast-check` to this module, so that all properties of a level
 * get the same inputs each time.
 *
 * @module
 */
import fc from "npm:fast-check@^4";
import { LEVEL } from "./level.ts";

const { seed, randomInputs } = LEVEL;
fc.configureGlobal({
  numRuns: randomInputs,
  ...seed === undefined ? {} : { seed },
});

// deno-lint-ignore walls/named-exports -- it stands for a module that has one
export default fc;
