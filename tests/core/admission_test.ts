import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  type AdmissionEvent,
  type AdmissionState,
  admit,
  noStarts,
} from "../../core/admission.ts";

/** Applies events; returns the last state, and the admitted starts in order. */
function follow(
  places: number,
  events: readonly (readonly [AdmissionEvent["type"], number])[],
): { state: AdmissionState; admitted: number[] } {
  let state = noStarts(places);
  const admitted: number[] = [];
  for (const [type, start] of events) {
    const next = admit(state, { type, start });
    state = next.state;
    admitted.push(...next.admitted);
  }
  return { state, admitted };
}

Deno.test("admit() admits a limited number of starts at a time, and the next ones in order", () => {
  const { state, admitted } = follow(2, [
    ["enqueue", 1],
    ["enqueue", 2],
    ["enqueue", 3],
    ["enqueue", 4],
    ["leave", 2],
  ]);
  assertEquals(admitted, [1, 2, 3]);
  assertEquals([[...state.admitted], state.waiting], [[1, 3], [4]]);
});

Deno.test("admit() drops a start that no longer waits", () => {
  const events = [["enqueue", 1], ["enqueue", 2], ["enqueue", 3]] as const;
  const { admitted, state } = follow(1, [
    ...events,
    ["leave", 2],
    ["leave", 1],
  ]);
  assertEquals(admitted, [1, 3]);
  assertEquals(state.waiting, []);
});

Deno.test("admit() orders a repeated request by its first arrival", () => {
  const { admitted } = follow(1, [
    ["enqueue", 1],
    ["enqueue", 2],
    ["enqueue", 3],
    ["leave", 1],
    ["enqueue", 1],
    ["leave", 2],
  ]);
  assertEquals(admitted, [1, 2, 1]);
});

Deno.test("admit() admits a start that enters without the queue at once, and counts it", () => {
  const build = follow(1, [["enqueue", 1], ["enqueue", 2], ["enter", 3]]);
  assertEquals(build.admitted, [1, 3]);
  const { admitted } = follow(1, [
    ["enqueue", 1],
    ["enqueue", 2],
    ["enter", 3],
    ["leave", 1],
  ]);
  assertEquals(admitted, [1, 3], "what entered counts like any other");
});

Deno.test("admit() admits no start twice, and no unknown start", () => {
  assertEquals(follow(1, [["enqueue", 1], ["enqueue", 1]]).state.waiting, []);
  assertEquals(
    follow(1, [["enqueue", 1], ["enqueue", 2], ["enqueue", 2]]).state.waiting,
    [2],
  );
  assertEquals(follow(1, [["leave", 5], ["enqueue", 1]]).admitted, [1]);
});

Deno.test("admit() keeps its bound and its order for every sequence of events", () => {
  for (let seed = 1; seed <= 50; seed++) {
    let random = seed;
    const next = (below: number): number =>
      (random = (random * 48_271) % 2_147_483_647) % below;
    const places = 1 + next(5);
    let state = noStarts(places);
    let last = 0;
    const asked: number[] = [];
    for (let i = 0; i < 200; i++) {
      const going = [...state.admitted, ...state.waiting];
      const event: AdmissionEvent = next(2) === 0 || going.length === 0
        ? { type: "enqueue", start: ++last }
        : { type: "leave", start: going[next(going.length)] ?? 0 };
      if (event.type === "enqueue") asked.push(event.start);
      ({ state } = admit(state, event));
      assert(state.admitted.size <= places, "more went on than might");
      assert(
        state.waiting.length === 0 || state.admitted.size === places,
        "somebody waited beside a free place",
      );
      const longest = Math.max(0, ...state.admitted);
      assert(state.waiting.every((one) => one > longest), "one was passed");
    }
    for (const start of asked) {
      ({ state } = admit(state, { type: "leave", start }));
    }
    assertEquals([state.admitted.size, state.waiting.length], [0, 0]);
  }
});

Deno.test("noStarts() refuses a number of places below 1", () => {
  for (const places of [0, -1, 1.5, NaN, Infinity]) {
    assertThrows(
      () => noStarts(places),
      RangeError,
      `Cannot admit starts as places must be a whole number from 1: current value is ${places}`,
    );
  }
});
