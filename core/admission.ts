/**
 * Which of many starts go on at a time, as a pure function: at most so many, in order of arrival.
 *
 * @module
 */

/** The starts that go on, and those that wait for their turn. */
export interface AdmissionState {
  /** How many may go on at a time. */
  readonly places: number;
  /** The numbers of the starts that have a place. */
  readonly admitted: ReadonlySet<number>;
  /** The numbers of the starts that wait, in order. */
  readonly waiting: readonly number[];
}

/** What may happen. The numbers of starts say in which order they arrived. */
export type AdmissionEvent =
  /** A start asks for a place. One that had a place and gave it back asks with its old number, and is served by that. */
  | { readonly type: "enqueue"; readonly start: number }
  /**
   * A start that one with a place waits for: it gets a place at once, even beyond their number, as the two would wait
   * for each other else.
   */
  | { readonly type: "enter"; readonly start: number }
  /** A start is over, however it ended, or waits no longer. */
  | { readonly type: "leave"; readonly start: number };

/** The next state, and who got a place by it, in order. */
export interface AdmissionTransition {
  readonly state: AdmissionState;
  readonly admitted: readonly number[];
}

/**
 * The state without any start.
 *
 * @param places How many starts may go on at a time, at least one
 * @returns The state
 * @throws {RangeError} If there is no place
 */
export function noStarts(places: number): AdmissionState {
  if (!Number.isInteger(places) || places < 1) {
    throw new RangeError(
      `Cannot admit starts as places must be a whole number from 1: current value is ${places}`,
    );
  }
  return { places, admitted: new Set(), waiting: [] };
}

/**
 * What an event does.
 *
 * @param state Who goes on, and who waits
 * @param event What happened
 * @returns The same after it, and who got a place
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const one = admit(noStarts(1), { type: "enqueue", start: 1 });
 * const two = admit(one.state, { type: "enqueue", start: 2 });
 * const three = admit(two.state, { type: "leave", start: 1 });
 * assertEquals([one.admitted, two.admitted, three.admitted], [[1], [], [2]]);
 * ```
 */
export function admit(
  state: AdmissionState,
  { type, start }: AdmissionEvent,
): AdmissionTransition {
  const { places, admitted, waiting } = state;
  if (type === "leave") {
    return fill({
      places,
      admitted: admitted.difference(new Set([start])),
      waiting: waiting.filter((one) => one !== start),
    });
  }
  if (admitted.has(start) || waiting.includes(start)) {
    return { state, admitted: [] };
  }
  if (type === "enqueue") {
    return fill({ ...state, waiting: put(waiting, start) });
  }
  return {
    state: { ...state, admitted: admitted.union(new Set([start])) },
    admitted: [start],
  };
}

function put(waiting: readonly number[], start: number): number[] {
  const at = waiting.findLastIndex((one) => one < start) + 1;
  return waiting.toSpliced(at, 0, start);
}

/** Gives the free places to those who wait. */
function fill(state: AdmissionState): AdmissionTransition {
  const { places, admitted, waiting } = state;
  const free = Math.max(0, places - admitted.size);
  const next = waiting.slice(0, free);
  if (next.length === 0) return { state, admitted: next };
  return {
    state: {
      places,
      admitted: admitted.union(new Set(next)),
      waiting: waiting.slice(free),
    },
    admitted: next,
  };
}
