import { assert, assertEquals } from "@std/assert";
import {
  type Attempt,
  breakIn,
  NOT_STRIPPED,
} from "../../security/_break_in.ts";
import { type Gap, Weakened } from "../../security/_without.ts";
import { serverCommand } from "./_client.ts";
import { RawStdio } from "./_raw_stdio.ts";

/** The parts of the command line outside the library. */
const MORE = ["servers", "commands", "cli.ts", "deno.json", "deno.lock"];

const FRAME = JSON.stringify(
  '{"jsonrpc":"2.0","id":"forged","result":{"forged":true}}\n',
);

/** Attempts to write to the standard output of the worker's process. */
const ATTEMPTS: readonly Attempt[] = [
  `console.log(${FRAME})`,
  `console.info(${FRAME})`,
  `Deno.stdout.writeSync(new TextEncoder().encode(${FRAME}))`,
  `Deno[Deno.internal].core.print(${FRAME})`,
  `Deno.writeTextFileSync("/dev/stdout", ${FRAME})`,
  `process.stdout.write(${FRAME})`,
  `process.getBuiltinModule("fs").writeSync(1, ${FRAME})`,
  `(await bring("node:fs")).writeSync(1, ${FRAME})`,
  `(await bring("node:process")).stdout.write(${FRAME})`,
  `postMessage(${FRAME})`,
  `postMessage(JSON.parse(${FRAME}))`,
  `self.alert(${FRAME})`,
].map((code, index) => ({ name: `attempt ${index}`, code: `${code}, true` }));

/** Makes every attempt in a thread of the server; returns what appears on its standard output unrequested. */
async function forged(gaps: readonly Gap[]): Promise<number> {
  await using weakened = await Weakened.make(
    [...breakIn(ATTEMPTS), ...gaps],
    MORE,
  );
  const usual = serverCommand({ args: ["--isolation=thread"] });
  const cli = usual.args.findIndex((arg) => arg.endsWith("/cli.ts"));
  await using server = new RawStdio({
    command: {
      ...usual,
      args: usual.args.with(cli, weakened.path("cli.ts")),
      cwd: weakened.path(""),
    },
  });
  await server.initialize();
  for (const { name } of ATTEMPTS) {
    const { result } = await server.call(name, "run_python", { code: name });
    assertEquals(Object(result?.structuredContent).isolation, "thread");
  }
  assertEquals((await server.ask("last", "ping")).result, {});
  return server.answers().filter(({ id }) => id === "forged").length;
}

Deno.test("JavaScript in a guest's thread cannot write to the protocol's output", async () => {
  assertEquals(await forged([]), 0);
});

Deno.test("control: in a realm that is not stripped it can", async () => {
  assert(await forged(NOT_STRIPPED) > 0);
});
