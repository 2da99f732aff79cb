import type { LineEvent, ReadLineOptions } from "../line_editor.ts";
import type { PushbackReader } from "./line_readers.ts";
import type { ReplSyntax } from "./syntax.ts";

/** An input of a session. */
export type ReplEvent =
  | { readonly type: "statement"; readonly code: string }
  | { readonly type: "command"; readonly name: string; readonly rest: string }
  | { readonly type: "interrupt" }
  | { readonly type: "end" };

/** Options for reading a statement. */
export interface ReplInputOptions {
  /** The syntax of the language. */
  readonly syntax: ReplSyntax;
  /** Whether the lines come from a terminal. */
  readonly isInteractive: boolean;
  /** Colours and completes what is typed. */
  readonly help?: Pick<ReadLineOptions, "paint" | "complete">;
}

/**
 * Reads the lines of the next statement.
 *
 * On a terminal, a blank line ends a block of Python. On a pipe, functions contain blank lines, so a block ends before the
 * next line that does not belong to it, or after two blank lines.
 *
 * @param reader The source of the lines
 * @param options The language, and whether the session is interactive
 * @returns The statement, or another input
 */
export async function readStatement(
  reader: PushbackReader,
  { syntax, isInteractive, help }: ReplInputOptions,
): Promise<ReplEvent> {
  const lines: string[] = [];
  for (;;) {
    const event = await reader.readLine(
      lines.length === 0 ? syntax.prompt : syntax.morePrompt,
      {
        remember: true,
        morePrompt: syntax.morePrompt,
        isWhole: (text, isPasted) => isWholeText(text, { syntax, isPasted }),
        ...help,
      },
    );
    if (event.type === "interrupt") return event;
    if (event.type === "end") {
      if (lines.length === 0) return event;
      return statement(lines, syntax);
    }
    const { text } = event;
    if (lines.length === 0) {
      if (text.trim() === "") continue;
      const command = /^\.([a-z]+)\b\s*(.*)$/i.exec(text.trim());
      if (command) return commandOf(command);
    }
    lines.push(...text.split("\n"));
    // An editor of several lines has looked already.
    const isWhole = isInteractive
      ? text.includes("\n") || isWholeOnTerminal(lines, syntax)
      : await isWholeOnPipe(lines, { reader, syntax });
    if (isWhole) return statement(lines, syntax);
  }
}

function commandOf([, name = "", rest = ""]: RegExpExecArray): ReplEvent {
  return { type: "command", name: name.toLowerCase(), rest: rest.trim() };
}

function statement(lines: readonly string[], syntax: ReplSyntax): ReplEvent {
  return { type: "statement", code: syntax.prepare(lines.join("\n")) };
}

/** Returns whether Enter ends a text. A pasted block needs no blank line, unless its last line is indented. */
function isWholeText(
  text: string,
  { syntax, isPasted }: {
    readonly syntax: ReplSyntax;
    readonly isPasted: boolean;
  },
): boolean {
  const lines = text.split("\n");
  const isShort = lines.length === 1 && /^\s*(?:\.[a-z]+\b.*)?$/is.test(text);
  if (isShort || isWholeOnTerminal(lines, syntax)) return true;
  return isPasted && syntax.completeness(text) === "block" &&
    !/[:\\]\s*$/.test(text);
}

function isWholeOnTerminal(
  lines: readonly string[],
  syntax: ReplSyntax,
): boolean {
  const verdict = syntax.completeness(lines.join("\n"));
  if (verdict !== "block") return verdict === "complete";
  return !syntax.endsByBlankLine || lines.at(-1)?.trim() === "";
}

/** Reads the next line if only that line shows whether the statement is complete. */
async function isWholeOnPipe(
  lines: string[],
  { reader, syntax }: {
    readonly reader: PushbackReader;
    readonly syntax: ReplSyntax;
  },
): Promise<boolean> {
  const code = lines.join("\n");
  const verdict = syntax.completeness(code);
  if (verdict !== "block") return verdict === "complete";
  if (/\n\s*\n\s*$/.test(code)) return true;
  const next: LineEvent = await reader.readLine("", { remember: false });
  reader.unread(next);
  return next.type !== "line" || !syntax.continues(code, next.text);
}
