/**
 * Admits starts of workers in order of arrival, at most `places` at a time. A pure function.
 *
 * @module
 */

/** The admitted starts, and the starts that wait. */
export interface AdmissionState {
  /** The most starts that are admitted at a time. */
  readonly places: number;
  /** The numbers of the admitted starts. */
  readonly admitted: ReadonlySet<number>;
  /** The numbers of the waiting starts, in order. */
  readonly waiting: readonly number[];
}

/** An event. Starts are numbered in order of arrival. */
export type AdmissionEvent =
  /** A start joins the queue. A start that gave its place back joins again with its old number and old position. */
  | { readonly type: "enqueue"; readonly start: number }
  /**
   * An admitted start waits for this one. It is admitted at once, even if no place is free: otherwise the two would
   * wait for each other.
   */
  | { readonly type: "enter"; readonly start: number }
  /** A start ended, in any way, or no longer waits. */
  | { readonly type: "leave"; readonly start: number };

/** The next state, and the starts that were admitted, in order. */
interface AdmissionTransition {
  readonly state: AdmissionState;
  readonly admitted: readonly number[];
}

/**
 * Returns the state without any start.
 *
 * @param places The most starts that are admitted at a time, at least 1
 * @returns The state
 * @throws {RangeError} If `places` is not a whole number from 1
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
 * Applies an event.
 *
 * @param state The state before the event
 * @param event The event
 * @returns The state after the event, and the starts that were admitted
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

/** Admits waiting starts as long as places are free. */
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
