/**
 * Draws bars on a logarithmic scale, as SVG.
 *
 * @module
 */

/** One bar. */
export interface Bar {
  readonly label: string;
  /** Greater than zero. */
  readonly value: number;
  /** The value for display. */
  readonly text: string;
  /** Whether it is highlighted. */
  readonly isOurs: boolean;
}

/** Bars with a heading. */
export interface BarGroup {
  readonly heading: string;
  readonly bars: readonly Bar[];
}

/** Groups with a common scale. */
export interface BarPanel {
  readonly title: string;
  readonly groups: readonly BarGroup[];
}

const WIDTH = 760;
const LABEL_WIDTH = 230;
const TEXT_WIDTH = 80;
const BAR_WIDTH = WIDTH - LABEL_WIDTH - TEXT_WIDTH;
const LINE_HEIGHT = 20;
const BAR_HEIGHT = 13;
const MARGIN = 16;

const STYLE = "text{font:12px sans-serif;fill:#1f2328}" +
  ".title{font-size:15px;font-weight:bold}.heading{font-weight:bold}" +
  "rect{fill:#8c959f}.ours{fill:#0969da}" +
  "@media(prefers-color-scheme:dark){text{fill:#e6edf3}rect{fill:#6e7681}.ours{fill:#4493f8}}";

/** The content of a line: a text, or a bar. */
type Line =
  | { readonly kind: "title" | "heading"; readonly text: string }
  | { readonly kind: "bar"; readonly bar: Bar; readonly share: number };

/**
 * Draws panels below each other, each with its own scale.
 *
 * @param panels The panels
 * @returns The text of an SVG file
 */
export function barChart(panels: readonly BarPanel[]): string {
  const lines = panels.flatMap(linesOf);
  const height = lines.length * LINE_HEIGHT + 2 * MARGIN;
  const drawn = lines.map((line, i) => draw(line, MARGIN + i * LINE_HEIGHT));
  const titles = panels.map(({ title }) => title).join("; ");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    `<title>${escape(titles)}</title>`,
    `<style>${STYLE}</style>`,
    ...drawn,
    "</svg>",
    "",
  ].join("\n");
}

function linesOf({ title, groups }: BarPanel): Line[] {
  const share = logScale(
    groups.flatMap(({ bars }) => bars.map(({ value }) => value)),
  );
  return [
    { kind: "title", text: title },
    ...groups.flatMap(({ heading, bars }): Line[] => [
      { kind: "heading", text: heading },
      ...bars.map((bar): Line => ({
        kind: "bar",
        bar,
        share: share(bar.value),
      })),
    ]),
  ];
}

/**
 * A scale from the power of ten below the least value to the greatest value.
 *
 * @param values Greater than zero
 * @returns A function from a value to its share of the whole length
 */
export function logScale(values: readonly number[]): (value: number) => number {
  const logarithms = values.map(Math.log10);
  const from = Math.ceil(Math.min(...logarithms)) - 1;
  const to = Math.max(...logarithms);
  return (value) => (Math.log10(value) - from) / (to - from);
}

function draw(line: Line, top: number): string {
  const base = top + LINE_HEIGHT - 6;
  if (line.kind !== "bar") {
    return `<text x="0" y="${base}" class="${line.kind}">${
      escape(line.text)
    }</text>`;
  }
  const { bar: { label, text, isOurs }, share } = line;
  const width = Math.max(1, share * BAR_WIDTH);
  const ours = isOurs ? ' class="ours"' : "";
  const end = (LABEL_WIDTH + width + 6).toFixed(1);
  return `<text x="12" y="${base}">${escape(label)}</text>` +
    `<rect x="${LABEL_WIDTH}" y="${base - BAR_HEIGHT + 2}" width="${
      width.toFixed(1)
    }" height="${BAR_HEIGHT}"${ours}/>` +
    `<text x="${end}" y="${base}">${escape(text)}</text>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
