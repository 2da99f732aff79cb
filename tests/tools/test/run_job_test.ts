import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type Job, runJob } from "../../../tools/test/run_job.ts";
import { judge } from "../../../tools/test/summary.ts";
import { HAS_PROC, isAlive, until } from "../../security/_quiet.ts";
import { Folder } from "./_folder.ts";

const never = new AbortController().signal;

function job(args: readonly string[], deadlineMs = 60_000): Job {
  return { name: "it", isTest: true, args, deadlineMs };
}

async function runTests(folder: Folder, source: string): Promise<
  ReturnType<typeof judge> & { readonly output: string; readonly code: number }
> {
  const path = folder.write("some_test.ts", source);
  const outcome = await runJob(
    job(["test", "-A", "--no-check", "--no-config", path]),
    { signal: never },
  );
  return { ...outcome, ...judge({ ...outcome, isTest: true }) };
}

Deno.test("runJob() returns all output of a process, and its time", async () => {
  const code =
    "console.log('out', Deno.env.get('GIVEN')); console.error('err')";
  const outcome = await runJob(job(["eval", code]), {
    signal: never,
    env: { GIVEN: "yes" },
  });
  assertEquals(outcome.code, 0);
  assertStringIncludes(outcome.output, "out yes\n");
  assertStringIncludes(outcome.output, "err\n");
  assert(outcome.seconds > 0);
});

Deno.test("runJob() gives a process no standard input", async () => {
  const code =
    "console.log(await new Response(Deno.stdin.readable).text() + '.')";
  const { output } = await runJob(job(["eval", code]), { signal: never });
  assertEquals(output, ".\n");
});

Deno.test("tests that pass, fail and are ignored are counted", async () => {
  await using folder = new Folder();
  const { counts, reason } = await runTests(
    folder,
    `Deno.test("a", () => {});
     Deno.test("b", () => { throw new Error("x"); });
     Deno.test.ignore("c", () => {});
     Deno.test("d", async (t) => { await t.step({ name: "e", ignore: true, fn() {} }); });`,
  );
  assertEquals([counts, reason], [
    { passed: 2, failed: 1, skipped: 1, skippedSteps: 1 },
    undefined,
  ]);
});

const CRASHES = {
  "kills itself": "Deno.test('a', () => Deno.kill(Deno.pid, 'SIGKILL'));",
  "does not load": "throw new Error('at once');",
  "cannot be parsed": "Deno.test('a', (",
  "has an unhandled rejection":
    "Deno.test('a', () => { Promise.reject(new Error('late')); });",
} as const;

for (const [what, source] of Object.entries(CRASHES)) {
  Deno.test(`a process of tests that ${what} counts as a failure`, async () => {
    await using folder = new Folder();
    const { counts, output } = await runTests(folder, source);
    assertEquals([counts.passed, counts.failed > 0], [0, true], output);
  });
}

/** Starts a process that starts another one and waits; both write their ids. */
const WAITS = `
const [folder] = Deno.args;
const child = new Deno.Command(Deno.execPath(), {
  args: ["eval", "setInterval(() => {}, 1000)"], stdin: "null", stdout: "inherit",
}).spawn();
for (const name of ["SIGINT", "SIGTERM"]) Deno.addSignalListener(name, () => {});
Deno.writeTextFileSync(folder + "/pids", Deno.pid + " " + child.pid + "\\n");
setInterval(() => {}, 1000);
`;

async function pidsIn(folder: Folder): Promise<number[]> {
  await until("both run", () => folder.read("pids").endsWith("\n"), 60_000);
  return folder.read("pids").trim().split(" ").map(Number);
}

Deno.test({
  name:
    "runJob() ends an aborted process and all that it started, even if they ignore signals",
  ignore: !HAS_PROC,
  async fn(): Promise<void> {
    await using folder = new Folder();
    const path = folder.write("waits.ts", WAITS);
    const controller = new AbortController();
    const running = runJob(
      job(["run", "-A", "--no-check", "--no-config", path, folder.path]),
      { signal: controller.signal },
    );
    const pids = await pidsIn(folder);
    controller.abort();
    const { code } = await running;
    assert(code !== 0);
    for (const pid of pids) {
      await until(`${pid} is gone`, () => !isAlive(pid));
    }
  },
});

Deno.test({
  name: "runJob() ends processes that a process left running",
  ignore: !HAS_PROC,
  async fn(): Promise<void> {
    await using folder = new Folder();
    const path = folder.write(
      "ends.ts",
      WAITS.replace(/setInterval.*\n$/, "Deno.exit(0);\n"),
    );
    const { code } = await runJob(
      job(["run", "-A", "--no-check", "--no-config", path, folder.path]),
      { signal: never },
    );
    assertEquals(code, 0);
    const [, left = 0] = await pidsIn(folder);
    await until(`${left} is gone`, () => !isAlive(left));
  },
});

Deno.test("runJob() ends a process that hangs, and reports it", async () => {
  const hung = job(["eval", "setInterval(() => {}, 1000)"], 500);
  const outcome = await runJob(hung, { signal: never });
  assert(outcome.code !== 0);
  assertStringIncludes(outcome.output, "Ended, as it took more than 0.5 s");
});
