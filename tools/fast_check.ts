/**
 * fast-check, as every test gets it that imports `fast-check`: with one seed, so that what passes today passes tomorrow.
 * `deno task fuzz` looks elsewhere each time, and prints how to have what it found again. `FAST_CHECK_SEED=7` in the
 * environment has tests look elsewhere as well; what they find names its seed and its path.
 *
 * @module
 */
import fc from "fast-check/npm";

const SEED = 314;

fc.configureGlobal({
  seed: Number(Deno.env.get("FAST_CHECK_SEED") ?? SEED),
});

// deno-lint-ignore walls/named-exports -- in the place of a package that has it as its default
export { default } from "fast-check/npm";
