import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { ISOLATIONS, tryEach } from "./_guest.ts";
import { openHostile } from "./_hostile.ts";
import { assertBounded } from "./_try_files.ts";

/** An attacker's worker, which claims that its run changed files. */
const CHANGED = "done({ changed: true });";

/** Responses of such a worker to guest file requests. */
const FORGED_ANSWERS: readonly (readonly [string, string])[] = [
  ["nothing", ""],
  ["no entries", "answer({});"],
  ["invalid entries", "answer({ entries: { length: 5 }, next: -1 });"],
  [
    "paths that leave /work",
    `answer({ entries: [["../../etc/passwd", 1], ["/etc/passwd", 1], ["a/../../b", 1], ["a//b", 1], ["\\0", 1], ["__proto__", 1]] });`,
  ],
  [
    "one path a thousand times",
    `answer({ entries: Array(1000).fill(["same", 1]) });`,
  ],
  [
    "more files than the limit",
    `answer({ entries: Array.from({ length: 5000 }, (_, i) => ["f" + i, 1]) });`,
  ],
  [
    "an endless list",
    `answer({ entries: [["f" + request.from, 1]], next: (request.from ?? 0) + 1 });`,
  ],
  [
    "invalid sizes",
    `answer({ entries: [["a", -1], ["b", 1e999], ["c", "1"], ["d", 2 ** 53]], bytes: 1e15, data: "" });`,
  ],
  [
    "endless content",
    `request.op === "read" ? answer({ bytes: 1e6, data: "A".repeat(2 ** 18) }) : answer({ entries: [["a", 1e6], ["b", 1e6]] });`,
  ],
  [
    "content that is not base64",
    `request.op === "read" ? answer({ bytes: 10, data: "\\u0000" }) : answer({ entries: [["a", 10]] });`,
  ],
  [
    "twice",
    `answer({ entries: [["a", 1]] }); answer({ entries: [["b", 1]] });`,
  ],
  [
    "another request's number",
    `tell({ type: "fileResponse", id: 1e6, entries: [["a", 1]] });`,
  ],
];

for (const isolation of ISOLATIONS) {
  Deno.test(`a worker forges its files (${isolation})`, async (t) => {
    await tryEach(
      t,
      FORGED_ANSWERS.map(([name, file]) => ({ name, file })),
      async ({ name, file }) => {
        await using sandbox = await openHostile(isolation, {
          run: CHANGED,
          file,
        });
        const result = await sandbox.run("", {
          returnFiles: true,
          limits: { timeoutMs: 1_000 },
        });
        assertBounded(result);
        const paths = new Set(result.files.map(({ path }) => path));
        assertEquals(paths.size, result.files.length);
        assert(paths.size <= 100);
        const bytes = result.files.map(({ content }) => content?.length ?? 0);
        assert(bytes.reduce((sum, one) => sum + one, 0) <= 1e6);
        if (name === "nothing") assert(sandbox.closed);
      },
    );
  });
}

Deno.test("a worker sends unrequested responses about files", async () => {
  for (const isolation of ISOLATIONS) {
    await using sandbox = await openHostile(isolation, {
      run:
        `tell({ type: "fileResponse", id: 1, entries: [["forged", 1]] }); done();`,
    });
    const result = await sandbox.run("", { limits: { timeoutMs: 5_000 } });
    assertEquals([result.status, result.files], ["crashed", []]);
    assert(sandbox.closed);
  }
});
