import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  INITIAL_STATE,
  isReusable,
  requirePhase,
  type SandboxEffect,
  type SandboxEvent,
  type SandboxState,
  transition,
} from "../../core/lifecycle.ts";
import { SandboxError } from "../../core/errors.ts";

const EVENTS: readonly SandboxEvent[] = [
  { type: "run" },
  { type: "done", reusable: true },
  { type: "done", reusable: false },
  { type: "done", reusable: true, changed: true },
  { type: "filesBegin" },
  { type: "filesEnd" },
  { type: "stop", cause: "timeout", soft: true },
  { type: "stop", cause: "cancelled", soft: true },
  { type: "stop", cause: "timeout", soft: false },
  { type: "graceOver" },
  { type: "lost" },
  { type: "close" },
];

const events = fc.array(fc.constantFrom(...EVENTS), { maxLength: 30 });

/** Applies events and returns the effects. */
function play(
  played: readonly SandboxEvent[],
  from: SandboxState = INITIAL_STATE,
): { state: SandboxState; effects: SandboxEffect[] } {
  let state = from;
  const effects: SandboxEffect[] = [];
  for (const event of played) {
    const next = transition(state, event);
    state = next.state;
    effects.push(...next.effects);
  }
  return { state, effects };
}

function types(effects: readonly SandboxEffect[]): string[] {
  return effects.map(({ type }) => type);
}

Deno.test("transition() returns to idle after a run that ends well", () => {
  const { state, effects } = play([
    { type: "run" },
    { type: "done", reusable: true },
  ]);
  assertEquals(state, { phase: "idle" });
  assertEquals(effects, [
    { type: "start" },
    { type: "settle", cause: undefined, reusable: true, changed: false },
  ]);
});

Deno.test("transition() ends a guest that is no longer reusable before it settles", () => {
  const { state, effects } = play([
    { type: "run" },
    { type: "done", reusable: false },
    { type: "done", reusable: true, changed: true },
    { type: "filesBegin" },
    { type: "filesEnd" },
  ]);
  assertEquals(state, { phase: "closed" });
  assertEquals(types(effects), ["start", "kill", "settle"]);
});

Deno.test("transition() interrupts first, and keeps the cause", () => {
  const stop: SandboxEvent = { type: "stop", cause: "cancelled", soft: true };
  const { state, effects } = play([
    { type: "run" },
    stop,
    { type: "done", reusable: true },
  ]);
  assertEquals(state, { phase: "idle" });
  assertEquals(effects.slice(1), [
    { type: "interrupt" },
    { type: "settle", cause: "cancelled", reusable: true, changed: false },
  ]);
});

Deno.test("transition() kills after the grace period", () => {
  const { state, effects } = play([
    { type: "run" },
    { type: "stop", cause: "timeout", soft: true },
    { type: "graceOver" },
  ]);
  assertEquals(state, { phase: "closed" });
  assertEquals(effects.slice(1), [
    { type: "interrupt" },
    { type: "kill" },
    { type: "giveUp", cause: "timeout" },
  ]);
});

Deno.test("transition() kills at once if an interrupt is useless", () => {
  const { effects } = play([
    { type: "run" },
    { type: "stop", cause: "timeout", soft: false },
  ]);
  assertEquals(types(effects), ["start", "kill", "giveUp"]);
});

Deno.test("transition() keeps the first cause of a stop", () => {
  const { effects } = play([
    { type: "run" },
    { type: "stop", cause: "timeout", soft: true },
    { type: "stop", cause: "cancelled", soft: true },
    { type: "done", reusable: true },
  ]);
  assertEquals(effects.at(-1), {
    type: "settle",
    cause: "timeout",
    reusable: true,
    changed: false,
  });
});

Deno.test("transition() reports a guest that is lost during a stop by the cause of the stop", () => {
  const { effects } = play([
    { type: "run" },
    { type: "stop", cause: "timeout", soft: true },
    { type: "lost" },
  ]);
  assertEquals(effects.at(-1), { type: "giveUp", cause: "timeout" });
});

Deno.test("transition() reports a guest that is lost during a run as lost", () => {
  const { state, effects } = play([{ type: "run" }, { type: "lost" }]);
  assertEquals(state, { phase: "closed" });
  assertEquals(effects.at(-1), { type: "giveUp", cause: "lost" });
});

Deno.test("transition() closes an idle sandbox that is lost", () => {
  const { state, effects } = play([{ type: "lost" }]);
  assertEquals(state, { phase: "closed" });
  assertEquals(types(effects), ["kill"]);
});

Deno.test("transition() closes a sandbox while it runs", () => {
  const { state, effects } = play([{ type: "run" }, { type: "close" }]);
  assertEquals(state, { phase: "closed" });
  assertEquals(effects.at(-1), { type: "giveUp", cause: "closed" });
});

Deno.test("transition() waits for the files that a run changed", () => {
  const changed: SandboxEvent = { type: "done", reusable: true, changed: true };
  const { state, effects } = play([{ type: "run" }, changed]);
  assertEquals(state, { phase: "usingFiles", count: 1 });
  assertEquals(effects.at(-1), {
    type: "settle",
    cause: undefined,
    reusable: true,
    changed: true,
  });
  assertEquals(transition(state, { type: "run" }), { state, effects: [] });
  assertEquals(transition(state, { type: "filesEnd" }).state, {
    phase: "idle",
  });
});

Deno.test("transition() does not wait for the files of a stopped run", () => {
  const { state } = play([
    { type: "run" },
    { type: "stop", cause: "timeout", soft: true },
    { type: "done", reusable: true, changed: true },
  ]);
  assertEquals(state, { phase: "idle" });
});

Deno.test("transition() counts the host's operations on files", () => {
  const { state } = play([{ type: "filesBegin" }, { type: "filesBegin" }, {
    type: "filesEnd",
  }]);
  assertEquals(state, { phase: "usingFiles", count: 1 });
  assertEquals(play([{ type: "lost" }], state).state, { phase: "closed" });
  const closed = play([{ type: "close" }], state);
  assertEquals(types(closed.effects), ["kill"]);
});

Deno.test("transition() changes nothing once closed", () => {
  const closed: SandboxState = { phase: "closed" };
  for (const event of EVENTS) {
    assertEquals(transition(closed, event), { state: closed, effects: [] });
  }
});

Deno.test("transition() ends every run once, and kills once, for every sequence of events", () => {
  fc.assert(fc.property(events, (played) => {
    const { state, effects } = play(played);
    const all = types(effects);
    const count = (...names: string[]): number =>
      all.filter((type) => names.includes(type)).length;
    const started = count("start");
    const ended = count("settle", "giveUp");
    const isRunning = state.phase === "running" || state.phase === "stopping";
    assertEquals(started - ended, isRunning ? 1 : 0);
    assertEquals(count("kill"), state.phase === "closed" ? 1 : 0);
    // An ended guest gets no request.
    const after = all.slice(all.indexOf("kill") + 1);
    if (count("kill") > 0) {
      assert(after.every((type) => type === "settle" || type === "giveUp"));
    }
  }));
});

Deno.test("transition() closes every sandbox once it is asked to", () => {
  fc.assert(fc.property(events, (played) => {
    const { state } = play([...played, { type: "close" }]);
    assertEquals(state, { phase: "closed" });
  }));
});

Deno.test("requirePhase() says whether the sandbox is closed or busy", () => {
  requirePhase("idle", "run code", ["idle"]);
  const codes = (["closed", "running"] as const).map((phase) =>
    assertThrows(() => requirePhase(phase, "run code", ["idle"]), SandboxError)
      .code
  );
  assertEquals(codes, ["SANDBOX_CLOSED", "SANDBOX_BUSY"]);
});

Deno.test("isReusable() refuses what is broken, crashed, or interrupted without a request", () => {
  assert(isReusable("running", { status: "ok", broken: false }));
  assert(isReusable("stopping", { status: "interrupted", broken: false }));
  assert(!isReusable("running", { status: "interrupted", broken: false }));
  assert(!isReusable("running", { status: "crashed", broken: false }));
  assert(
    isReusable("running", { status: "crashed", broken: false, restored: true }),
  );
  assert(!isReusable("running", { status: "error", broken: true }));
});
