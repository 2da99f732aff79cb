/**
 * Measures whole commands from a cold start.
 *
 * @module
 */
import { ms } from "../../stats.ts";
import { onceCommand, ROOT } from "../place.ts";
import type { Row } from "../row.ts";
import { TRIAL } from "./trial.ts";

/** The lower bound of all commands. */
const EMPTY = [Deno.execPath(), "run", `${ROOT}bench/subjects/empty.ts`];

/** One run of `1+1` as a separate command. */
export const coldRow: Row = {
  name: "cold",
  title: "Cold one-shot",
  method: "A whole command that prints what `1+1` is, from its start to its \
end. The second figure is the ratio to an empty `deno run` just before it. \
Everything is installed and in the page cache; Sandglass has built its Python \
snapshot. A library is used by a script of a few lines that exits as \
soon as it has printed.",
  columns: () => ["command", "in empty `deno run`s"],
  show: (value, column) => column === 0 ? ms(value) : value.toFixed(1),
  compared: () => [0],
  repetitions: ({ coldRounds }) => coldRounds,
  warmUp: true,
  measure: async (peer, { place, trial = TRIAL }) => {
    const emptyMs = await time(EMPTY, "");
    const command = onceCommand(peer, { place, code: trial.code });
    const tookMs = await time(command, trial.expected);
    return [tookMs, tookMs / emptyMs];
  },
};

/** Times a command, and checks its output. */
async function time(
  [program = "", ...args]: readonly string[],
  expected: string,
): Promise<number> {
  const startedAt = performance.now();
  const command = new Deno.Command(program, { args, stderr: "piped" });
  const { stdout, stderr } = await command.output();
  const tookMs = performance.now() - startedAt;
  const decoder = new TextDecoder();
  const said = decoder.decode(stdout).trim();
  if (said === expected) return tookMs;
  throw new Error(`${program} said ${said} ${decoder.decode(stderr)}`);
}
