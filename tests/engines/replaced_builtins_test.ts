import "../_ask_worker_options.ts";
import { assertEquals } from "@std/assert";
import { createSandbox, type Isolation, run } from "../../mod.ts";

const ISOLATIONS: readonly Isolation[] = ["process", "thread"];

/** The globals of the language that the parts use which are loaded late. */
const REPLACED =
  "Promise JSON Uint8Array Object Array Map Set WeakMap Date Math Reflect Symbol String Number RegExp " +
  "Error TypeError RangeError BigInt Proxy ArrayBuffer DataView parseInt isNaN encodeURIComponent";

/** What uses such parts, and what it prints. */
const USES: readonly (readonly [code: string, printed: string])[] = [
  ["console.log({ a: [1, { b: 2 }] })", "{ a: [ 1, { b: 2 } ] }\n"],
  [
    "console.table([{ a: 1 }])",
    "┌─────────┬───┐\n│ (index) │ a │\n├─────────┼───┤\n│ 0       │ 1 │\n└─────────┴───┘\n",
  ],
  [
    'const fs = require("fs"); fs.writeFileSync("a", "b"); console.log(fs.readFileSync("a", "utf8"), fs.readdirSync("."))',
    "b [ 'a' ]\n",
  ],
  [
    'console.log(require("path").join("a", "..", "b"), process.argv.length)',
    "b 2\n",
  ],
  [
    'console.log(require("crypto").createHash("sha256").update("a").digest("hex").slice(0, 8))',
    "ca978112\n",
  ],
  [
    'console.log(new URL("http://a/b?c=1").searchParams.get("c"), Buffer.from("x").toString("hex"))',
    "1 78\n",
  ],
  [
    'console.log(new TextEncoder().encode("é").length, structuredClone({ a: 1 }))',
    "2 { a: 1 }\n",
  ],
  [
    'console.log((1234.5).toLocaleString("en-US"), require("util").format("%s %d", "a", 1))',
    "1,234.5 a 1\n",
  ],
  [
    'const E = new (require("events"))(); E.on("x", (v) => console.log("got", v)); E.emit("x", 1)',
    "got 1\n",
  ],
  [
    'setTimeout(() => console.log("later"), 1); await null; console.log("now")',
    "now\nlater\n",
  ],
];

Deno.test("parts that are loaded late use the language as it was before the guest replaced its globals", async () => {
  const replace = REPLACED.split(" ")
    .map((name) => `globalThis.${name} = null;`).join(" ");
  for (const [code, printed] of USES) {
    await using sandbox = await createSandbox({ language: "javascript" });
    assertEquals((await sandbox.run(replace)).status, "ok");
    const result = await sandbox.run(code);
    assertEquals([result.status, result.stdout], ["ok", printed], code);
  }
});

/** Methods of arrays that programs replace, and what works without them. */
const REPLACED_METHODS =
  "map filter push pop join slice entries shift splice concat forEach".split(
    " ",
  );
const METHOD_USES: readonly (readonly [code: string, printed: string])[] = [
  [
    'process.stdout.write(`${process.argv.length} ${process.cwd()}\\n`); console.log("log", { a: [1] })',
    "2 /work\nlog { a: [ 1 ] }\n",
  ],
  [
    'const fs = require("fs"); fs.mkdirSync("d/e", { recursive: true }); fs.writeFileSync("d/e/a", "b"); console.log(fs.readFileSync("d/e/a", "utf8"), fs.existsSync("d/x"))',
    "b false\n",
  ],
  [
    'const path = await import("path"); console.log(path.join("a", "..", "b"), path.relative("/a/b/c", "/a/d"), path.resolve("x", "./y"))',
    "b ../../d /work/x/y\n",
  ],
];

Deno.test("process, files and paths do without the methods of arrays that a guest replaced", async () => {
  for (const method of REPLACED_METHODS) {
    await using sandbox = await createSandbox({ language: "javascript" });
    const replace =
      `Array.prototype.${method} = () => { throw new Error("replaced"); }; 0`;
    assertEquals((await sandbox.run(replace)).status, "ok");
    for (const [code, printed] of METHOD_USES) {
      const result = await sandbox.run(code);
      assertEquals(
        [result.status, result.stdout],
        ["ok", printed],
        `${method}: ${code}`,
      );
    }
  }
});

Deno.test("a read-only item of Array.prototype spoils no later run", async () => {
  await using sandbox = await createSandbox({ language: "javascript" });
  const spoil =
    "Object.defineProperty(Array.prototype, 0, { value: 'x', writable: false, configurable: false }); 1";
  for (
    const [code, value] of [[spoil, 1], ["2", 2]] as const
  ) {
    const result = await sandbox.run(code);
    assertEquals(result.status === "ok" && result.value, value, code);
  }
  const failed = await sandbox.run("throw new TypeError('t')");
  assertEquals(failed.status === "error" && failed.error.message, "t");
  const printed = await sandbox.run("console.log([1, 2], { a: [3] })");
  assertEquals(printed.stdout, "[ 1, 2 ] { a: [ 3 ] }\n");
});

for (const isolation of ISOLATIONS) {
  Deno.test(`memory that a regular expression uses up ends a run as memory (${isolation})`, async () => {
    const result = await run(
      "/(?:(a|b|c)|(.))*x/.exec('abc'.repeat(1e6))",
      { language: "javascript", isolation, limits: { memoryBytes: 2 ** 24 } },
    );
    assertEquals(result.status, "memory", Deno.inspect(result));
  });
}
