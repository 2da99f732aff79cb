/**
 * Checks claims in turn for a given duration.
 *
 * @module
 */
import type { Area, Claim, Counterexample, OpenArea } from "./area.ts";

/** The longest turn of one claim, in milliseconds. */
const MAX_TURN_MS = 1_000;
/** The most inputs of one batch; each batch has its own seed. */
const MAX_BATCH = 10_000;
const SEEDS = 2 ** 31;

/** Identifies an input that was found. */
export interface Again {
  /** The index of the claim in its area. */
  readonly claim: number;
  /** The path to the input from its seed. */
  readonly path: string;
}

/** Options of a fuzzing run. */
export interface FuzzOptions {
  readonly areas: readonly Area[];
  readonly forMs: number;
  readonly seed: number;
  /** One input of one claim (of the only area), to be checked alone. */
  readonly again?: Again;
  /** Receives the claim that is checked next, and its seed. */
  readonly onBatch?: (claim: string, seed: number) => void;
  /** A clock in milliseconds. */
  readonly now?: () => number;
}

/** A claim that does not hold, with its counterexample. */
export interface Finding extends Counterexample {
  readonly area: string;
  readonly claim: string;
  /** Identifies the input for another run. */
  readonly again: Again;
}

/** The outcome of a fuzzing run. */
export interface FuzzReport {
  readonly findings: readonly Finding[];
  /** The number of inputs that each claim was checked with. */
  readonly counts: readonly {
    readonly area: string;
    readonly claim: string;
    readonly runs: number;
  }[];
}

/** A claim with the state of its turns. */
interface Turn {
  readonly area: string;
  readonly claim: Claim;
  /** The index of the claim in its area. */
  readonly index: number;
  /** How many turns it gets at once. */
  readonly share: number;
  runs: number;
  /** The number of inputs of the next batch. */
  batch: number;
  finding: Finding | undefined;
}

/**
 * Checks claims until the time is over.
 *
 * @param options What to check, for how long, from which seed
 * @returns The findings; a claim that failed is not checked again
 */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { areas, forMs, again, now = () => performance.now() } = options;
  await using stack = new AsyncDisposableStack();
  const turns: Turn[] = [];
  for (const area of areas) {
    const open: OpenArea = stack.use(await area.open());
    for (const [index, claim] of open.claims.entries()) {
      if (again !== undefined && again.claim !== index) continue;
      turns.push({
        area: area.name,
        claim,
        index,
        share: area.share ?? 1,
        runs: 0,
        batch: 1,
        finding: undefined,
      });
    }
  }
  const end = now() + forMs;
  const shares = turns.reduce((sum, { share }) => sum + share, 0);
  const turnMs = Math.min(MAX_TURN_MS, forMs / Math.max(1, shares));
  let { seed } = options;
  const hasTime = (turn: Turn): boolean =>
    turn.runs === 0 || (again === undefined && now() < end);
  for (let isOver = false; !isOver;) {
    isOver = true;
    for (const turn of turns) {
      if (turn.finding !== undefined || !hasTime(turn)) continue;
      isOver = false;
      const until = Math.min(end, now() + turn.share * turnMs);
      do {
        await look(turn, { ...options, now, seed, turnMs });
        seed = (seed + 1) % SEEDS;
      } while (turn.finding === undefined && hasTime(turn) && now() < until);
    }
  }
  return toReport(turns);
}

/** Checks one batch. */
async function look(
  turn: Turn,
  { again, onBatch, now, seed, turnMs }: FuzzOptions & {
    readonly now: () => number;
    readonly turnMs: number;
  },
): Promise<void> {
  const { area, claim, index, batch } = turn;
  onBatch?.(`${area}: ${claim.name}`, seed);
  const startedAt = now();
  const { runs, counterexample } = await claim.check({
    seed,
    ...again === undefined ? { numRuns: batch } : { path: again.path },
  });
  turn.runs += runs;
  if (counterexample !== undefined) {
    turn.finding = {
      area,
      claim: claim.name,
      again: { claim: index, path: counterexample.path },
      ...counterexample,
    };
  }
  // The next batch is sized to take about half a turn, estimated from this one.
  const tookMs = Math.max(0.1, now() - startedAt);
  const wanted = Math.floor(batch * turnMs / 2 / tookMs);
  turn.batch = Math.max(1, Math.min(MAX_BATCH, 4 * batch, wanted));
}

function toReport(turns: readonly Turn[]): FuzzReport {
  return {
    findings: turns.flatMap(({ finding }) => finding ?? []),
    counts: turns.map(({ area, claim, runs }) => ({
      area,
      claim: claim.name,
      runs,
    })),
  };
}
