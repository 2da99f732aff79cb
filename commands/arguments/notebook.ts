/**
 * Reads Jupyter notebooks: their code cells, in order.
 *
 * @module
 */
import { LIMIT_RULES } from "../../core/limits.ts";
import type { Language } from "../../core/options.ts";
import { quoteValue } from "../../core/quote_value.ts";
import { formatBytes } from "../../core/units.ts";
import { languageNamed } from "./language_names.ts";
import { translateMagics } from "./notebook_magics.ts";
import { UsageError } from "./usage_error.ts";

/** The most bytes of a notebook, which has its pictures in it. */
export const MAX_NOTEBOOK_BYTES = 2 ** 26;

/** A code cell. */
export interface Cell {
  /** Its number among all cells, from 1. */
  readonly number: number;
  readonly code: string;
  /** Whether its last value is shown. A semicolon at the end hides it. */
  readonly showsValue: boolean;
  /** Whether the notebook goes on after an error, as the tag `raises-exception` says. */
  readonly mayFail: boolean;
}

/** A notebook. */
export interface Notebook {
  readonly cells: readonly Cell[];
  readonly language: Language;
  /** What was left out, for the user. */
  readonly warnings: readonly string[];
}

/**
 * Reads a notebook.
 *
 * @param text The content of the file
 * @param options `file`: its name, for messages. `language`: the language of the command line
 * @returns Its code cells; what a shell or a magic of IPython would do is translated or refused
 * @throws {UsageError} If the text is not a notebook that can be run
 */
export function readNotebook(
  text: string,
  { file, language: given }: {
    readonly file: string;
    readonly language: Language | undefined;
  },
): Notebook {
  const notebook = parse(text, file);
  const language = given ?? languageOf(notebook, file);
  const warnings: string[] = [];
  const cells: Cell[] = [];
  for (const [index, cell] of cellsOf(notebook, file).entries()) {
    const number = index + 1;
    if (field(cell, "cell_type") !== "code") continue;
    const tags = tagsOf(cell);
    const source = sourceOf(cell);
    if (tags.includes("skip-execution") || source.trim() === "") continue;
    const translated = language === "python"
      ? translateMagics(source, { file, number })
      : { code: source, warnings: [] };
    warnings.push(...translated.warnings);
    checkLength(translated.code, { file, number });
    cells.push({
      number,
      code: translated.code,
      showsValue: !/;\s*(?:#[^\n]*)?\s*$/.test(source),
      mayFail: tags.includes("raises-exception"),
    });
  }
  return { cells, language, warnings };
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(
      `Cannot run ${file} as a notebook must be JSON: the file is not`,
    );
  }
}

function cellsOf(notebook: unknown, file: string): readonly unknown[] {
  const cells = field(notebook, "cells");
  if (Array.isArray(cells)) return cells;
  const format = field(notebook, "nbformat");
  throw new UsageError(
    `Cannot run ${file} as a notebook must have cells in format 4: current format is ${
      typeof format === "number" ? format : "unknown"
    } (jupyter nbconvert --to notebook converts it)`,
  );
}

function languageOf(notebook: unknown, file: string): Language {
  const metadata = field(notebook, "metadata");
  const name = field(field(metadata, "kernelspec"), "language") ??
    field(field(metadata, "language_info"), "name");
  if (typeof name !== "string") return "python";
  const language = languageNamed(name);
  if (language !== undefined) return language;
  throw new UsageError(
    `Cannot run ${file} as its language must be Python, JavaScript or TypeScript: current value is ${
      quoteValue(name)
    } (--language overrides it)`,
  );
}

function tagsOf(cell: unknown): readonly unknown[] {
  const tags = field(field(cell, "metadata"), "tags");
  return Array.isArray(tags) ? tags : [];
}

/** The source is a text or a list of lines. */
function sourceOf(cell: unknown): string {
  const source = field(cell, "source");
  if (typeof source === "string") return source;
  if (!Array.isArray(source)) return "";
  return source.filter((line) => typeof line === "string").join("");
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, name)
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

function checkLength(
  code: string,
  { file, number }: { readonly file: string; readonly number: number },
): void {
  const most = LIMIT_RULES.codeBytes.default;
  if (new TextEncoder().encode(code).length <= most) return;
  throw new UsageError(
    `Cannot run cell ${number} of ${file} as code may have at most ${
      formatBytes(most)
    }: it has more`,
  );
}
