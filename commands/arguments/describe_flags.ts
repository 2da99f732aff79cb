import type { FlagTable } from "./flags.ts";

/** The width of a help text, in columns. */
const HELP_COLUMNS = 80;

/**
 * Formats the flags for a help text.
 *
 * @param table The flags of a command
 * @returns A line for each flag, and more lines for long descriptions
 */
export function describeFlags(table: FlagTable): string {
  const rows = Object.entries(table).map(([name, spec]) => {
    const letter = spec.letter ? `-${spec.letter}, ` : "    ";
    const value = spec.placeholder ? ` ${spec.placeholder}` : "";
    return [`${letter}--${name}${value}`, spec.help] as const;
  });
  const width = Math.max(...rows.map(([left]) => left.length));
  const indent = " ".repeat(width + 4);
  return rows.map(([left, help]) => {
    const lines = wrap(help, HELP_COLUMNS - indent.length);
    return `  ${left.padEnd(width)}  ${lines.join(`\n${indent}`)}\n`;
  }).join("");
}

function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = "";
    }
    line += line === "" ? word : ` ${word}`;
  }
  return [...lines, line];
}
