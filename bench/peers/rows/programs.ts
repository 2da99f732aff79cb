/**
 * Measures CPU-bound programs.
 *
 * @module
 */
import { ms } from "../../stats.ts";
import { HostProcess } from "../host_process.ts";
import { PROGRAM_NAMES, programCode, readProgramResult } from "../programs.ts";
import type { Peer } from "../peer.ts";
import type { Row, Site } from "../row.ts";

/** A dozen programs modelled on the Computer Language Benchmarks Game. */
export function createProgramsRow(): Row {
  const results = new Map<string, string>();
  return {
    name: "programs",
    title: "Programs bound by the processor",
    method:
      "A dozen small programs modelled on the Computer Language Benchmarks Game \
(`bench/peers/programs/`), each run once in an open environment if the peer \
has one. The time is the host's, from the call to the value; that of a command \
is the guest's own, without the start of the process. Every peer has to return the same result.",
    columns: () => PROGRAM_NAMES,
    show: ms,
    compared: () => PROGRAM_NAMES.map((_, column) => column),
    repetitions: ({ repetitions }) => repetitions,
    measure: (peer, site) => measurePrograms(peer, { ...site, results }),
  };
}

/** @param results The first peer's results, by program */
async function measurePrograms(
  peer: Peer,
  { place, effort, results }: Site & { readonly results: Map<string, string> },
): Promise<number[]> {
  const { language, clock } = peer;
  await using host = new HostProcess(peer, { place });
  const taken: number[] = [];
  for (const name of PROGRAM_NAMES) {
    const code = await programCode(name, { language, size: effort.programs });
    const answer = await host.ask("program", { code });
    const { value, tookMs } = readProgramResult(answer.value);
    const expected = results.get(name) ?? value;
    results.set(name, expected);
    if (value !== expected) throw new Error(`${name} gave another result`);
    taken.push(clock === "guest" ? tookMs : answer.tookMs);
  }
  return taken;
}
