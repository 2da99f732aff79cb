import { assertEquals } from "@std/assert";
import type { RunResultBase } from "../../core/result.ts";
import { encodeValue } from "../../core/value_codec.ts";
import { resultOfLoss, resultOfOutcome } from "../../sandbox/run_result.ts";
import { outcomeOf } from "./_outcome.ts";

const BASE: RunResultBase = {
  stdout: "",
  stderr: "",
  displays: [],
  truncated: [],
  files: [],
  usage: {
    wallMs: 1,
    cpuMs: 1,
    peakMemoryBytes: 1,
    startMs: 1,
    calls: 0,
  },
  engine: "quickjs",
  language: "javascript",
  isolation: "thread",
};
const OPTIONS = { recoverable: true, valueBytes: 100 };

Deno.test("resultOfOutcome() decodes the value, and leaves a forged one out", () => {
  const valueOf = (value: string | undefined): unknown => {
    const result = resultOfOutcome(BASE, outcomeOf({ value }), OPTIONS);
    return result.status === "ok" ? result.value : result.status;
  };
  assertEquals(valueOf(encodeValue([1, 2], { maxBytes: 100 })), [1, 2]);
  assertEquals(valueOf(undefined), undefined);
  assertEquals(valueOf("{forged"), undefined);
  const long = encodeValue("x".repeat(200), { maxBytes: 1_000 });
  assertEquals(valueOf(long), undefined);
});

Deno.test("resultOfOutcome() reports truncated output as its own status", () => {
  const base = { ...BASE, truncated: ["stdout"] as const };
  assertEquals(resultOfOutcome(base, outcomeOf(), OPTIONS).status, "output");
});

Deno.test("resultOfOutcome() reports errors, memory and crashes", () => {
  const error = { name: "E", message: "m", traceback: "t" };
  const resultOf = (changes: Parameters<typeof outcomeOf>[0]): unknown =>
    resultOfOutcome(BASE, outcomeOf(changes), OPTIONS);
  assertEquals(resultOf({ status: "error", error }), {
    ...BASE,
    status: "error",
    error,
  });
  assertEquals(resultOf({ status: "memory", error }), {
    ...BASE,
    status: "memory",
    recoverable: true,
    error,
  });
  assertEquals(resultOf({ status: "crashed", reason: "r" }), {
    ...BASE,
    status: "crashed",
    reason: "r",
  });
});

Deno.test("resultOfOutcome() reports an interrupt that nothing requested as a crash", () => {
  for (const outcome of [outcomeOf({ status: "interrupted" }), undefined]) {
    const result = resultOfOutcome(BASE, outcome, OPTIONS);
    assertEquals(
      result.status === "crashed" && result.reason,
      "The guest's run was interrupted from within",
    );
  }
});

Deno.test("resultOfLoss() reports why there is no outcome", () => {
  const statusOf = (
    ...[cause, loss]: [
      Parameters<typeof resultOfLoss>[1],
      Parameters<typeof resultOfLoss>[2]?,
    ]
  ): string => resultOfLoss(BASE, cause, loss).status;
  assertEquals(statusOf("timeout"), "timeout");
  assertEquals(statusOf("cancelled"), "cancelled");
  assertEquals(statusOf("closed"), "cancelled");
  assertEquals(statusOf("lost"), "crashed");
  assertEquals(statusOf("lost", { kind: "memory", reason: "" }), "memory");
  assertEquals(statusOf("lost", { kind: "crashed", reason: "r" }), "crashed");
});
