/**
 * How much is measured: for the report, or just as a test.
 *
 * @module
 */
import type { ProgramSize } from "./programs.ts";

/** Numbers of repetitions, rounds and environments. */
export interface Effort {
  /** Rounds of whole commands, after one that warms the caches. */
  readonly coldRounds: number;
  /** How often each other row is measured, in a new process each time. */
  readonly repetitions: number;
  /** The repetitions of slow rows: throughput and memory. */
  readonly longRepetitions: number;
  /** Fresh environments in a process before those that are measured. */
  readonly warmUps: number;
  /** The most fresh environments of one repetition, and the milliseconds after which no further one starts. */
  readonly freshRounds: number;
  readonly freshMs: number;
  /** Numbers of clients. */
  readonly clients: readonly number[];
  /** The milliseconds during which clients send requests. */
  readonly busyMs: number;
  readonly furtherRounds: number;
  /** Numbers of environments that are held open. */
  readonly held: readonly number[];
  readonly programs: ProgramSize;
}

/** For `bench/RESULTS.md`. */
export const FULL: Effort = {
  coldRounds: 12,
  repetitions: 3,
  longRepetitions: 2,
  warmUps: 2,
  freshRounds: 60,
  freshMs: 8_000,
  clients: [1, 8, 64],
  busyMs: 3_000,
  furtherRounds: 300,
  held: [1, 10, 50],
  programs: "full",
};

/** For a test. */
export const QUICK: Effort = {
  coldRounds: 1,
  repetitions: 1,
  longRepetitions: 1,
  warmUps: 1,
  freshRounds: 3,
  freshMs: 500,
  clients: [1, 2],
  busyMs: 500,
  furtherRounds: 30,
  held: [1, 2],
  programs: "small",
};
