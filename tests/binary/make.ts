/**
 * Makes the binary for all processes of a run, and prints the variable by which they find it:
 * `deno run -A tests/binary/make.ts`.
 *
 * @module
 */
import { MADE, makeBinary } from "./_binary.ts";

if (import.meta.main) {
  console.log(`export ${MADE}=${JSON.stringify(await makeBinary())}`);
}
