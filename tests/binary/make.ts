/**
 * Builds the binary for all processes of a run, and prints the variable that names it:
 * `deno run -A tests/binary/make.ts`.
 *
 * @module
 */
import { MADE, makeBinary } from "./_binary.ts";

if (import.meta.main) {
  console.log(`export ${MADE}=${JSON.stringify(await makeBinary())}`);
}
