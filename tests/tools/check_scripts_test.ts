import { assert, assertEquals } from "@std/assert";
import { checkTypes, UNCHECKED } from "../../tools/check_scripts.ts";

Deno.test("the only scripts that are not checked are those that TypeScript cannot read", () => {
  assertEquals(Object.keys(UNCHECKED), [
    "engines/pyodide/wasm.js",
    "engines/quickjs/wasm.js",
  ]);
});

/** What a worker may not write; and what it may. */
const WRONG: readonly string[] = [
  `{ type: "done", run: 1, status: "ok", memory: 5 }`,
  `{ type: "output", run: 1, fd: 3, text: "" }`,
  `{ type: "fileResponse" }`,
  `{ type: "finished", run: 1 }`,
];
const RIGHT = `{ type: "done", run: 1, status: "ok", cpuMs: 5 }`;

Deno.test("a worker can only write what the parser of messages reads", async () => {
  const wrong = WRONG.map((message) =>
    `// @ts-expect-error It is refused.\nsay(${message});\n`
  );
  assert(await check(`${wrong.join("")}say(${RIGHT});\n`));
});

Deno.test("checkTypes() fails for a script with an error", async () => {
  assert(!await check(`say(${WRONG[0]});\n`));
});

async function check(script: string): Promise<boolean> {
  const channel = import.meta.resolve("../../engines/worker/channel.js");
  const path = await Deno.makeTempFile({ suffix: ".js" });
  try {
    await Deno.writeTextFile(
      path,
      `import { say } from "${channel}";\n${script}`,
    );
    const options = { lib: ["deno.worker"], noUncheckedIndexedAccess: false };
    return await checkTypes(options, [path]);
  } finally {
    await Deno.remove(path);
  }
}
