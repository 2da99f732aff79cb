/**
 * Finds the metadata of a Python script: comments between `# /// script` and `# ///` (PEP 723).
 *
 * @module
 */

import { mayHaveBlock } from "./requirements.ts";

/** The metadata of a script. */
export interface ScriptBlock {
  /** The text in the format of TOML. */
  readonly toml: string;
  /** The number of the line with `# /// script`; the text begins in the next line. */
  readonly line: number;
}

/** Metadata of a script that cannot be used. The message is the end of one that begins with the script's name. */
export class ScriptBlockError extends Error {
  /** The number of the line in the script. */
  readonly line: number;

  /**
   * @param line The number of the line
   * @param rule What is expected of the line, or is wrong with it
   */
  constructor(line: number, rule: string) {
    super(`line ${line}: ${rule}`);
    this.name = "ScriptBlockError";
    this.line = line;
  }
}

/** The first and the last line of a block, and the lines between. Longer comments are not part of it. */
const START = /^# \/\/\/ ([a-zA-Z0-9-]+)$/;
const END = "# ///";
const INSIDE = /^#(?:$| )/;

/**
 * Finds the metadata of a script. A block without an end is ignored, as PEP 723 says.
 *
 * @param code The script
 * @returns The metadata, or `undefined` if the script has no metadata
 * @throws {ScriptBlockError} If there are two blocks
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const code = '# /// script\n# dependencies = ["rich"]\n# ///\nimport rich\n';
 * assertEquals(findScriptBlock(code), {
 *   toml: 'dependencies = ["rich"]\n',
 *   line: 1,
 * });
 * ```
 */
export function findScriptBlock(code: string): ScriptBlock | undefined {
  if (!mayHaveBlock(code)) return undefined;
  const [first, second] = blocksOf(code.split(/\r\n|\r|\n/));
  if (second === undefined) return first;
  throw new ScriptBlockError(
    second.line,
    `a script can have one block "# /// script": the first is in line ${first?.line}`,
  );
}

/**
 * Finds the blocks for scripts. It takes linear time, unlike the expression of PEP 723, which has the same matches: a block
 * reaches to the last end among the comments that follow each other.
 */
function blocksOf(lines: readonly string[]): readonly ScriptBlock[] {
  const blocks: ScriptBlock[] = [];
  for (let at = 0; at < lines.length;) {
    const type = START.exec(lines[at] ?? "")?.[1];
    if (type === undefined) {
      at++;
      continue;
    }
    let after = at + 1;
    while (INSIDE.test(lines[after] ?? "")) after++;
    let end = after - 1;
    while (end > at + 1 && lines[end] !== END) end--;
    const hasEnd = end > at + 1;
    if (hasEnd && type === "script") {
      const content = lines.slice(at + 1, end);
      const toml = content.map((one) => `${one.slice(2)}\n`).join("");
      blocks.push({ toml, line: at + 1 });
    }
    // Without an end, none of the comments that follow begins a block.
    at = hasEnd ? end + 1 : after;
  }
  return blocks;
}

/**
 * Returns the number of the line at a position.
 *
 * @param text The text
 * @param index The position
 * @returns The number; the first line is 1
 */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
