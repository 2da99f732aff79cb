/**
 * Translates the commands of IPython that notebooks have: `%magics`, `!shell commands` and `name?`.
 *
 * @module
 */
import { quoteValue } from "../../core/quote_value.ts";
import { scanPython } from "../repl/python_scan.ts";
import { UsageError } from "./usage_error.ts";

/** The cell of a notebook, for messages. */
export interface CellPlace {
  readonly file: string;
  readonly number: number;
}

/** A translated cell, with as many lines as before. */
export interface TranslatedCell {
  readonly code: string;
  readonly warnings: readonly string[];
}

/** Magics without an effect on the result of a program. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(
  "matplotlib load_ext reload_ext autoreload config colors xmode autosave precision pdb pprint unload_ext"
    .split(" "),
);

/** Those that are left out without a warning, as nearly every notebook has them. */
const SILENT: ReadonlySet<string> = new Set(["matplotlib", "autosave"]);

/** The MIME types of magics that show a whole cell. */
const MIME_OF_MAGIC: Readonly<Record<string, string>> = {
  html: "html",
  HTML: "html",
  markdown: "markdown",
  latex: "latex",
  svg: "svg",
  SVG: "svg",
};

const INSTALLERS = /^(?:pip3?|conda|mamba|uv|apt(?:-get)?|npm)\b/;

/** A command at the beginning of a line, or after an assignment. */
const COMMAND =
  /^(\s*)(?:([\w.]+(?:\s*,\s*[\w.]+)*\s*=)\s*)?(%|!!?)(?![%=])\s*(\S[^\n]*)$/;

/** A question about a name. */
const QUESTION = /^(\s*)(?:\?{1,2}([\w.]+)|([\w.]+)\?{1,2})\s*;?\s*$/;

/**
 * Translates the commands of IPython in a cell.
 *
 * @param source The cell
 * @param place Its place, for messages
 * @returns Python, and what was left out
 * @throws {UsageError} If a command cannot be translated
 */
export function translateMagics(
  source: string,
  place: CellPlace,
): TranslatedCell {
  const magic = /^\s*%%(\w+)[ \t]*([^\n]*)\n?/.exec(source);
  if (magic !== null) return translateCell(source, magic, place);
  if (!/^\s*[%!?]|\?\s*$|=\s*[%!]/m.test(source)) {
    return { code: source, warnings: [] };
  }
  const warnings: string[] = [];
  const lines: string[] = [];
  for (const line of source.split("\n")) {
    // In a string or brackets, a line is no command.
    const isInside = lines.length > 0 &&
      scanPython(lines.join("\n")) === "open";
    lines.push(isInside ? line : translateLine(line, place, warnings));
  }
  return { code: lines.join("\n"), warnings };
}

function translateCell(
  source: string,
  [head, name = "", rest = ""]: RegExpExecArray,
  place: CellPlace,
): TranslatedCell {
  const body = source.slice(head.length);
  const line = head.trim();
  if (name === "time" || name === "timeit" && rest.trim() === "") {
    const { code, warnings } = translateMagics(body, place);
    const note = warning(line, "the cell runs once and is not timed", place);
    return { code: `\n${code}`, warnings: [note, ...warnings] };
  }
  const mime = Object.hasOwn(MIME_OF_MAGIC, name)
    ? MIME_OF_MAGIC[name]
    : undefined;
  if (mime !== undefined) {
    const method = `_repr_${mime}_`;
    const text = JSON.stringify(body);
    return {
      code:
        `display(type("Shown", (), {"${method}": lambda self: ${text}, "__repr__": lambda self: ${text}})())`,
      warnings: [],
    };
  }
  if (name === "writefile" || name === "file") {
    const [, append, path = ""] = /^(-a\s+)?(.*?)\s*$/.exec(rest) ?? [];
    const mode = append === undefined ? "w" : "a";
    const [file, text] = [path, body].map((one) => JSON.stringify(one));
    return {
      code:
        `with open(${file}, "${mode}") as _file: _file.write(${text})\nprint("Writing", ${file})`,
      warnings: [],
    };
  }
  throw refused(line, place);
}

function translateLine(
  line: string,
  place: CellPlace,
  warnings: string[],
): string {
  const question = QUESTION.exec(line);
  if (question !== null) {
    return `${question[1]}help(${question[2] ?? question[3]})`;
  }
  const [, indent = "", target, sign, command = ""] = COMMAND.exec(line) ?? [];
  if (sign === undefined) return line;
  const [, name = "", rest = ""] = /^(\w+)\s*(.*?)\s*$/.exec(command) ?? [];
  if (sign !== "%") throw refused(line, place);
  if (target !== undefined) {
    if (name !== "pwd") throw refused(line, place);
    return `${indent}${target} __import__("os").getcwd()`;
  }
  if (WITHOUT_EFFECT.has(name)) {
    if (!SILENT.has(name)) {
      warnings.push(warning(line, "it has no effect", place));
    }
    return `${indent}pass`;
  }
  const translated = translateMagic(name, rest);
  if (translated === undefined) throw refused(line, place);
  if (name === "time") {
    warnings.push(warning(line, "it is not timed", place));
  }
  return indent + translated;
}

function translateMagic(name: string, rest: string): string | undefined {
  switch (name) {
    case "time":
      return rest === "" ? "pass" : rest;
    case "pwd":
      return `__import__("os").getcwd()`;
    case "cd":
      return `__import__("os").chdir(${JSON.stringify(rest || "/work")})`;
    case "env": {
      const [, variable, value] = /^(\w+)\s*=\s*(.*)$/.exec(rest) ?? [];
      return variable === undefined
        ? undefined
        : `__import__("os").environ[${JSON.stringify(variable)}] = ${
          JSON.stringify(value)
        }`;
    }
    default:
      return undefined;
  }
}

function warning(line: string, what: string, place: CellPlace): string {
  return `${quoteValue(line.trim())} in cell ${place.number}: ${what}`;
}

function refused(line: string, { file, number }: CellPlace): UsageError {
  const command = line.trim().replace(/^[%!]+\s*/, "");
  const why = INSTALLERS.test(command)
    ? "a guest installs no packages (it has the standard library)"
    : /^\s*(?:[^=]*=\s*)?!|^%%(?:bash|sh|script|cmd)/.test(line.trim())
    ? "a guest has no shell"
    : "a guest has no IPython";
  return new UsageError(
    `Cannot run cell ${number} of ${file} as ${why}: current line is ${
      quoteValue(line.trim())
    } (remove it, or tag the cell skip-execution)`,
  );
}
