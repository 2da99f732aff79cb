/**
 * All tests of the command line, repeated with the binary.
 *
 * @module
 */
import { makeBinary } from "./_binary.ts";

const CLI_TESTS = new URL("../cli/", import.meta.url);
const binary = await makeBinary();

if ("reason" in binary) {
  Deno.test({
    name:
      `the binary works as the command line does: NOT CHECKED, as ${binary.reason}`,
    ignore: true,
    fn: () => {},
  });
} else {
  // The code that starts the command line reads this variable when it is loaded.
  Deno.env.set("SANDGLASS_BINARY", binary.path);
  const names = Array.from(Deno.readDirSync(CLI_TESTS), ({ name }) => name);
  for (const name of names.toSorted()) {
    if (name.endsWith("_test.ts")) await import(new URL(name, CLI_TESTS).href);
  }
  Deno.env.delete("SANDGLASS_BINARY");
}
