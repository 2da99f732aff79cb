import { assertEquals, assertRejects } from "@std/assert";
import {
  resolveRunOptions,
  resolveSandboxOptions,
} from "../../core/resolve_options.ts";
import type { RunOptions } from "../../core/options.ts";
import type { StopCause } from "../../core/lifecycle.ts";
import { RunRecord } from "../../sandbox/run_record.ts";
import type { RunRecordOptions } from "../../sandbox/sandbox_options.ts";
import { outcomeOf } from "./_outcome.ts";

const ORDERLY = { cause: undefined, reusable: true, changed: false } as const;
const SANDBOX = resolveSandboxOptions({
  language: "javascript",
  limits: { outputBytes: 4, displayBytes: 100 },
});

/** A run, the messages that it posted, and the causes for which it asked to be stopped. */
function recordOf(
  options: RunOptions = {},
  changes: Partial<RunRecordOptions> = {},
): { record: RunRecord; posted: unknown[][]; stops: StopCause[] } {
  const posted: unknown[][] = [];
  const stops: StopCause[] = [];
  const record = new RunRecord({
    number: 1,
    options: resolveRunOptions(options, SANDBOX),
    start: { message: { type: "wake" }, attachment: new Uint8Array([1]) },
    context: {
      engine: "quickjs",
      language: "javascript",
      isolation: "thread",
    },
    startMs: 5,
    onStop: (cause) => stops.push(cause),
    post: (...message) => posted.push(message),
    services: {},
    overlayFiles: () => [],
    handOver: () => Promise.resolve([]),
    functions: {},
    onCall: undefined,
    ...changes,
  });
  return { record, posted, stops };
}

Deno.test("RunRecord.begin() posts the message of the run and its attachment", async () => {
  const { record, posted } = recordOf();
  assertEquals(posted, []);
  record.begin();
  assertEquals(posted, [[{ type: "wake" }, new Uint8Array([1])]]);
  record.settle(ORDERLY);
  await record.result;
});

Deno.test("RunRecord.settle() makes the result of the outcome", async () => {
  const { record } = recordOf();
  record.begin();
  record.write(1, "ab");
  record.write(2, "cdefg");
  record.finish(outcomeOf({ value: "5", cpuMs: 3, memoryBytes: 9 }));
  record.settle(ORDERLY);
  const { usage, ...result } = await record.result;
  assertEquals(result, {
    status: "output",
    value: 5,
    stdout: "ab",
    stderr: "cdef",
    displays: [],
    truncated: ["stderr"],
    files: [],
    engine: "quickjs",
    language: "javascript",
    isolation: "thread",
  });
  assertEquals(
    [usage.cpuMs, usage.peakMemoryBytes, usage.startMs, usage.calls],
    [3, 9, 5, 0],
  );
});

Deno.test("RunRecord.settle() reads changed files before the result", async () => {
  const files = [{ path: "a", bytes: 1 }];
  const overlay = [{ path: "/m/b", bytes: 2 }];
  const { record } = recordOf({ returnFiles: true }, {
    overlayFiles: () => overlay,
    handOver: ({ withContent }) => Promise.resolve(withContent ? files : []),
  });
  record.begin();
  record.finish(outcomeOf());
  record.settle({ ...ORDERLY, changed: true });
  assertEquals((await record.result).files, [...overlay, ...files]);
});

Deno.test("RunRecord.settle() measures the processor time between two samples", async () => {
  const { record } = recordOf();
  record.begin();
  record.measure({ cpuMs: 10, memoryBytes: 7 });
  record.measure({ cpuMs: 14, memoryBytes: 5 });
  record.finish(outcomeOf());
  record.settle(ORDERLY);
  const { usage } = await record.result;
  assertEquals([usage.cpuMs, usage.peakMemoryBytes], [4, 7]);
});

Deno.test("RunRecord.giveUp() waits until the guest is gone", async () => {
  const { record } = recordOf();
  const gone = Promise.withResolvers<void>();
  let isSettled = false;
  void record.result.then(() => isSettled = true);
  record.begin();
  record.lose({ kind: "crashed", reason: "first" });
  record.lose({ kind: "memory", reason: "second" });
  record.giveUp("lost", gone.promise);
  await Promise.resolve();
  assertEquals(isSettled, false);
  gone.resolve();
  const result = await record.result;
  assertEquals(result.status === "crashed" && result.reason, "first");
});

Deno.test("RunRecord takes nothing after its end", async () => {
  const printed: string[] = [];
  const { record, posted, stops } = recordOf({
    onStdout: (text) => void printed.push(text),
    limits: { timeoutMs: 1 },
  });
  record.begin();
  record.finish(outcomeOf());
  record.settle(ORDERLY);
  record.write(1, "late");
  record.show({ "text/plain": "late" });
  record.serve({ run: 1, id: 1, service: "stdin", body: "", data: undefined });
  record.checkTime();
  const result = await record.result;
  assertEquals([printed, result.stdout, posted.length], [[], "", 1]);
  assertEquals(stops, []);
});

Deno.test("RunRecord.result rejects with the error of a callback, which stops the run once", async () => {
  const mistake = new Error("of the host");
  const { record, stops } = recordOf({
    onStdout: () => {
      throw mistake;
    },
  });
  record.begin();
  record.write(1, "a");
  record.write(1, "b");
  assertEquals(stops, ["cancelled"]);
  record.settle({ ...ORDERLY, cause: "cancelled" });
  const thrown = await assertRejects(() => record.result, Error);
  assertEquals(thrown, mistake);
});

Deno.test("RunRecord closes its input when it ends", async () => {
  let isCancelled = false;
  const stdin = new ReadableStream<string>({
    cancel: () => void (isCancelled = true),
  });
  const { record } = recordOf({ stdin });
  assertEquals((await record.skip()).status, "cancelled");
  assertEquals(isCancelled, true);
});
