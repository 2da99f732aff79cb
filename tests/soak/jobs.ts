/**
 * The runs of a soak: their order and their checks.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { run, type RunResult } from "../../mod.ts";
import { defaultEngineOf } from "../../core/options.ts";
import { assertWellFormed } from "../_well_formed.ts";
import type { Kept, KeptSandboxes, Kind } from "./kept_sandboxes.ts";
import {
  AMPLE_MS,
  counting,
  HOSTILE,
  type Hostile,
  LIMITS,
} from "./programs.ts";

const JAVASCRIPT: Kind = { language: "javascript", isolation: "thread" };

/** Every kind, the fast ones more often, since most users' runs are small. */
const KINDS: readonly Kind[] = [
  JAVASCRIPT,
  { language: "python", isolation: "process" },
  { language: "javascript", isolation: "process" },
  { language: "typescript", isolation: "thread" },
  { language: "python", isolation: "thread" },
  JAVASCRIPT,
  { language: "typescript", isolation: "process" },
];

/** One run. */
export interface Job {
  readonly number: number;
  readonly kind: Kind;
  /** What it does, for a report. */
  readonly name: string;
  /** Whether its guest is hostile. */
  readonly hostile: Hostile | undefined;
  /** Whether it uses a sandbox that other runs use too, instead of a fresh one. */
  readonly kept: boolean;
}

/**
 * The run with a number. Every third is hostile; every fourth of the others and every second hostile one has a fresh
 * sandbox. Over all numbers each kind meets each program.
 *
 * @param number From 0
 * @returns The run
 */
export function jobAt(number: number): Job {
  const isHostile = number % 3 === 2;
  const turn = Math.floor(number / 3);
  const kind = KINDS[number % KINDS.length] ?? JAVASCRIPT;
  const programs = HOSTILE[kind.language];
  const hostile = isHostile
    ? programs[Math.floor(turn / KINDS.length) % programs.length]
    : undefined;
  const kept = isHostile
    ? Math.floor(turn / KINDS.length / programs.length) % 2 === 0
    : turn % 4 !== 0;
  const place = kept ? "kept sandbox" : "fresh sandbox";
  const what = hostile?.name ?? "counting";
  const name = `${what} (${kind.language}, ${kind.isolation}, ${place})`;
  return { number, kind, name, hostile, kept };
}

/**
 * Performs a run.
 *
 * @param job The run
 * @param sandboxes The kept sandboxes
 * @throws {Error} If a check fails
 */
export async function perform(
  job: Job,
  sandboxes: KeptSandboxes,
): Promise<void> {
  if (!job.kept) return await performAlone(job);
  const kept = await sandboxes.take(job.kind);
  try {
    if (job.hostile === undefined) await count(kept, job.number);
    else await harm(kept, job.hostile);
  } catch (error) {
    // Without this, one failure would be reported again for every later run.
    await kept.sandbox.close();
    throw error;
  } finally {
    await sandboxes.giveBack(kept);
  }
}

async function performAlone({ kind, hostile, number }: Job): Promise<void> {
  const { language, isolation } = kind;
  const result = await run(hostile?.code ?? counting(language, number), {
    language,
    isolation,
    limits: {
      ...LIMITS[language],
      timeoutMs: hostile?.timeoutMs ?? AMPLE_MS,
    },
  });
  checkShape(result, kind);
  if (hostile === undefined) checkCount(result, { number, total: number });
  else checkEnd(result, hostile);
}

async function count(kept: Kept, number: number): Promise<void> {
  const { sandbox } = kept;
  kept.total += number;
  const result = await sandbox.run(counting(sandbox.language, number), {
    limits: { timeoutMs: AMPLE_MS },
  });
  checkShape(result, sandbox);
  checkCount(result, { number, total: kept.total });
}

async function harm({ sandbox }: Kept, hostile: Hostile): Promise<void> {
  const { timeoutMs = AMPLE_MS } = hostile;
  const result = await sandbox.run(hostile.code, { limits: { timeoutMs } });
  checkShape(result, sandbox);
  checkEnd(result, hostile);
  if ("recoverable" in result) {
    assertEquals(result.recoverable, !sandbox.closed);
  }
  if (result.status === "crashed") assert(sandbox.closed);
}

function checkShape(result: RunResult, { language, isolation }: Kind): void {
  const engine = defaultEngineOf(language);
  const limits = LIMITS[language];
  assertWellFormed(result, { language, isolation, engine, limits });
}

function checkCount(
  result: RunResult,
  { number, total }: { readonly number: number; readonly total: number },
): void {
  assert(result.status === "ok", Deno.inspect(result));
  assertEquals([result.value, result.stdout], [total, `at ${number}\n`]);
}

function checkEnd(result: RunResult, { ends, check }: Hostile): void {
  assert(
    ends.includes(result.status),
    `It should have ended as ${ends.join(" or ")}: ${
      Deno.inspect(result, { strAbbreviateSize: 300 })
    }`,
  );
  check?.(result);
}
