/** Outcomes of runs, for tests of units. */
import type { Outcome } from "../../core/protocol.ts";

/** Returns the outcome of a run that evaluated to `null`, with some properties replaced. */
export function outcomeOf(changes: Partial<Outcome> = {}): Outcome {
  return {
    run: 1,
    status: "ok",
    value: "null",
    repr: undefined,
    tooLarge: false,
    error: undefined,
    reason: undefined,
    cut: [],
    broken: false,
    restored: false,
    cpuMs: undefined,
    memoryBytes: undefined,
    changed: false,
    ...changes,
  };
}
