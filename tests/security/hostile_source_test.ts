// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import { createSandbox, type RunStatus } from "../../mod.ts";
import { controls, slow } from "../level.ts";
import { assertEnded, type Attack, testAttacks } from "./_guest.ts";

const LENGTH = 200_000;

function repeated(text: string): string {
  return text.repeat(Math.floor(LENGTH / text.length));
}

/** Source that is hard to parse. Code that nests too deeply may cost the worker, and nothing else. */
const SOURCES: readonly Attack[] = [
  { name: "nested parentheses", code: repeated("(") },
  { name: "nested lists", code: repeated("[") },
  { name: "nested blocks", code: repeated("{") },
  { name: "nested functions", code: repeated("()=>") + "1" },
  { name: "a chain of operators", code: repeated("!") + "1" },
  { name: "nested types", code: `let x: ${repeated("A<")}` },
  {
    name: "conditional types",
    code: `type T = ${repeated("A extends B ? C : ")}D`,
  },
  { name: "a chain of casts", code: "1" + repeated(" as any") },
  { name: "a chain of prefix casts", code: repeated("<any>") + "1" },
  { name: "a chain of assertions", code: "globalThis" + repeated("!") },
  { name: "nested templates", code: repeated("`${") },
  { name: "nested classes", code: repeated("class A { m() {") },
  { name: "a chain of members", code: "globalThis" + repeated("?.a") },
  { name: "a chain of sums", code: "1" + repeated("+1") },
  { name: "commas", code: "1" + repeated(",1") },
  { name: "an unterminated comment", code: "/*" + repeated("/*") },
  {
    name: "enumerations",
    code: `enum E { ${
      Array.from({ length: 5_000 }, (_, i) => `A${i} = ${i}`).join()
    } }`,
  },
  { name: "nested namespaces", code: repeated("namespace A {") },
  { name: "decorators", code: repeated("@a ") + "class A {}" },
  { name: "an import from require", code: "import x = require('fs'); x" },
  {
    name: "an import of types",
    code: "import type { A } from 'file:///etc/passwd'; 1",
  },
  { name: "an export of a file", code: "export * from 'file:///etc/passwd'" },
  {
    name: "a reference to a file",
    code: '/// <reference path="/etc/passwd" />\n1',
  },
  {
    name: "a source map of a file",
    code: "1\n//# sourceMappingURL=file:///etc/passwd",
  },
];

const ENDS: readonly RunStatus[] = ["ok", "error", "memory", "crashed"];

for (const language of ["javascript", "typescript"] as const) {
  testAttacks("source that is hard to parse costs only the run", {
    language,
    attacks: SOURCES,
    keepsSpare: true,
    async fn(guest, attack) {
      const sandbox = await guest.sandbox();
      const result = await sandbox.run(attack.code, {
        limits: { timeoutMs: 20_000 },
      });
      assertEnded(result, ENDS);
      const told = JSON.stringify(
        result,
        (_, value) => typeof value === "bigint" ? String(value) : value,
      );
      assert(!told.includes("root:"), told.slice(0, 500));
      await guest.assertInnocent();
    },
  });
}

controls.test("control: source of the same length that is easy to parse runs", async () => {
  for (const language of ["javascript", "typescript"] as const) {
    await using sandbox = await createSandbox({
      language,
      isolation: "process",
    });
    const result = await sandbox.run(repeated("1;"));
    assert(result.status === "ok");
    assertEquals(result.value, 1);
  }
});

/** Floods of work that stay in the guest's memory, until its limit, and take none of the host's. */
const STORMS: readonly Attack[] = [
  {
    name: "a million timers",
    code: "for (let i = 0; i < 1e6; i++) setTimeout(() => {}, 1e9);",
    ends: ["memory", "timeout"],
  },
  {
    name: "a million microtasks",
    code: "for (let i = 0; i < 1e6; i++) queueMicrotask(() => {});",
    ends: ["memory", "ok", "timeout"],
  },
  {
    name: "a chain of a million promises",
    code:
      "let p = Promise.resolve(); for (let i = 0; i < 1e6; i++) p = p.then(() => {}); await p;",
    ends: ["memory", "error", "timeout", "ok"],
  },
  {
    name: "microtasks that make two of each",
    code:
      "function fork() { queueMicrotask(fork); queueMicrotask(fork); } fork(); await new Promise(() => {});",
    ends: ["memory", "error", "timeout"],
  },
  {
    name: "timers that make two of each",
    code:
      "function fork() { setTimeout(fork); setTimeout(fork); } fork(); await new Promise(() => {});",
    ends: ["memory", "error", "timeout"],
  },
  {
    name: "native functions that call each other from promise jobs",
    code: "const t = {}; t.then = Array.prototype.forEach.bind([t]); await t;",
    ends: ["timeout", "error", "memory"],
  },
  {
    name: "endless groups of output",
    code: "for (;;) console.group();",
    ends: ["memory", "error", "timeout"],
  },
  {
    name: "endless labels",
    code: "for (let i = 0;; i++) { console.count(i); console.time(i); }",
    ends: ["memory", "error", "timeout"],
  },
  {
    name: "text longer than any host heap",
    code:
      "let s = 'ab'; for (let i = 0; i < 28; i++) s += s; console.log(s); s",
    ends: ["memory", "error", "output"],
  },
  {
    name: "a prompt longer than any host heap",
    code: "let s = 'ab'; for (let i = 0; i < 28; i++) s += s; readline(s);",
    ends: ["memory", "error", "output"],
  },
  {
    name: "regular expressions that exceed the memory",
    code: "/^(?:(a)|(b)|(c)|(d))*$/.test('abcd'.repeat(1e6) + 'e')",
    ends: ["memory", "error", "timeout"],
  },
  {
    name: "integers that exceed the memory",
    code:
      "[() => 2n ** (2n ** 30n), () => 1n << (2n ** 30n), () => BigInt('9'.repeat(3e6))].map((f) => { try { return f(); } catch (e) { return e.name; } })",
    ends: ["ok", "timeout", "memory"],
  },
  {
    name: "combining marks that are sorted one by one",
    code: "('a' + '\\u0315\\u0300'.repeat(2e5)).normalize('NFC').length",
    ends: ["timeout"],
  },
  {
    name: "lists of the maximum length",
    code:
      "const a = []; a.length = 2 ** 32 - 1; a.sort(); a.flat(Infinity); a.join('')",
    ends: ["timeout", "memory", "error"],
  },
];

testAttacks("a flood of work within a guest is bounded", {
  language: "javascript",
  attacks: STORMS,
  keepsSpare: true,
  options: { limits: { memoryBytes: 2 ** 25 } },
  async fn(guest, attack) {
    const beforeBytes = Deno.memoryUsage().rss;
    const sandbox = await guest.sandbox();
    const result = await sandbox.run(attack.code, {
      limits: { timeoutMs: 400 },
    });
    assertEnded(result, attack.ends ?? []);
    assert(result.stdout.length <= 2 ** 20);
    const grownBytes = Deno.memoryUsage().rss - beforeBytes;
    // The guest's own memory, in a thread, and that of the spare sandbox.
    assert(grownBytes < 250 * 2 ** 20, `${grownBytes}`);
    // An interrupted guest may have filled its memory for good.
    await sandbox.close();
    await guest.assertInnocent();
  },
});

slow.test("cut output is reported for a run that was stopped, too", async () => {
  for (const isolation of ["process", "thread"] as const) {
    await using sandbox = await createSandbox({
      language: "javascript",
      isolation,
      limits: { outputBytes: 1000 },
    });
    // The engine does not check for interrupts within this.
    const result = await sandbox.run(
      "for (let i = 0; i < 1e3; i++) console.log('xyz'); [].includes.call({ length: 2 ** 53 - 1 }, 1)",
      { limits: { timeoutMs: 2_000 } },
    );
    assert(result.status === "timeout" && !result.recoverable);
    assertEquals(result.truncated, ["stdout"]);
    assertEquals(result.stdout, "xyz\n".repeat(250));
  }
});

slow.test("past its cap, output is not even created", async () => {
  for (const isolation of ["process", "thread"] as const) {
    await using sandbox = await createSandbox({
      language: "javascript",
      isolation,
      limits: { outputBytes: 1000 },
    });
    const result = await sandbox.run(
      "let looks = 0; const value = new Proxy({}, { ownKeys() { looks++; return []; } }); for (let i = 0; i < 1e5; i++) console.log(value); looks",
    );
    assertEnded(result, ["output"]);
    assertEquals(result.truncated, ["stdout"]);
    assert(result.status === "output");
    assert(Number(result.value) > 0 && Number(result.value) < 2_000);
    // Each stream has its own cap, and each run its own count.
    const next = await sandbox.run("console.error('seen'); console.log('too')");
    assertEnded(next, ["ok"]);
    assertEquals([next.stderr, next.stdout], ["seen\n", "too\n"]);
  }
});
