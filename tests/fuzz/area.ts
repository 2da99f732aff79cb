/**
 * What is fuzzed: areas of the project, each with claims, which are properties that have to hold for every input that
 * fast-check generates. The tests check each claim a fixed number of times, `deno task fuzz` for the given duration.
 *
 * @module
 */
import fc from "fast-check";

/** Options of a check. */
export interface CheckOptions {
  readonly seed?: number;
  /** The path to one counterexample, as a failure reports it. */
  readonly path?: string;
  readonly numRuns?: number;
}

/** A counterexample to a claim. */
export interface Counterexample {
  readonly seed: number;
  readonly path: string;
  /** The smallest input that was found, as text. */
  readonly shown: string;
  readonly shrinks: number;
  readonly message: string;
}

/** The outcome of a check. */
export interface CheckReport {
  readonly runs: number;
  readonly counterexample: Counterexample | undefined;
}

/** A property that has to hold. */
export interface Claim {
  /** The claim, as a sentence. */
  readonly name: string;
  /** The number of inputs in a test. */
  readonly testRuns: number;
  /** Checks the claim. */
  check(options: CheckOptions): Promise<CheckReport>;
}

/** An area that is ready to be checked. */
export interface OpenArea extends AsyncDisposable {
  readonly claims: readonly Claim[];
}

/** A part of the project. */
export interface Area {
  /** A short name, for `--only`. */
  readonly name: string;
  /**
   * How many turns it gets for each turn of other areas.
   * @default {1}
   */
  readonly share?: number;
  open(): OpenArea | Promise<OpenArea>;
}

const TEST_RUNS = 200;
const SHOWN_CHARS = 4_000;

/**
 * Makes a claim from a property.
 *
 * @param name A sentence
 * @param property The property
 * @param testRuns The number of inputs in a test
 * @returns The claim
 */
export function claim<T>(
  name: string,
  property: fc.IRawProperty<T>,
  testRuns = TEST_RUNS,
): Claim {
  return {
    name,
    testRuns,
    async check(options): Promise<CheckReport> {
      // The cast selects the overload that takes either kind of property.
      const details = await fc.check(property as fc.IAsyncProperty<T>, {
        ...options,
        includeErrorInReport: false,
      } as fc.Parameters<T>);
      return {
        runs: details.numRuns,
        counterexample: toCounterexample(details),
      };
    },
  };
}

/** An area that needs nothing to open. */
export function plainArea(name: string, claims: readonly Claim[]): Area {
  return {
    name,
    open: () => ({
      claims,
      [Symbol.asyncDispose]: () => Promise.resolve(),
    }),
  };
}

function toCounterexample<T>(
  details: fc.RunDetails<T>,
): Counterexample | undefined {
  if (!details.failed) return undefined;
  const {
    seed,
    counterexamplePath,
    counterexample,
    numShrinks,
    errorInstance,
  } = details;
  const shown = fc.stringify(counterexample);
  return {
    seed,
    path: counterexamplePath ?? "",
    shown: shown.length > SHOWN_CHARS
      ? `${shown.slice(0, SHOWN_CHARS)}…`
      : shown,
    shrinks: numShrinks,
    message: errorInstance instanceof Error
      ? errorInstance.stack ?? errorInstance.message
      : String(errorInstance ?? "No input was found to check"),
  };
}
