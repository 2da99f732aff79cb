/**
 * Stores the lines that were typed at a prompt in the user's state directory, or else in the cache directory. It uses
 * granted permissions only: it never prompts for one. It never fails.
 *
 * @module
 */
import {
  environment,
  fileBytes,
  readIfThere,
  snapshotDirectory,
  writeAtomically,
} from "../../sandbox/host.ts";

/** The maximum length of a stored line, in characters. */
const MAX_LINE_LENGTH = 10_000;

/** Lines without control characters. Another program may have written the file, and its lines are shown unescaped. */
// deno-lint-ignore no-control-regex -- control characters are refused
const PRINTABLE = /^[^\0-\x08\x0a-\x1f\x7f-\x9f]+$/;

/** Stands for a newline in a stored statement. */
const LINE_BREAK = "\u2028";

const MAX_FILE_BYTES = 2 ** 22;

/**
 * Loads the lines of earlier sessions.
 *
 * @param name The name of the history
 * @returns The lines, the latest first; empty if they cannot be read
 */
export async function loadHistory(name: string): Promise<readonly string[]> {
  for (const path of paths(name)) {
    if ((fileBytes(path) ?? Infinity) > MAX_FILE_BYTES) continue;
    const bytes = await readIfThere(path).catch(() => undefined);
    if (bytes === undefined) continue;
    return new TextDecoder().decode(bytes).split("\n").filter(isKept).reverse()
      .map((line) => line.replaceAll(LINE_BREAK, "\n"));
  }
  return [];
}

/**
 * Stores lines for later sessions.
 *
 * @param name The name of the history
 * @param lines The lines, the latest first
 */
export async function saveHistory(
  name: string,
  lines: readonly string[],
): Promise<void> {
  const kept = lines.map((line) => line.replaceAll("\n", LINE_BREAK))
    .filter(isKept).reverse();
  if (kept.length === 0) return;
  const bytes = new TextEncoder().encode(`${kept.join("\n")}\n`);
  for (const path of paths(name)) {
    if (await writeAtomically(path, [bytes]).catch(() => false)) return;
  }
}

function isKept(line: string): boolean {
  return line.length <= MAX_LINE_LENGTH && PRINTABLE.test(line);
}

/** Returns the possible paths of a history, the preferred one first. */
function paths(name: string): readonly string[] {
  const home = environment("HOME");
  const state = environment("XDG_STATE_HOME") ??
    (home && `${home}/.local/state`);
  return [state && `${state}/sandglass`, snapshotDirectory()]
    .filter((directory) => directory !== undefined)
    .map((directory) => `${directory}/history-${name}`);
}
