/**
 * Writes the scripts of the guest's side of QuickJS: `deno task build:guest`. Deno opens each module at every start, before
 * the first line of a program runs; it opens two files in the place of a hundred and fifty.
 *
 * @module
 */
import { linkScripts } from "./scripts.ts";

/** The folder of the scripts. */
const FOLDER = new URL("../../engines/javascript/scripts/", import.meta.url);

/**
 * Makes the files.
 *
 * @returns Their content, by name
 */
export function scriptFiles(): Readonly<Record<string, string>> {
  const { early, late } = linkScripts();
  return { "early.json": toText(early), "late.json": toText(late) };
}

/** A script a line. */
function toText(scripts: Readonly<Record<string, string>>): string {
  return `${JSON.stringify(scripts, null, 1)}\n`;
}

if (import.meta.main) {
  for (const [name, text] of Object.entries(scriptFiles())) {
    await Deno.writeTextFile(new URL(name, FOLDER), text);
  }
}
