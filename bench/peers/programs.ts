/**
 * The CPU-bound programs: for each a file in Python and one in JavaScript, with `main(n)`, which returns the same text in
 * both.
 *
 * @module
 */
import type { Language } from "../../mod.ts";
import type { Code } from "./driver.ts";

/** The size of a program: for the report, or just as a test. */
export type ProgramSize = "full" | "small";

/** The list of programs. At full size they keep an interpreter in WebAssembly busy for some tenths of a second. */
export const PROGRAMS = {
  binary_trees: { full: 11, small: 5 },
  exact_cover: { full: 5, small: 3 },
  fannkuch: { full: 7, small: 5 },
  fasta: { full: 30_000, small: 1_000 },
  k_nucleotide: { full: 25_000, small: 1_000 },
  mandelbrot: { full: 60, small: 10 },
  n_body: { full: 3_000, small: 100 },
  pi_digits: { full: 600, small: 50 },
  regex: { full: 30_000, small: 1_000 },
  reverse_complement: { full: 60_000, small: 1_000 },
  spectral_norm: { full: 60, small: 10 },
  token_ring: { full: 40_000, small: 2_000 },
} as const satisfies Record<string, Readonly<Record<ProgramSize, number>>>;

/** The name of a program. */
export type ProgramName = keyof typeof PROGRAMS;

/** All names. */
export const PROGRAM_NAMES: readonly ProgramName[] = Object.keys(
  PROGRAMS,
) as ProgramName[]; // The type of `Object.keys` is only `string[]`.

/** Measures with the guest's own clock, so that its start does not count. */
const TIMED = {
  python: `
def timed(n):
    import json, time
    started = time.perf_counter()
    value = main(n)
    return json.dumps([value, (time.perf_counter() - started) * 1000])`,
  javascript: `
function timed(n) {
  const clock = typeof performance === "object" ? performance : Date;
  const started = clock.now();
  const value = main(n);
  return JSON.stringify([value, clock.now() - started]);
}`,
} as const;

/** The result of a program. */
export interface ProgramResult {
  readonly value: string;
  readonly tookMs: number;
}

/**
 * Reads a program.
 *
 * @param name Its name
 * @param options The language and the size
 * @returns Code whose value {@linkcode readProgramResult} reads
 */
export async function programCode(
  name: ProgramName,
  { language, size }: {
    readonly language: Language;
    readonly size: ProgramSize;
  },
): Promise<Code> {
  const isPython = language === "python";
  const file = `programs/${name}.${isPython ? "py" : "js"}`;
  const source = await Deno.readTextFile(new URL(file, import.meta.url));
  const timed = TIMED[isPython ? "python" : "javascript"];
  return {
    setup: `${source}${timed}`,
    expression: `timed(${PROGRAMS[name][size]})`,
  };
}

/** Reads the result of a program. @param text The value @throws {TypeError} If it is invalid */
export function readProgramResult(text: string): ProgramResult {
  const [value, tookMs] = JSON.parse(text);
  if (typeof value === "string" && typeof tookMs === "number") {
    return { value, tookMs };
  }
  throw new TypeError(`Cannot read the result as it is not one: ${text}`);
}
