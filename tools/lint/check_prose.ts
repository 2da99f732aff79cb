/**
 * Finds marker words in files that `deno lint` does not read: the project's
 * Markdown and Python, without code blocks. Prints each with its file and line.
 *
 * @module
 */
import { findMarkers } from "./marker_words.ts";

const ROOT = new URL("../../", import.meta.url);
/** Text by others, and text that is kept as it was written. */
const EXEMPT = /^(?:CHANGELOG\.md|node_modules\/|\.offline\/|dist\/)/;

/**
 * Finds marker words in a file.
 *
 * @param path The file's path, whose extension tells the language
 * @param text Its text
 * @returns A line for each, such as `README.md:3: Cannot write "…" as prose must be plain: …`
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(checkProse("a.md", "Plain.").length, 0);
 * ```
 */
export function checkProse(path: string, text: string): string[] {
  const prose = path.endsWith(".md") ? blankCode(text) : keepProse(text);
  return findMarkers(prose).map(({ index, word, instead }) => {
    const line = prose.slice(0, index).split("\n").length;
    return `${path}:${line}: Cannot write "${word}" as prose must be plain: ${instead}`;
  });
}

/** Replaces code by spaces, so that line numbers stay the same. */
function blankCode(markdown: string): string {
  return markdown.replace(
    /^ *(```+)[\s\S]*?^ *\1 *$|(`+)[^`]+?\2/gm,
    blank,
  );
}

/** Keeps strings and comments of Python at their positions. */
function keepProse(python: string): string {
  const prose = /"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#.*/g;
  let end = 0;
  let kept = "";
  for (const { 0: text, index } of python.matchAll(prose)) {
    kept += blank(python.slice(end, index)) +
      (/\s/.test(text) ? text : blank(text));
    end = index + text.length;
  }
  return kept + blank(python.slice(end));
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}

async function* proseFiles(folder: URL, below = ""): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${below}${name}`;
    if (name.startsWith(".") || EXEMPT.test(isDirectory ? `${path}/` : path)) {
      continue;
    }
    if (isDirectory) yield* proseFiles(new URL(`${name}/`, folder), `${path}/`);
    else if (/\.(?:md|py)$/.test(name)) yield path;
  }
}

if (import.meta.main) {
  const faults: string[] = [];
  for await (const path of proseFiles(ROOT)) {
    const text = await Deno.readTextFile(new URL(path, ROOT));
    faults.push(...checkProse(path, text));
  }
  for (const fault of faults.sort()) console.error(fault);
  Deno.exitCode = faults.length === 0 ? 0 : 1;
}
