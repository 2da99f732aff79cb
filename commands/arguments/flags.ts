/**
 * Parses the flags of a command. The table of flags is also the source of the help text.
 *
 * `parseArgs` of `@std/cli` is not used. It drops the value of `-e -1` and of a flag at the very end, and its stand-in on
 * `node:util` adds 5 to 8 ms to every start. An empty `deno run` takes 17 ms.
 *
 * @module
 */
import { closest } from "../../core/closest.ts";
import { quoteValue } from "../../core/quote_value.ts";
import { UsageError } from "./usage_error.ts";

/** How a shell completes a value: from a list, or with the path of a file or a directory. */
export type Completion = readonly string[] | "file" | "directory";

/** A flag: a `switch` takes no value, a `value` takes one, and a `list` takes one each time it is given. */
export interface FlagSpec {
  readonly kind: "switch" | "value" | "list";
  /** The short name, which follows a single dash. */
  readonly letter?: string;
  /** The name of its value in the help text. */
  readonly placeholder?: string;
  /** A valid value, for messages. */
  readonly example?: string;
  /** How a shell completes its value; absent for free text. */
  readonly completion?: Completion;
  /** The description in the help text. */
  readonly help: string;
}

/** The flags of a command by their long names. */
export type FlagTable = Readonly<Record<string, FlagSpec>>;

/** The flag that every command has. */
export const HELP_FLAG = {
  help: { kind: "switch", letter: "h", help: "Show this text" },
} as const satisfies FlagTable;

type ValueOf<Kind> = Kind extends "switch" ? boolean
  : Kind extends "list" ? readonly string[]
  : string | undefined;

/** The values of all flags of a table, including the flags that are absent from the command line. */
export type FlagValues<Table extends FlagTable> = {
  readonly [Name in keyof Table]: ValueOf<Table[Name]["kind"]>;
};

/** A parsed command line. */
export interface ParsedFlags<Table extends FlagTable> {
  /** The flags. */
  readonly flags: FlagValues<Table>;
  /** The arguments before `--` that are not flags. */
  readonly operands: readonly string[];
  /** The arguments after `--`. */
  readonly rest: readonly string[];
}

/**
 * Parses a command line.
 *
 * @param args The arguments
 * @param table The flags of the command
 * @returns The flags, the operands and the arguments after `--`
 * @throws {UsageError} If a flag is unknown, given twice, lacks its value, or has a value that it does not take
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
        quoteValue(value)
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
        quoteValue(value)
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
  // The entries have the names and kinds of the table.
  return Object.fromEntries(entries) as FlagValues<Table>;
}

function unknownFlag(flag: string, table: FlagTable): UsageError {
  const hint = closest(flag.replace(/^-+/, ""), Object.keys(table));
  return new UsageError(
    `Cannot read ${quoteValue(flag)} as there is no such flag (${
      hint ? `did you mean --${hint}?` : "--help lists them"
    })`,
  );
}

/**
 * Formats the example of a flag for the end of a message.
 *
 * @param name The long name of the flag
 * @param spec The flag
 * @returns ` (example: --timeout 5s)`, or an empty string if the flag has no example
 */
export function exampleOf(name: string, spec: FlagSpec | undefined): string {
  return spec?.example ? ` (example: --${name} ${spec.example})` : "";
}
