// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals, assertRejects } from "@std/assert";
import { type Case, expectStatus, valueOf } from "../suite.ts";

/** How often a loaded machine may exceed the grace period of an interrupt. */
const ATTEMPTS = 6;

/** A stream that returns pieces on request, and its state. */
function newStream(pieces: readonly (string | Uint8Array)[]): {
  readonly stream: ReadableStream<string | Uint8Array>;
  readonly seen: { pulled: number; cancelled: boolean };
} {
  const seen = { pulled: 0, cancelled: false };
  const stream = new ReadableStream<string | Uint8Array>({
    pull(controller) {
      const piece = pieces[seen.pulled++];
      if (piece === undefined) controller.close();
      else controller.enqueue(piece);
    },
    cancel() {
      seen.cancelled = true;
    },
  }, { highWaterMark: 0 });
  return { stream, seen };
}

/** Standard input from streams, and interruptions of a read. */
export const streamCases: readonly Case[] = [
  {
    name: "standard streams have their names",
    async check({ shared, language }) {
      if (language !== "python") return;
      const sandbox = await shared();
      const result = await sandbox.run(
        "import sys\n[s.name for s in (sys.stdin, sys.stdout, sys.stderr)]",
      );
      expectStatus(result, "ok");
      assertEquals(result.value, ["<stdin>", "<stdout>", "<stderr>"]);
    },
  },
  {
    name: "input from a stream is read as the guest reads, and then cancelled",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const { stream, seen } = newStream(["one\n", "two\n", "three\n"]);
      const result = await sandbox.run(
        pick({
          python: "[input(), input()]",
          javascript: "[readline(), readline()]",
        }),
        { stdin: stream },
      );
      expectStatus(result, "ok");
      assertEquals(result.value, ["one", "two"]);
      assertEquals(seen, { pulled: 2, cancelled: true });
      assertEquals(stream.locked, false);
    },
  },
  {
    name: "input from a stream of bytes arrives whole, to its end",
    async check({ shared, pick }) {
      const bytes = new TextEncoder().encode("é東\n👩");
      const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
      const { stream } = newStream(pieces);
      const result = await (await shared()).run(
        pick({
          python: "import sys\nlist(sys.stdin)",
          javascript: "[readline() + '\\n', readline()]",
        }),
        { stdin: stream },
      );
      expectStatus(result, "ok");
      assertEquals(result.value, ["é東\n", "👩"]);
    },
  },
  {
    name: "a stream of invalid chunks ends the run",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const code = pick({
        python: "import sys\nsys.stdin.read()",
        javascript: "readline() ?? ''",
      });
      for (const odd of [5, {}]) {
        const stream = new ReadableStream({
          start: (controller) => controller.enqueue(odd),
        });
        await assertRejects(
          () => sandbox.run(code, { stdin: stream }),
          TypeError,
          "Cannot read stdin",
        );
        if (sandbox.closed) return;
      }
    },
  },
  {
    name: "a stream is cancelled if the guest never reads, or still waits",
    async check({ shared, pick }) {
      const idle = newStream(["a"]);
      expectStatus(
        await (await shared()).run("1", { stdin: idle.stream }),
        "ok",
      );
      assertEquals(idle.seen, { pulled: 0, cancelled: true });
      let cancelled = false;
      const stream = new ReadableStream<string>({
        cancel: () => void (cancelled = true),
      });
      const waits = await (await shared()).run(
        pick({ python: "input()", javascript: "readline()" }),
        { stdin: stream, limits: { timeoutMs: 100 } },
      );
      expectStatus(waits, "timeout");
      assert(cancelled && !stream.locked);
    },
  },
  {
    name: "a timeout while the guest waits for input keeps the state",
    async check({ shared, pick }) {
      const ends: boolean[] = [];
      while (ends.length < ATTEMPTS && ends.at(-1) !== true) {
        const sandbox = await shared();
        const late = Promise.withResolvers<string>();
        const result = await sandbox.run(
          pick({
            python: "kept = 5\ninput()",
            javascript: "var kept = 5; readline()",
          }),
          { stdin: () => late.promise, limits: { timeoutMs: 100 } },
        );
        expectStatus(result, "timeout");
        assertEquals(result.recoverable, !sandbox.closed);
        ends.push(result.recoverable);
        late.resolve("late\n");
        if (sandbox.closed) continue;
        assertEquals(await valueOf(sandbox, "kept"), 5);
        const next = await sandbox.run(
          pick({ python: "input()", javascript: "readline()" }),
          { stdin: "next\n" },
        );
        expectStatus(next, "ok");
        assertEquals(next.value, "next");
      }
      assertEquals(ends.at(-1), true, "No interrupt was enough");
    },
  },
  {
    name: "input can be read by every usual function",
    async check({ shared, pick }) {
      const result = await (await shared()).run(
        pick({
          python: `
import sys
got = [input("? "), sys.stdin.readline(), sys.stdin.read(2), next(sys.stdin)]
[*got, sys.stdin.readlines(), sys.stdin.read(), sys.stdin.readline()]`,
          javascript:
            "[readline('? '), readline() + '\\n', 'cc', readline().slice(2) + '\\n', [readline() + '\\n', readline()], '', readline() ?? '']",
        }),
        { stdin: "a\nb\nccd\n\ne" },
      );
      expectStatus(result, "ok");
      assertEquals(result.stdout, "? ");
      assertEquals(result.value, [
        "a",
        "b\n",
        "cc",
        "d\n",
        ["\n", "e"],
        "",
        "",
      ]);
    },
  },
];
