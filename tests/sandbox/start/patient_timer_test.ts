import { assertEquals } from "@std/assert";
import { PatientTimer } from "../../../sandbox/start/patient_timer.ts";
import { HandClock } from "./_hand_clock.ts";

/** A timer on a clock that goes by hand, and how often it passed. */
function timerOf(
  forMs: number,
): { timer: PatientTimer; clock: HandClock; passed: () => number } {
  const clock = new HandClock();
  let passed = 0;
  const timer = new PatientTimer(forMs, () => void passed++, clock);
  return { timer, clock, passed: () => passed };
}

Deno.test("PatientTimer passes once, after its time", () => {
  for (const forMs of [0, 1, 20, 999, 60_000]) {
    const { clock, passed } = timerOf(forMs);
    clock.pass(forMs - 1);
    assertEquals(passed(), 0, `${forMs}`);
    clock.pass(1);
    assertEquals(passed(), 1, `${forMs}`);
    clock.pass(2 * forMs);
    assertEquals([passed(), clock.isGoing], [1, false]);
  }
});

Deno.test("PatientTimer does not count time in which it has no turn", () => {
  const { clock, passed } = timerOf(10_000);
  clock.pass(2_000);
  clock.block(100_000);
  assertEquals(passed(), 0);
  clock.pass(7_899);
  assertEquals(passed(), 0);
  clock.pass(1);
  assertEquals(passed(), 1);
});

Deno.test("PatientTimer gives what arrived meanwhile a turn before it passes", () => {
  const { clock, passed } = timerOf(10_000);
  clock.pass(9_900);
  clock.block(100_000);
  assertEquals(passed(), 0);
  clock.pass(100);
  assertEquals(passed(), 1);
});

Deno.test("PatientTimer passes at once where it is shorter than a turn may be late", () => {
  const { clock, passed } = timerOf(1);
  clock.block(5_000);
  assertEquals([passed(), clock.isGoing], [1, false]);
});

Deno.test("PatientTimer passes although every turn is late", () => {
  const { clock, passed } = timerOf(10_000);
  for (let i = 0; i < 101; i++) clock.block(60_000);
  assertEquals([passed(), clock.isGoing], [1, false]);
});

Deno.test("PatientTimer.restart() begins anew", () => {
  const { timer, clock, passed } = timerOf(10_000);
  clock.pass(9_000);
  timer.restart(10_000);
  clock.pass(9_000);
  assertEquals(passed(), 0);
  clock.pass(1_000);
  assertEquals(passed(), 1);
});

Deno.test("PatientTimer is called off by disposing of it", () => {
  const { timer, clock, passed } = timerOf(10_000);
  clock.pass(5_000);
  timer[Symbol.dispose]();
  timer.restart(10_000);
  assertEquals(clock.isGoing, false);
  clock.pass(10_000);
  assertEquals(passed(), 0);
});
