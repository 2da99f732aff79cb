import "../_ask_worker_options.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { createSandbox } from "../../mod.ts";

/** What a program writes to both streams. */
async function outputOf(
  code: string,
): Promise<{ stdout: string; stderr: string }> {
  await using sandbox = await createSandbox({ language: "javascript" });
  const result = await sandbox.run(code);
  assertEquals(result.status, "ok", JSON.stringify(result));
  return { stdout: result.stdout, stderr: result.stderr };
}

Deno.test("console formats as Node does", async () => {
  const { stdout } = await outputOf(`
    class Named { toString() { return "named"; } }
    const circular = {}; circular.self = circular;
    console.log("%s %s %s", "a", { a: { b: { c: 1 } } }, new Named(), "rest");
    console.log("%d %i %f %d", 42.7, "42.9", "3.5x", 10n);
    console.log("%j %j|%c|%%|%x", { a: [1] }, circular, "color: red");
    console.log("%O", { a: { b: { c: { d: 1 } } } });
    console.log("100%", "a");
    console.log("%s");
    undefined`);
  assertEquals(
    stdout,
    [
      "a { a: [Object] } named rest",
      "42.7 42 3.5 10n",
      '{"a":[1]} [Circular]||%|%x',
      "{ a: { b: { c: [Object] } } }",
      "100% a",
      "%s",
      "",
    ].join("\n"),
  );
});

Deno.test("console draws tables as Node does", async () => {
  const { stdout } = await outputOf(`
    console.table([{ a: 1, b: "x" }, { a: 2, c: true }]);
    console.table(["p", "日本"]);
    console.table([{ a: 1, b: 2 }], ["b"]);
    console.table(new Map([["k", { x: 1 }]]));
    console.table(5)`);
  assertEquals(
    stdout,
    `┌─────────┬───┬─────┬──────┐
│ (index) │ a │ b   │ c    │
├─────────┼───┼─────┼──────┤
│ 0       │ 1 │ 'x' │      │
│ 1       │ 2 │     │ true │
└─────────┴───┴─────┴──────┘
┌─────────┬────────┐
│ (index) │ Values │
├─────────┼────────┤
│ 0       │ 'p'    │
│ 1       │ '日本' │
└─────────┴────────┘
┌─────────┬───┐
│ (index) │ b │
├─────────┼───┤
│ 0       │ 2 │
└─────────┴───┘
┌───────────────────┬─────┬──────────┐
│ (iteration index) │ Key │ Values   │
├───────────────────┼─────┼──────────┤
│ 0                 │ 'k' │ { x: 1 } │
└───────────────────┴─────┴──────────┘
5
`,
  );
});

Deno.test("console counts, groups, describes and keeps time", async () => {
  const { stdout, stderr } = await outputOf(`
    console.group("G");
    console.log("a\\nb");
    console.groupCollapsed();
    console.info("c");
    console.groupEnd();
    console.groupEnd();
    console.count();
    console.count("x");
    console.count();
    console.countReset();
    console.count();
    console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
    console.time("t");
    console.timeLog("t", { a: 1 });
    console.timeEnd("t");
    console.debug("end")`);
  assertMatch(
    stdout,
    /^G\n {2}a\n {2}b\n {4}c\ndefault: 1\nx: 1\ndefault: 2\ndefault: 1\n\{ a: \[Object\] \}\nt: [\d.]+m?s \{ a: 1 \}\nt: [\d.]+m?s\nend\n$/,
  );
  assertEquals(stderr, "");
});

Deno.test("console writes warnings and traces to standard error", async () => {
  const { stdout, stderr } = await outputOf(`
    console.error("e");
    console.warn("w %d", 1);
    console.assert(true, "no");
    console.assert(false, "yes %s", "x");
    console.assert(0);
    console.countReset("none");
    console.timeEnd("none");
    function inner() { console.trace("here"); }
    inner()`);
  assertEquals(stdout, "");
  assertMatch(
    stderr,
    /^e\nw 1\nAssertion failed: yes x\nAssertion failed\nWarning: Count for 'none' does not exist\nWarning: No such label 'none' for console\.timeEnd\(\)\nTrace: here\n {4}at inner \(main\.js:9:\d+\)\n/,
  );
});

Deno.test("an inspector shows promises, buffers and escapes as Node does", async () => {
  const { stdout } = await outputOf(`
    const rejected = Promise.reject(5);
    rejected.catch(() => {});
    console.log([Promise.resolve({ a: 1 }), new Promise(() => {}), rejected]);
    console.log(new ArrayBuffer(2), ["\\x00\\x1b"]);
    console.log(new URL("http://x/?a=1").searchParams, new Blob(["ab"]))`);
  assertEquals(
    stdout,
    [
      "[",
      "  Promise { { a: 1 } },",
      "  Promise { <pending> },",
      "  Promise { <rejected> 5 }",
      "]",
      "ArrayBuffer { [Uint8Contents]: <00 00>, byteLength: 2 } [ '\\x00\\x1B' ]",
      "URLSearchParams { 'a' => '1' } Blob { size: 2, type: '' }",
      "",
    ].join("\n"),
  );
});
