/**
 * Stands in for `@std/cli/parse-args` where JSR does not answer: the same
 * types, and the same behaviour but for dotted names (`--a.b`), which are not
 * taken apart.
 *
 * @module
 */
import type {
  Aliases,
  Args,
  BooleanType,
  Collectable,
  Negatable,
  ParseOptions,
  StringType,
  Values,
} from "./_parse_args_types.ts";
export type { Args, ParseOptions } from "./_parse_args_types.ts";

/**
 * Parses command line arguments.
 *
 * @param args The arguments
 * @param options What is known of them
 * @returns The flags by name, and under `_` what is no flag
 */
export function parseArgs<
  TArgs extends Values<
    TBooleans,
    TStrings,
    TCollectable,
    TNegatable,
    TDefaults,
    TAliases
  >,
  TDoubleDash extends boolean | undefined = undefined,
  TBooleans extends BooleanType = undefined,
  TStrings extends StringType = undefined,
  TCollectable extends Collectable = undefined,
  TNegatable extends Negatable = undefined,
  TDefaults extends Record<string, unknown> | undefined = undefined,
  TAliases extends Aliases<TAliasArgNames, TAliasNames> | undefined = undefined,
  TAliasArgNames extends string = string,
  TAliasNames extends string = string,
>(
  args: readonly string[],
  options?: ParseOptions<
    TBooleans,
    TStrings,
    TCollectable,
    TNegatable,
    TDefaults,
    TAliases,
    TDoubleDash
  >,
): Args<TArgs, TDoubleDash> {
  // The generics only type the result; what parses knows plain options.
  const parser = new Parser((options ?? {}) as ParseOptions);
  return parser.parse(args) as unknown as Args<TArgs, TDoubleDash>;
}

class Parser {
  readonly #options: ParseOptions;
  readonly #aliases = new Map<string, Set<string>>();
  readonly #booleans: ReadonlySet<string>;
  readonly #strings: ReadonlySet<string>;
  readonly #collected: ReadonlySet<string>;
  readonly #negatable: ReadonlySet<string>;
  readonly #flags = new Map<string, unknown>();
  readonly #rest: (string | number)[] = [];

  constructor(options: ParseOptions) {
    this.#options = options;
    this.#readAliases();
    this.#booleans = this.#names(options.boolean);
    this.#strings = this.#names(options.string);
    this.#collected = this.#names(options.collect);
    this.#negatable = this.#names(options.negatable);
  }

  parse(args: readonly string[]): Record<string, unknown> {
    const end = args.includes("--") ? args.indexOf("--") : args.length;
    const tail = args.slice(end + 1);
    this.#readAll(args.slice(0, end));
    this.#addDefaults();
    const isApart = this.#options["--"] === true;
    const _ = isApart ? this.#rest : [...this.#rest, ...tail];
    return {
      _,
      ...Object.fromEntries(this.#flags),
      ...(isApart ? { "--": tail } : {}),
    };
  }

  #readAll(args: readonly string[]): void {
    for (let i = 0; i < args.length; i++) {
      const arg = args[i] ?? "";
      if (/^-./s.test(arg) && arg !== "--") {
        const read = arg.startsWith("--") ? this.#readLong : this.#readShort;
        if (read.call(this, arg, args[i + 1] ?? "")) i++;
        continue;
      }
      if (this.#options.unknown?.(arg) !== false) {
        this.#rest.push(this.#strings.has("_") ? arg : toNumber(arg));
      }
      if (!this.#options.stopEarly) continue;
      this.#rest.push(...args.slice(i + 1));
      return;
    }
  }

  /** Reads `--name`, and says whether it took the next argument as well. */
  #readLong(arg: string, next: string): boolean {
    const [, name = "", value] = /^--([^]+?)(?:=([^]*))?$/.exec(arg) ?? [];
    const negated = name.replace(/^no-(?=[^])/, "");
    if (value !== undefined) {
      const isBoolean = this.#booleans.has(negated);
      this.#set(negated, isBoolean ? value !== "false" : value, arg);
      return false;
    }
    if (negated !== name && this.#negatable.has(negated)) {
      this.#set(negated, false, arg, { collects: false });
      return false;
    }
    const isBoolean = this.#options.boolean === true || this.#isBoolean(name);
    if (next !== "" && !isBoolean && !next.startsWith("-")) {
      this.#set(name, next, arg);
      return true;
    }
    return this.#setBare(name, arg, next);
  }

  /** Reads `-abc`, and says whether it took the next argument as well. */
  #readShort(arg: string, next: string): boolean {
    const letters = arg.slice(1, -1);
    for (const [j, letter] of letters.split("").entries()) {
      const rest = arg.slice(j + 2);
      if (rest === "-") {
        this.#set(letter, rest, arg);
        continue;
      }
      const value = valueAfter(letter, rest);
      if (value !== undefined) {
        this.#set(letter, value, arg);
        return false;
      }
      this.#set(letter, this.#strings.has(letter) ? "" : true, arg);
    }
    const last = arg.slice(-1);
    if (last === "-") return false;
    if (next !== "" && !/^--?[^-]/.test(next) && !this.#isBoolean(last)) {
      this.#set(last, next, arg);
      return true;
    }
    return this.#setBare(last, arg, next);
  }

  /** Sets a flag without a value, unless `true` or `false` follows it. */
  #setBare(name: string, arg: string, next: string): boolean {
    const isSaid = next === "true" || next === "false";
    const bare = this.#strings.has(name) ? "" : true;
    this.#set(name, isSaid ? next === "true" : bare, arg);
    return isSaid;
  }

  #set(
    name: string,
    given: string | boolean,
    arg: string,
    { collects = true } = {},
  ): void {
    if (!this.#isKnown(name, arg)) {
      if (this.#options.unknown?.(arg, name, given) === false) return;
    }
    const value = typeof given === "string" && !this.#strings.has(name)
      ? toNumber(given)
      : given;
    for (const one of [name, ...this.#aliases.get(name) ?? []]) {
      // As in the original, against writes to a prototype.
      if (one === "constructor" || one === "__proto__") continue;
      const isList = collects && this.#collected.has(name);
      this.#flags.set(one, isList ? this.#collect(one, value) : value);
    }
  }

  #collect(name: string, value: unknown): unknown[] {
    const before = this.#flags.get(name);
    if (Array.isArray(before)) return [...before, value];
    return before ? [before, value] : [value];
  }

  #addDefaults(): void {
    for (const [name, value] of Object.entries(this.#options.default ?? {})) {
      if (this.#flags.has(name)) continue;
      for (const one of [name, ...this.#aliases.get(name) ?? []]) {
        this.#flags.set(one, value);
      }
    }
    for (const name of [...this.#booleans, ...this.#strings]) {
      if (this.#flags.has(name)) continue;
      if (this.#collected.has(name)) this.#flags.set(name, []);
      else if (this.#booleans.has(name)) this.#flags.set(name, false);
    }
  }

  #readAliases(): void {
    for (const [name, given] of Object.entries(this.#options.alias ?? {})) {
      if (given === undefined) {
        throw new TypeError("Alias value must be defined");
      }
      const all = [name, ...(typeof given === "string" ? [given] : given)];
      for (const one of all) {
        this.#aliases.set(one, new Set(all.filter((other) => other !== one)));
      }
    }
  }

  /** The names of an option that takes one or several, with their aliases. */
  #names(given: boolean | string | readonly string[] = []): Set<string> {
    const names = typeof given === "string" ? [given] : given;
    if (typeof names === "boolean") return new Set();
    return new Set(
      names.filter(Boolean).flatMap((name) => [
        name,
        ...this.#aliases.get(name) ?? [],
      ]),
    );
  }

  #isBoolean(name: string): boolean {
    return this.#booleans.has(name);
  }

  #isKnown(name: string, arg: string): boolean {
    return this.#booleans.has(name) || this.#strings.has(name) ||
      this.#aliases.has(name) || this.#collected.has(name) ||
      (this.#options.boolean === true && /^--[^=]+$/.test(arg));
  }
}

/** The value that is glued to a letter: `-n5`, `-n=5`, `-n./file`. */
function valueAfter(letter: string, rest: string): string | undefined {
  if (rest === "=") return "";
  if (/[A-Za-z]/.test(letter)) {
    const [, assigned] = /=(.+)/.exec(rest) ?? [];
    if (assigned !== undefined) return assigned;
    if (/-?\d+(\.\d*)?(e-?\d+)?$/.test(rest)) return rest;
  }
  return /^\W/.test(rest) && rest.length > 1 ? rest : undefined;
}

function toNumber(text: string): string | number {
  const isNumber = /\S/.test(text) && Number.isFinite(Number(text));
  return isNumber ? Number(text) : text;
}
