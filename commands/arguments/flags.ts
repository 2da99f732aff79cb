/**
 * Reads the flags of a command from a table that also gives its help text.
 *
 * `parseArgs` of `@std/cli` is not used: it drops the value of `-e -1` and of a flag at the very end, and its
 * stand-in over `node:util` costs 5 to 8 ms at every start, where an empty `deno run` takes 17.
 *
 * @module
 */
import { closest } from "../../core/closest.ts";
import { UsageError } from "./usage_error.ts";

/** The width of a line of help, in columns. */
const HELP_COLUMNS = 80;

/** What a shell completes: one of some words, or the path of a file or a directory. */
export type Completion = readonly string[] | "file" | "directory";

/** A flag that takes no value, one value, or a value each time that it is given. */
export interface FlagSpec {
  readonly kind: "switch" | "value" | "list";
  /** The letter that stands for it after a single dash. */
  readonly letter?: string;
  /** What the help text calls its value. */
  readonly placeholder?: string;
  /** A good value, for messages. */
  readonly example?: string;
  /** What a shell completes its value with; nothing where it is free text. */
  readonly completion?: Completion;
  /** What it does. */
  readonly help: string;
}

/** The flags of a command by their long names. */
export type FlagTable = Readonly<Record<string, FlagSpec>>;

type ValueOf<Kind> = Kind extends "switch" ? boolean
  : Kind extends "list" ? readonly string[]
  : string | undefined;

/** The flags that were given, those that were not included. */
export type FlagValues<Table extends FlagTable> = {
  readonly [Name in keyof Table]: ValueOf<Table[Name]["kind"]>;
};

/** A command line, taken apart. */
export interface ParsedFlags<Table extends FlagTable> {
  /** The flags. */
  readonly flags: FlagValues<Table>;
  /** What is no flag, before `--`. */
  readonly operands: readonly string[];
  /** What follows `--`. */
  readonly rest: readonly string[];
}

/**
 * Takes a command line apart.
 *
 * @param args The arguments
 * @param table The flags that there are
 * @returns The flags and the rest
 * @throws {UsageError} If a flag is unknown, given twice, without its value or with one that it does not take
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const table = { eval: { kind: "value", letter: "e", help: "" } } as const;
 * assertEquals(parseFlags(["-e", "-1", "file"], table).flags.eval, "-1");
 * ```
 */
export function parseFlags<const Table extends FlagTable>(
  args: readonly string[],
  table: Table,
): ParsedFlags<Table> {
  const given = new Map<string, string[]>();
  const operands: string[] = [];
  const queue = [...args];
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (arg === "--") break;
    if (arg.startsWith("--")) readLong(arg, { table, given, queue });
    else if (arg.startsWith("-") && arg !== "-") {
      readShort(arg, { table, given, queue });
    } else operands.push(arg);
  }
  return { flags: toValues(table, given), operands, rest: queue };
}

/**
 * Writes the flags for a help text.
 *
 * @param table The flags that there are
 * @returns A line for each, or more where it is long
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

interface Reading {
  readonly table: FlagTable;
  readonly given: Map<string, string[]>;
  readonly queue: string[];
}

function readLong(arg: string, reading: Reading): void {
  const [, name = "", value] = /^--([^=]*)(?:=(.*))?$/s.exec(arg) ?? [];
  const spec = Object.hasOwn(reading.table, name)
    ? reading.table[name]
    : undefined;
  if (spec === undefined) throw unknownFlag(`--${name}`, reading.table);
  if (spec.kind !== "switch") {
    return take(name, value ?? reading.queue.shift(), reading);
  }
  if (value !== undefined) {
    throw new UsageError(
      `Cannot read --${name} as it takes no value: current value is ${
        shown(value)
      }`,
    );
  }
  take(name, "", reading);
}

/** `-q`, `-e CODE`, `-eCODE`, `-qe CODE`. */
function readShort(arg: string, reading: Reading): void {
  for (let index = 1; index < arg.length; index++) {
    const letter = arg.charAt(index);
    const found = Object.entries(reading.table).find(([, spec]) =>
      spec.letter === letter
    );
    if (found === undefined) {
      throw unknownFlag(index === 1 ? arg : `-${letter}`, reading.table);
    }
    const [name, spec] = found;
    if (spec.kind === "switch") {
      take(name, "", reading);
      continue;
    }
    const attached = arg.slice(index + 1);
    return take(name, attached || reading.queue.shift(), reading);
  }
}

function take(
  name: string,
  value: string | undefined,
  { table, given }: Reading,
): void {
  const spec = table[name];
  if (value === undefined) {
    throw new UsageError(
      `Cannot read --${name} as it needs a value${exampleOf(name, spec)}`,
    );
  }
  const values = given.get(name) ?? [];
  if (spec?.kind === "value" && values.length > 0) {
    throw new UsageError(
      `Cannot read --${name} as it may be given only once: second value is ${
        shown(value)
      }`,
    );
  }
  given.set(name, [...values, value]);
}

function toValues<Table extends FlagTable>(
  table: Table,
  given: ReadonlyMap<string, string[]>,
): FlagValues<Table> {
  const entries = Object.entries(table).map(([name, { kind }]) => {
    const values = given.get(name);
    if (kind === "switch") return [name, values !== undefined];
    return [name, kind === "list" ? values ?? [] : values?.[0]];
  });
  // The entries were made from the table's own names and kinds just above.
  return Object.fromEntries(entries) as FlagValues<Table>;
}

function unknownFlag(flag: string, table: FlagTable): UsageError {
  const hint = closest(flag.replace(/^-+/, ""), Object.keys(table));
  return new UsageError(
    `Cannot read ${shown(flag)} as there is no such flag (${
      hint ? `did you mean --${hint}?` : "--help lists them"
    })`,
  );
}

/**
 * Gives a good value of a flag.
 *
 * @param name The flag's long name
 * @param spec The flag
 * @returns ` (example: --timeout 5s)`, or nothing
 */
export function exampleOf(name: string, spec: FlagSpec | undefined): string {
  return spec?.example ? ` (example: --${name} ${spec.example})` : "";
}

/**
 * Quotes what was typed, cut to a length for messages.
 *
 * @param text What was typed
 * @returns The text as a JSON string of at most 80 characters
 */
export function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
