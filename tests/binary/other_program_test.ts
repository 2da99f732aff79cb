import { assertEquals, assertStringIncludes } from "@std/assert";
import { bundle } from "../../tools/compile/bundle.ts";
import { stage } from "../../tools/publish/stage.ts";
import { compileInto, makeBinary, output } from "./_binary.ts";

/** Another compiled program that contains the library. */
const PROGRAM = `
  import { createSandbox } from "./library.js";
  if (Deno.args.length > 0) {
    console.log("started by itself");
    Deno.exit(9);
  }
  const options = { language: "javascript", isolation: "process" };
  const error = await createSandbox(options).catch((error) => error);
  console.log(error.code, error.message);
  Deno.exit(0);`;

const binary = await makeBinary();
if ("path" in binary) {
  const { parts } = binary;

  Deno.test("createSandbox() in a compiled program starts no process, which would start that program again", async () => {
    const folder = new URL("../other/", parts);
    await Deno.mkdir(folder, { recursive: true });
    const staged = new URL("package/", folder);
    await stage(new URL("../../", import.meta.url), staged);
    await bundle([new URL("mod.ts", staged)], {
      output: new URL("library.js", folder),
    });
    await Deno.writeTextFile(new URL("cli.js", folder), PROGRAM);
    const program = await compileInto("other-binary", { folder, apart: [] });
    const { code, stdout } = await output(program, []);
    assertEquals(code, 0);
    assertStringIncludes(
      stdout,
      "START_FAILED Cannot start a child process as this",
    );
    await Deno.remove(program);
    await Deno.remove(folder, { recursive: true });
  });
}
