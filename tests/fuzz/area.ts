/**
 * What is fuzzed: areas of the project, each with properties that have to hold for every input that fast-check
 * generates. The tests check each property a fixed number of times, `deno task fuzz` for the given duration.
 *
 * @module
 */
import fc from "fast-check";

/** How a claim is looked at. */
export interface CheckOptions {
  readonly seed?: number;
  /** The way to one counterexample, as a failure named it. */
  readonly path?: string;
  readonly numRuns?: number;
}

/** How a claim was found to be wrong. */
export interface Counterexample {
  readonly seed: number;
  readonly path: string;
  /** The smallest input that was found, as text. */
  readonly shown: string;
  readonly shrinks: number;
  readonly message: string;
}

/** What came of looking. */
export interface CheckReport {
  readonly runs: number;
  readonly counterexample: Counterexample | undefined;
}

/** Something that has to hold. */
export interface Claim {
  /** A sentence. */
  readonly name: string;
  /** How often a test looks. */
  readonly testRuns: number;
  /** Looks at it. */
  check(options: CheckOptions): Promise<CheckReport>;
}

/** An area that is ready to be looked at. */
export interface OpenArea extends AsyncDisposable {
  readonly claims: readonly Claim[];
}

/** A part of the project. */
export interface Area {
  /** A short name, for `--only`. */
  readonly name: string;
  /**
   * How many turns of time it gets where others get one.
   * @default {1}
   */
  readonly share?: number;
  open(): OpenArea | Promise<OpenArea>;
}

const TEST_RUNS = 200;
const SHOWN_CHARS = 4_000;

/**
 * A claim about a property.
 *
 * @param name A sentence
 * @param property The property
 * @param testRuns How often a test looks
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
      // Both kinds of property, to an overload that takes either.
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

/** An area that takes nothing to open. */
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
      : String(errorInstance ?? "No input was found to look at"),
  };
}
