/**
 * The binary under test: built once for all tests of a process, if Deno's base for it is available.
 *
 * @module
 */
import { toPath } from "../../sandbox/host.ts";
import {
  type CompileOptions,
  compileParts,
} from "../../tools/compile/compile_parts.ts";
import { makeParts } from "../../tools/compile/parts.ts";
import { isRun, LEVEL } from "../level.ts";

/** Where the tests build their binary, so that no other binary is overwritten. */
const FOLDER = new URL("../../dist/test/", import.meta.url);
const PARTS = new URL("parts/", FOLDER);
/** The test files share the binary, and what the runner built, through this environment variable only. */
export const MADE = "SANDGLASS_TEST_BINARY";
const BASES = "https://dl.deno.land/release-latest.txt";

/** A binary, and the parts for building further ones. */
export interface TestedBinary {
  readonly path: string;
  /** Its parts. */
  readonly parts: URL;
  /** The names of the parts that its main module does not import. */
  readonly apart: readonly string[];
}

/** Why the binary is missing. */
export interface Unchecked {
  readonly reason: string;
}

/**
 * Builds the binary, or finds the one that was built.
 *
 * @returns The binary, or why it is missing
 */
export async function makeBinary(): Promise<TestedBinary | Unchecked> {
  const made = Deno.env.get(MADE);
  if (made !== undefined) return JSON.parse(made, reviveUrl);
  const outcome = await make();
  Deno.env.set(MADE, JSON.stringify(outcome));
  return outcome;
}

function reviveUrl(key: string, value: unknown): unknown {
  return key === "parts" ? new URL(String(value)) : value;
}

async function make(): Promise<TestedBinary | Unchecked> {
  if (!isRun("tests/binary/")) {
    return { reason: `the level "${LEVEL.name}" leaves it out` };
  }
  // The parts are made everywhere, so that what cannot be bundled is seen without a base, too.
  const apart = await makeParts(PARTS);
  if (!await hasBase()) {
    return {
      reason:
        "the base of deno compile cannot be downloaded here, and DENO_COMPILE and DENORT_BIN name no other",
    };
  }
  const path = await compileInto("sandglass", { folder: PARTS, apart });
  return { path, parts: PARTS, apart };
}

async function hasBase(): Promise<boolean> {
  if (Deno.env.get("DENO_COMPILE") !== undefined) return true;
  try {
    const signal = AbortSignal.timeout(5_000);
    const answer = await fetch(BASES, { signal });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

/**
 * Builds a binary for a test.
 *
 * @param name The name of its file
 * @param options Its parts
 * @returns Its path
 */
export async function compileInto(
  name: string,
  options: Omit<CompileOptions, "flags">,
): Promise<string> {
  const suffix = Deno.build.os === "windows" ? ".exe" : "";
  const path = toPath(new URL(`${name}${suffix}`, FOLDER));
  const flags = [`--output=${path}`];
  if (await compileParts({ ...options, flags })) return path;
  throw new Error(`Cannot make ${path}: see above`);
}

/** The status and output of a program. */
export interface Output {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program without input until it exits.
 *
 * @param program Its path
 * @param args Its arguments
 * @returns Its status and output
 */
export async function output(
  program: string,
  args: readonly string[],
): Promise<Output> {
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return {
    code,
    stdout: decoder.decode(stdout),
    stderr: decoder.decode(stderr),
  };
}

/**
 * Copies parts, with changes to their code.
 *
 * @param from The folder of the parts
 * @param to The folder of the copies
 * @param change Returns the new code of a part
 */
export async function copyParts(
  from: URL,
  to: URL,
  change: (code: string, name: string) => string,
): Promise<void> {
  await Deno.mkdir(new URL("assets/", to), { recursive: true });
  for await (const { name, isFile } of Deno.readDir(from)) {
    if (!isFile) continue;
    const code = await Deno.readTextFile(new URL(name, from));
    await Deno.writeTextFile(new URL(name, to), change(code, name));
  }
  for await (const { name } of Deno.readDir(new URL("assets/", from))) {
    const asset = `assets/${name}`;
    await Deno.copyFile(new URL(asset, from), new URL(asset, to));
  }
}
