/**
 * The levels of the tests: what each of `deno task test:quick`, `deno task ok` and `deno task test:long` runs. The helpers
 * of attacks, conformance, fuzzing and soaking read it, and so does the runner in `tools/test/`.
 *
 * A test that a level excludes is registered as ignored, so that it is counted.
 *
 * @module
 */
import type { Isolation } from "../core/options.ts";

/** The names of the levels. */
export type LevelName = "quick" | "full" | "long";

/** The environment variable that names the level; without it the level is `full`. */
export const LEVEL_VARIABLE = "SANDGLASS_TEST_LEVEL";

/** The extent of the tests. */
export interface Level {
  readonly name: LevelName;
  /** The checks that run beside the tests, by their names in `tools/test/checks.ts`. */
  readonly checks: readonly string[];
  /** The folders (with a slash at the end) and files whose tests run. */
  readonly runs: readonly string[];
  /** Exceptions among them, whose tests do not run. */
  readonly leavesOut: readonly string[];
  /** How many attacks of each list are made, in each isolation. */
  readonly attacksPerList: number;
  /** Whether controls run, which show that an attack works without a wall. */
  readonly hasControls: boolean;
  /** Whether tests run that take seconds of processor time by themselves. */
  readonly hasSlow: boolean;
  /** The isolations in which engines, mounts and pools are tested; attacks are made in each. */
  readonly isolations: readonly Isolation[];
  /** The seed of random inputs; `undefined` uses a new seed each time, and a failure reports it. */
  readonly seed: number | undefined;
  /** The number of random inputs of a property that does not set it. */
  readonly randomInputs: number;
  /** The time for fuzzing all claims together, in milliseconds; `undefined` checks each with a fixed number of inputs. */
  readonly fuzzMs: number | undefined;
  /** The number of runs of a soak. */
  readonly soakRuns: number;
  /** The number of consecutive timeouts, and their maximum time in milliseconds: a busy machine makes fewer of them. */
  readonly timeouts: { readonly runs: number; readonly mostMs: number };
  /** How many requests each client makes of a server under load. */
  readonly loadRounds: number;
  /** After how long the runner ends a process of tests as hung, in milliseconds. */
  readonly deadlineMs: number;
}

const SEED = 20_260_701;

const FULL: Level = {
  name: "full",
  checks: [
    "fmt",
    "lint",
    "lint:python",
    "doc:lint",
    "check",
    "test:doc",
    "publish:check",
  ],
  runs: ["tests/"],
  leavesOut: [],
  attacksPerList: Infinity,
  hasControls: true,
  hasSlow: true,
  isolations: ["process", "thread"],
  seed: SEED,
  randomInputs: 100,
  fuzzMs: undefined,
  soakRuns: 210,
  timeouts: { runs: 250, mostMs: 10_000 },
  loadRounds: 4,
  deadlineMs: 15 * 60_000,
};

/** The levels by their names. */
export const LEVELS: Readonly<Record<LevelName, Level>> = {
  full: FULL,
  quick: {
    ...FULL,
    name: "quick",
    checks: ["fmt", "lint", "check"],
    leavesOut: [
      "tests/bench/driver_contract_test.ts",
      "tests/bench/programs_test.ts",
      "tests/binary/",
      "tests/cli/",
      "tests/examples/",
      "tests/fuzz/areas_test.ts",
      "tests/install/",
      "tests/sandbox/process/deno_cache_test.ts",
      "tests/sandbox/odd_paths_test.ts",
      "tests/security/function_arguments_test.ts",
      "tests/security/lost_guest_test.ts",
      "tests/security/many_timeouts_test.ts",
      "tests/security/poisoned_snapshot_test.ts",
      "tests/security/pool_isolation_test.ts",
      "tests/security/request_forgery_test.ts",
      "tests/security/reused_worker_test.ts",
      "tests/security/shared_randomness_test.ts",
      "tests/security/shared_snapshot_test.ts",
      "tests/security/starved_host_test.ts",
      "tests/servers/",
      "tests/soak/",
    ],
    attacksPerList: 1,
    hasControls: false,
    hasSlow: false,
    randomInputs: 30,
    isolations: ["process"],
  },
  long: {
    ...FULL,
    name: "long",
    checks: [],
    runs: [
      "tests/fuzz/areas_test.ts",
      "tests/fuzz/long_test.ts",
      "tests/security/many_timeouts_test.ts",
      "tests/servers/mcp/http/load_test.ts",
      "tests/soak/soak_test.ts",
    ],
    seed: undefined,
    fuzzMs: 30 * 60_000,
    soakRuns: 10_000,
    timeouts: { runs: 1_000, mostMs: Infinity },
    loadRounds: 50,
    deadlineMs: 3 * 60 * 60_000,
  },
};

/**
 * Finds a level.
 *
 * @param name What the environment names
 * @returns The level; `full` where nothing is named
 * @throws {RangeError} If there is no such level
 */
export function levelOf(name: string | undefined): Level {
  const level = Object.values(LEVELS).find((one) =>
    one.name === (name ?? "full")
  );
  if (level !== undefined) return level;
  throw new RangeError(
    `Cannot run the tests as their level (${LEVEL_VARIABLE}) must be one of ${
      Object.keys(LEVELS).join(", ")
    }: current value is ${JSON.stringify(name)}`,
  );
}

/** The level of this process. */
export const LEVEL: Level = levelOf(Deno.env.get(LEVEL_VARIABLE));

/** What registers tests as `Deno.test` does, or as ignored. */
export interface Registrar {
  readonly test: typeof Deno.test.ignore;
}

/** Registers controls, which show an attack working where a wall is taken away. */
export const controls: Registrar = registrar(LEVEL.hasControls);

/** Registers tests that take seconds of processor time by themselves. */
export const slow: Registrar = registrar(LEVEL.hasSlow);

/** Registers tests of engines, mounts and pools in an isolation. */
export function inIsolation(isolation: Isolation): Registrar {
  return registrar(LEVEL.isolations.includes(isolation));
}

// `Deno.test` itself, so that a failure names the place of the test and not this one.
function registrar(isRun: boolean): Registrar {
  return { test: isRun ? Deno.test : Deno.test.ignore };
}

/**
 * Whether a level runs the tests of a file.
 *
 * @param path Its path, from the root of the project
 * @param level The level
 */
export function isRun(path: string, level: Level = LEVEL): boolean {
  return isAmong(path, level.runs) && !isAmong(path, level.leavesOut);
}

function isAmong(path: string, places: readonly string[]): boolean {
  return places.some((place) =>
    place.endsWith("/") ? path.startsWith(place) : path === place
  );
}

/**
 * The attacks of a list, each with what its test or step takes: whether the level leaves it out.
 *
 * @param attacks The list
 * @param level The level
 */
export function* atLevel<T>(
  attacks: Iterable<T>,
  level: Level = LEVEL,
): Generator<readonly [attack: T, registration: { ignore: boolean }]> {
  let count = 0;
  for (const attack of attacks) {
    yield [attack, { ignore: count++ >= level.attacksPerList }];
  }
}

/**
 * The files that cannot run beside others, each with the reason. The runner runs them last, one at a time. Better is a
 * test that waits for a condition.
 */
export const LONE_FILES: ReadonlyMap<string, string> = new Map([
  [
    "tests/servers/mcp/http/load_test.ts",
    "fifty clients at once keep all cores busy, and their guests have to start in time",
  ],
  [
    "tests/soak/soak_test.ts",
    "eight sandboxes at once keep all cores busy, and each of them has to start in time",
  ],
]);
