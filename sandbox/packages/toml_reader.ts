/**
 * Reads values of a file that anybody may have written, and names the place of what is wrong.
 *
 * @module
 */
import { parse } from "smol-toml";
import { messageOf } from "../../core/errors.ts";
import { packagesFailure } from "./failures.ts";

/** The largest file, in UTF-16 units. */
const MAX_FILE_CHARS = 2 ** 22;
/** The longest list in it. */
const MAX_ITEMS = 20_000;
/** The longest text in it, in UTF-16 units. */
const MAX_TEXT_CHARS = 20_000;

/** A table of a file, and where it is. */
export class TomlTable {
  readonly #values: ReadonlyMap<string, unknown>;
  /** Where it is, such as `packages[2]`; empty at the top. */
  readonly place: string;

  constructor(value: object, place: string) {
    this.#values = new Map(Object.entries(value));
    this.place = place;
  }

  /** A text; `undefined` if it is missing. */
  text(key: string): string | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    if (typeof value === "string" && value.length <= MAX_TEXT_CHARS) {
      return value;
    }
    throw this.fault(key, "must be a text");
  }

  /** A count; `undefined` if it is missing. */
  count(key: string): number | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    const count = typeof value === "bigint" ? Number(value) : value;
    if (
      typeof count === "number" && Number.isSafeInteger(count) && count >= 0
    ) {
      return count;
    }
    throw this.fault(key, "must be a count");
  }

  /** A list of texts; empty if it is missing. */
  texts(key: string): readonly string[] {
    return this.#list(key).map((value, i) => {
      if (typeof value === "string" && value.length <= MAX_TEXT_CHARS) {
        return value;
      }
      throw this.fault(`${key}[${i}]`, "must be a text");
    });
  }

  /** A table; `undefined` if it is missing. */
  table(key: string): TomlTable | undefined {
    const value = this.#values.get(key);
    return value === undefined ? undefined : this.#toTable(key, value);
  }

  /** A list of tables; empty if it is missing. */
  tables(key: string): readonly TomlTable[] {
    return this.#list(key)
      .map((value, i) => this.#toTable(`${key}[${i}]`, value));
  }

  /** Whether there is something. */
  has(key: string): boolean {
    return this.#values.has(key);
  }

  /** An error about a value. */
  fault(key: string, rule: string): Error {
    const place = this.place === "" ? key : `${this.place}.${key}`;
    return lockFailure(`${place} ${rule}`);
  }

  #list(key: string): readonly unknown[] {
    const value = this.#values.get(key);
    if (value === undefined) return [];
    if (Array.isArray(value) && value.length <= MAX_ITEMS) return value;
    throw this.fault(key, "must be a list");
  }

  #toTable(key: string, value: unknown): TomlTable {
    const isTable = typeof value === "object" && value !== null &&
      !Array.isArray(value) && !(value instanceof Date);
    if (!isTable) throw this.fault(key, "must be a table");
    return new TomlTable(
      value,
      this.place === "" ? key : `${this.place}.${key}`,
    );
  }
}

/**
 * A lock that cannot be used.
 *
 * @param reason Why, such as "packages[0].name must be a text"
 * @returns The error
 */
export function lockFailure(reason: string): Error {
  return packagesFailure(`the lock cannot be used: ${reason}`);
}

/**
 * Reads a file.
 *
 * @param text Its text
 * @returns Its table
 * @throws {SandboxError} If it is no TOML, or too large
 */
export function readToml(text: string): TomlTable {
  if (text.length > MAX_FILE_CHARS) {
    throw lockFailure(`it has more than ${MAX_FILE_CHARS} characters`);
  }
  if (/^[\s\ufeff]*\{/.test(text)) {
    throw lockFailure(
      "it is JSON, as one of npm is, and the language is python: sandglass lock NAME writes one for Python",
    );
  }
  try {
    return new TomlTable(parse(text, { maxDepth: 32 }), "");
  } catch (error) {
    const [reason = ""] = messageOf(error).split("\n", 1);
    throw lockFailure(`it must be TOML: ${reason}`);
  }
}
