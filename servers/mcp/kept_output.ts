/**
 * Long results of runs: a client gets their head and tail, and the session a file with the whole text.
 *
 * @module
 */
import type { GuestError, RunResult } from "../../core/result.ts";
import { edgesOf, foldRepeats } from "./shorten_text.ts";

/** The directory of the files, below `/work`. */
const FOLDER = ".output";

/** Writes a file into the session, and returns whether it could. */
type Keep = (path: string, content: Uint8Array) => Promise<boolean>;

/** Shortens a text with this name. */
type Shorten = (name: string, text: string) => Promise<string>;

/**
 * Shortens the texts of a result.
 *
 * @param result The result
 * @param options The number of the run, and how to keep a text that is shortened
 * @returns The result with short texts
 */
export async function shortenTexts(
  result: RunResult,
  { number, keep }: { readonly number: number; readonly keep: Keep },
): Promise<RunResult> {
  const shorten: Shorten = async (name, text) => {
    const edges = edgesOf(text);
    if (edges === undefined) return text;
    const path = `${FOLDER}/${name}-${number}.txt`;
    const isKept = await keep(path, new TextEncoder().encode(text));
    const where = isKept
      ? `the file ${path} of the session has all of it`
      : "it was not kept";
    return `${edges.head}\n[${edges.leftOutBytes} bytes left out: ${where}]\n${edges.tail}`;
  };
  const texts = {
    stdout: await shorten("stdout", result.stdout),
    stderr: await shorten("stderr", result.stderr),
  };
  if ("repr" in result && result.repr !== undefined) {
    const repr = await shorten("value", result.repr);
    return { ...result, ...texts, repr };
  }
  if ("error" in result && result.error !== undefined) {
    const error = await shortenError(result.error, shorten);
    return { ...result, ...texts, error };
  }
  return { ...result, ...texts };
}

async function shortenError(
  error: GuestError,
  shorten: Shorten,
): Promise<GuestError> {
  return {
    ...error,
    message: await shorten("message", error.message),
    traceback: await shorten("traceback", foldRepeats(error.traceback)),
  };
}
