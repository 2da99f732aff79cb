/**
 * Formats a row of the comparison as tables in Markdown, one for each language.
 *
 * @module
 */
import { geometricMean, rounded, row as line } from "../stats.ts";
import type { Effort } from "./effort.ts";
import type { Peer } from "./peer.ts";
import type { Cell, Outcome, Row, RowResult } from "./row.ts";

/** A table with more columns than this is transposed. */
const MANY_COLUMNS = 4;

const LANGUAGES = [["python", "Python"], ["javascript", "JavaScript"]] as const;

/**
 * Formats tables.
 *
 * @param result The result of the row
 * @param effort The extent of the measurement
 * @returns Lines of Markdown
 */
export function tablesOf(
  { row, outcomes }: RowResult,
  effort: Effort,
): string[] {
  return LANGUAGES.flatMap(([language, heading]) => {
    const ofLanguage = [...outcomes].filter(([peer]) =>
      peer.language === language
    );
    if (ofLanguage.length === 0) return [];
    const lines = linesOf(row, { outcomes: ofLanguage, effort });
    const [header = [], ...rest] = (lines[0]?.length ?? 0) > MANY_COLUMNS + 2
      ? transpose(lines)
      : lines;
    const table = [[heading, ...header.slice(1)], header.map(() => "---")];
    return ["", ...[...table, ...rest].map(line)];
  });
}

type Entries = readonly (readonly [Peer, Outcome])[];

function linesOf(
  row: Row,
  { outcomes, effort }: {
    readonly outcomes: Entries;
    readonly effort: Effort;
  },
): string[][] {
  const columns = row.columns(effort);
  const compared = row.compared(effort);
  const first = outcomes.find(([, outcome]) => "cells" in outcome);
  const of = compared.length > 1 ? "" : `${columns[compared[0] ?? 0]}: `;
  const ratioTitle = `${of}times ${first?.[0].title ?? ""}`;
  const hasRatio = compared.length > 0 && outcomes.length > 1;
  const lines = outcomes.map(([peer, outcome]) => {
    const cells = cellsOf(outcome, columns.length);
    const shown = cells.map((cell, i) => show(row, { cell, column: i }));
    const ratio = ratioTo(first?.[1], { outcome, compared });
    return [peer.title, ...shown, ...hasRatio ? [ratio] : []];
  });
  return [["", ...columns, ...hasRatio ? [ratioTitle] : []], ...lines];
}

/** A reason is in the first column; the other columns are empty. */
function cellsOf(outcome: Outcome, columns: number): readonly Cell[] {
  if ("cells" in outcome) return outcome.cells;
  return Array.from({ length: columns }, (_, i) => i > 0 ? "" : outcome.cannot);
}

function show(
  row: Row,
  { cell, column }: { readonly cell: Cell; readonly column: number },
): string {
  return typeof cell === "string" ? cell : row.show(cell, column);
}

/** The geometric mean of the ratios in the columns that both have. */
function ratioTo(
  base: Outcome | undefined,
  { outcome, compared }: {
    readonly outcome: Outcome;
    readonly compared: readonly number[];
  },
): string {
  if (base === undefined || "cannot" in base || "cannot" in outcome) return "";
  const ratios = compared.flatMap((column) => {
    const [own, its] = [outcome.cells[column], base.cells[column]];
    return typeof own === "number" && typeof its === "number"
      ? [own / its]
      : [];
  });
  return ratios.length === 0 ? "" : rounded(geometricMean(ratios));
}

function transpose(lines: readonly (readonly string[])[]): string[][] {
  return (lines[0] ?? []).map((_, i) => lines.map((cells) => cells[i] ?? ""));
}
