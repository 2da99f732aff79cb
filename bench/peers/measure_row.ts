/**
 * Measures a row: all peers in turn, repeatedly and in alternating order, so that a slow moment of the machine affects all
 * of them alike.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import { median } from "../stats.ts";
import type { Effort } from "./effort.ts";
import type { Peer } from "./peer.ts";
import type { Place } from "./place.ts";
import type { Cell, Outcome, Row, RowResult } from "./row.ts";

/** The settings of a measurement. */
export interface Bench {
  readonly peers: readonly Peer[];
  readonly placeOf: (peer: Peer) => Place;
  readonly effort: Effort;
  readonly onProgress: (what: string) => void;
}

/**
 * Measures a row. A peer that fails is left out, and the report gives the reason.
 *
 * @param row The row
 * @param bench The settings
 * @returns The median of each figure of each peer
 */
export async function measureRow(row: Row, bench: Bench): Promise<RowResult> {
  const samples = new Map<Peer, (readonly Cell[])[]>();
  const failures = new Map<Peer, string>();
  const peers = bench.peers.filter((peer) => row.takes?.(peer) ?? true);
  const reasons = await reasonsOf(row, peers);
  const first = row.warmUp ? -1 : 0;
  for (let turn = first; turn < row.repetitions(bench.effort); turn++) {
    for (const peer of alternate(peers, turn)) {
      if (reasons.has(peer) || failures.has(peer)) continue;
      bench.onProgress(`${row.name} ${turn + 1}: ${peer.name}`);
      try {
        const site = { place: bench.placeOf(peer), effort: bench.effort };
        const cells = await row.measure(peer, site);
        if (turn >= 0) samples.set(peer, [...samples.get(peer) ?? [], cells]);
      } catch (error) {
        bench.onProgress(`${peer.name} failed: ${messageOf(error)}`);
        failures.set(peer, `failed: ${firstLine(messageOf(error))}`);
      }
    }
  }
  const outcomeOf = (peer: Peer): Outcome => {
    const cannot = reasons.get(peer) ?? failures.get(peer);
    if (cannot !== undefined) return { cannot };
    return { cells: mediansOf(samples.get(peer) ?? []) };
  };
  const outcomes = peers.map((peer) => [peer, outcomeOf(peer)] as const);
  return { row, outcomes: new Map(outcomes) };
}

/** Reverses every second turn. @param items The items @param turn The number of the turn */
export function alternate<T>(items: readonly T[], turn: number): readonly T[] {
  return turn % 2 === 0 ? items : items.toReversed();
}

/**
 * The median of each column.
 *
 * @param samples The cells of each repetition
 * @returns Cells; if a repetition has no figure, its reason
 */
export function mediansOf(samples: readonly (readonly Cell[])[]): Cell[] {
  return (samples[0] ?? []).map((_, column) => {
    const cells = samples.map((sample) => sample[column] ?? "not measured");
    const reason = cells.find((cell) => typeof cell === "string");
    return reason ?? median(cells.filter((cell) => typeof cell === "number"));
  });
}

/** The peers that cannot be in a row, with the reasons. */
async function reasonsOf(
  row: Row,
  peers: readonly Peer[],
): Promise<ReadonlyMap<Peer, string>> {
  const reasons = new Map<Peer, string>();
  for (const peer of peers) {
    const reason = row.missing?.() ?? peer.cannot[row.name] ??
      await peer.missing?.();
    if (reason !== undefined) reasons.set(peer, reason);
  }
  return reasons;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
