// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import { createSandbox } from "../../mod.ts";
import { controls } from "../level.ts";
import { assertEnded, type Attack, ISOLATIONS, testAttacks } from "./_guest.ts";

const MiB = 2 ** 20;
const OUTPUT_BYTES = 64 * 1024;

/** A flood, with its stream. */
interface Flood extends Attack {
  readonly stream: "stdout" | "stderr";
  /** The pattern of the output that is kept. */
  readonly kept: RegExp;
}

const PYTHON: readonly Flood[] = [
  {
    name: "100 000 lines",
    code: "for i in range(100_000): print(i)",
    stream: "stdout",
    kept: /^0\n1\n2\n/,
  },
  {
    name: "millions of lines",
    code: "for _ in range(40): print('ab\\n' * 100_000)",
    stream: "stdout",
    kept: /^(ab\n)+(ab?)?$/,
  },
  {
    name: "one line of 100 MB",
    code: "print('x' * 10**8)",
    stream: "stdout",
    kept: /^x+$/,
  },
  {
    name: "100 000 writes without a newline",
    code: "import sys\nfor _ in range(100_000): sys.stdout.write('ab')",
    stream: "stdout",
    kept: /^(ab)+$/,
  },
  {
    name: "lines on standard error",
    code:
      "import sys\nfor i in range(20_000): print('e' * 20, file=sys.stderr)",
    stream: "stderr",
    kept: /^e{20}\ne/,
  },
  {
    name: "writes to the descriptor",
    code: "import os\nfor _ in range(1_000): os.write(1, b'y' * 10**5)",
    stream: "stdout",
    kept: /^y+$/,
  },
  {
    name: "characters of four bytes",
    code: "print('\\U0001f600' * 10**6)",
    stream: "stdout",
    kept: /^(😀)+$/,
  },
];

const JAVASCRIPT: readonly Flood[] = [
  {
    name: "100 000 lines",
    code: "for (let i = 0; i < 1e5; i++) console.log(i);",
    stream: "stdout",
    kept: /^0\n1\n2\n/,
  },
  {
    name: "millions of lines",
    code: "for (let i = 0; i < 40; i++) console.log('ab\\n'.repeat(1e5));",
    stream: "stdout",
    kept: /^(ab\n)+(ab?)?$/,
  },
  {
    name: "lines of 10 MB",
    code: "for (let i = 0; i < 10; i++) console.log('x'.repeat(1e7));",
    stream: "stdout",
    kept: /^x+$/,
  },
  {
    name: "lines on standard error",
    code: "for (let i = 0; i < 2e4; i++) console.error('e'.repeat(20));",
    stream: "stderr",
    kept: /^e{20}\ne/,
  },
  {
    name: "prompts without a newline",
    code: "for (let i = 0; i < 5e4; i++) readline('ab');",
    stream: "stdout",
    kept: /^(ab)+$/,
  },
  {
    name: "characters of four bytes",
    code: "console.log('\\u{1f600}'.repeat(1e6));",
    stream: "stdout",
    kept: /^(😀)+$/,
  },
  {
    name: "indented lines",
    code:
      "for (let i = 0; i < 2e3; i++) { console.group(); console.log('a\\nb'); }",
    stream: "stdout",
    kept: /^ {2}a\n {2}b\n {4}a\n/,
  },
];

for (
  const [language, attacks] of [
    ["python", PYTHON],
    ["javascript", JAVASCRIPT],
  ] as const
) {
  testAttacks("a flood of output is cut", {
    language,
    attacks,
    options: { limits: { outputBytes: OUTPUT_BYTES } },
    async fn(guest, attack) {
      const flood = attacks.find((one) => one === attack);
      assert(flood !== undefined);
      const sandbox = await guest.sandbox();
      const beforeBytes = Deno.memoryUsage().rss;
      let heardChars = 0;
      const hear = (text: string): void => void (heardChars += text.length);
      const result = await sandbox.run(flood.code, {
        limits: { timeoutMs: 30_000 },
        onStdout: hear,
        onStderr: hear,
      });
      assertEnded(result, ["output"]);
      assertEquals(result.truncated, [flood.stream]);
      const kept = result[flood.stream];
      assert(flood.kept.test(kept), kept.slice(0, 100));
      const keptBytes = new TextEncoder().encode(kept).byteLength;
      assert(keptBytes > OUTPUT_BYTES - 4 && keptBytes <= OUTPUT_BYTES);
      assertEquals(heardChars, kept.length);
      const grownBytes = Deno.memoryUsage().rss - beforeBytes;
      // In a thread, the guest's own text of 100 MB is in this process.
      assert(grownBytes < 400 * MiB, `${grownBytes}`);
      assertEquals(sandbox.closed, false);
      await guest.assertInnocent();
    },
  });

  testAttacks("a flood of output does not outlive its run", {
    language,
    attacks: [{
      name: "endless lines",
      code: language === "python"
        ? "while True: print('x' * 50)"
        : "for (;;) console.log('x'.repeat(50));",
    }],
    options: { limits: { outputBytes: OUTPUT_BYTES } },
    async fn(guest, { code }) {
      // Stopped when the output has reached its limit, however long that takes on a busy machine.
      const controller = new AbortController();
      let heardChars = 0;
      const result = await guest.run(code, {
        signal: controller.signal,
        onStdout(text) {
          heardChars += text.length;
          if (heardChars >= OUTPUT_BYTES) controller.abort();
        },
      });
      assertEnded(result, ["cancelled"]);
      assertEquals(result.truncated, ["stdout"]);
      const heard: string[] = [];
      const next = await guest.run("1", {
        onStdout: (text) => heard.push(text),
      });
      assertEnded(next, ["ok"]);
      assertEquals([next.stdout, ...heard], [""]);
    },
  });
}

for (const isolation of ISOLATIONS) {
  controls.test(`control: only outputBytes cuts a flood (${isolation})`, async () => {
    await using sandbox = await createSandbox({
      isolation,
      limits: { outputBytes: 16 * MiB },
    });
    const result = await sandbox.run("print('x' * 12_000_000, end='')");
    assertEnded(result, ["ok"]);
    assertEquals(result.stdout.length, 12_000_000);
  });
}
