/**
 * A result as data that JSON can hold: what `--json` prints, and what servers answer.
 *
 * A value that JSON can hold without loss is written as it is. Any other is an object with one key:
 *
 * | JSON | value |
 * | --- | --- |
 * | `{"$bigint": "123"}` | an integer past what a double holds exactly |
 * | `{"$number": "NaN"}` | also `"Infinity"`, `"-Infinity"` and `"-0"` |
 * | `{"$bytes": "aGk="}` | bytes in base64 |
 * | `{"$date": "1970-01-01T00:00:00.000Z"}` | a point in time |
 * | `{"$tuple": [1, 2]}`, `{"$set": [1, 2]}` | a tuple, a set |
 * | `{"$map": {"$key": 1}}` | a map with a single key that starts with `$`, which would look like one of the above |
 *
 * A value without a counterpart is left out, and `repr` has the guest's own text for it.
 *
 * @module
 */
import type { Display } from "./displays.ts";
import type { RunFile } from "./files.ts";
import type { EngineName, Isolation, Language } from "./languages.ts";
import type { NetworkRequest } from "./network_request.ts";
import type { GuestError, RunResult, RunStatus, Truncated } from "./result.ts";
import { escapeJsonForTerminal } from "./terminal.ts";
import { Tuple, type Value } from "./value.ts";

/** What JSON can hold. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Bytes where text is possible too: base64, padded. */
export type JsonBytes = {
  /** The bytes. */
  readonly base64: string;
};

/** A file in a {@linkcode JsonResult}. */
export type JsonFile = {
  /** Its path, as in {@linkcode RunFile}. */
  readonly path: string;
  /** Its size in bytes. */
  readonly bytes: number;
  /** What it holds, if that was asked for and the result has it. */
  readonly content?: JsonBytes;
};

/** What a run cost, in a {@linkcode JsonResult}; what could not be measured is absent. */
export type JsonUsage = {
  /** Milliseconds by the clock. */
  readonly wallMs: number;
  /** Milliseconds of processor time. */
  readonly cpuMs?: number;
  /** Bytes of memory at the peak. */
  readonly peakMemoryBytes?: number;
  /** Milliseconds that the start of the sandbox took. */
  readonly startMs: number;
  /** Calls of host functions. */
  readonly calls: number;
  /** Requests to the network. */
  readonly requests?: readonly NetworkRequest[];
};

/** A result as plain data that JSON can hold; {@linkcode toJson} makes it. Which parts there are depends on `status`. */
export type JsonResult = {
  /** How the run ended. */
  readonly status: RunStatus;
  /** The value, with tags for what JSON has no form for; absent where there is none. */
  readonly value?: JsonValue;
  /** The guest's own text for the value. */
  readonly repr?: string;
  /** The error of the guest. */
  readonly error?: GuestError;
  /** Whether the sandbox takes further runs (`timeout`, `cancelled`, `memory`). */
  readonly recoverable?: boolean;
  /** What is known of why the engine died (`crashed`). */
  readonly reason?: string;
  /** Standard output. */
  readonly stdout: string;
  /** Standard error. */
  readonly stderr: string;
  /** What the guest displayed: text as it is, bytes in base64, by MIME type. */
  readonly displays: readonly { readonly [mime: string]: string | JsonBytes }[];
  /** What went over its limit and was cut. */
  readonly truncated: readonly Truncated[];
  /** The files that the run made or changed. */
  readonly files: readonly JsonFile[];
  /** What the run cost. */
  readonly usage: JsonUsage;
  /** The engine that ran the code. */
  readonly engine: EngineName;
  /** The language of the code. */
  readonly language: Language;
  /** The isolation that the run had. */
  readonly isolation: Isolation;
};

/** What can be set for {@linkcode toJson}. */
export interface ToJsonOptions {
  /**
   * Whether files have their content, in base64, where the result has it (`returnFiles`).
   * @default {false}
   */
  readonly fileContents?: boolean;
}

/**
 * Writes a result.
 *
 * @param result How the run ended
 * @returns One line of JSON without a newline, in which control and bidirectional characters are escaped
 */
export function resultToJson(result: RunResult): string {
  return escapeJsonForTerminal(JSON.stringify(toJson(result)));
}

/**
 * Turns a result into plain data that `JSON.stringify` and `Response.json` accept: the form that `--json` prints.
 *
 * What JSON has no form for is an object with one key: `{"$bigint": "1"}`, `{"$number": "NaN"}`, `{"$bytes": BASE64}`,
 * `{"$date": ISO 8601}`, `{"$tuple": […]}`, `{"$set": […]}`; `{"$map": {"$x": 1}}` is a map with the one key `$x`. Bytes
 * among displays are `{"base64": …}`. Files have their name and size, and their content only where it is asked for. What
 * is `undefined` in the result is absent.
 *
 * @param result How the run ended
 * @param options What can be set
 * @returns A new object, which shares nothing that can be changed with the result
 * @throws {TypeError} If it is no result, such as a promise of one
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { run, toJson } from "@sandglass/sandglass";
 *
 * const result = await run("{'big': 2**70, 'raw': b'hi'}", { language: "python" });
 * const body = await Response.json(toJson(result)).json();
 * assertEquals(body.value, { big: { $bigint: "1180591620717411303424" }, raw: { $bytes: "aGk=" } });
 * ```
 */
export function toJson(
  result: RunResult,
  { fileContents = false }: ToJsonOptions = {},
): JsonResult {
  checkResult(result);
  const { status, files, displays, ...all } = result;
  const { value, ...rest } = "value" in all
    ? all
    : { ...all, value: undefined };
  const plain = withoutUndefined({
    status,
    ...rest,
    files: files.map((file) => fileToPlain(file, fileContents)),
    displays: displays.map(displayToPlain),
  });
  return {
    // The same keys as before, with what they had.
    ...plain as JsonResult,
    ...(value === undefined ? {} : { value: valueToPlain(value) }),
  };
}

function checkResult(result: unknown): void {
  if (
    typeof result === "object" && result !== null && "status" in result &&
    "files" in result && "displays" in result
  ) return;
  throw new TypeError(
    `Cannot turn result into JSON as it must be the result of a run: current value is ${
      result instanceof Promise ? "a promise (await it first)" : String(result)
    }`,
  );
}

/** A copy without what is undefined, at any depth; a key `__proto__` stays a key. */
function withoutUndefined(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withoutUndefined);
  if (typeof data !== "object" || data === null) return data;
  const entries = Object.entries(data).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, withoutUndefined(item)]),
  );
}

function fileToPlain(
  { path, bytes, content }: RunFile,
  fileContents: boolean,
): JsonFile {
  return fileContents && content !== undefined
    ? { path, bytes, content: { base64: content.toBase64() } }
    : { path, bytes };
}

/** Bytes as `{"base64": …}`, text as it is. */
function displayToPlain(
  display: Display,
): Readonly<Record<string, string | JsonBytes>> {
  const forms = Object.entries(display).map(([mime, content]) =>
    [
      mime,
      typeof content === "string" ? content : { base64: content.toBase64() },
    ] as const
  );
  return Object.fromEntries(forms);
}

/**
 * Turns a value into what JSON can hold.
 *
 * @param value A value of a guest
 * @returns Data that `JSON.stringify` keeps as it is
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(valueToPlain([1, 2n]), [1, { $bigint: "2" }]);
 * ```
 */
export function valueToPlain(value: Value): JsonValue {
  switch (typeof value) {
    case "bigint":
      return { $bigint: String(value) };
    case "number":
      return numberToPlain(value);
    case "object":
      return value === null ? null : objectToPlain(value);
    default:
      return value;
  }
}

function numberToPlain(value: number): JsonValue {
  if (Object.is(value, -0)) return { $number: "-0" };
  return Number.isFinite(value) ? value : { $number: String(value) };
}

function objectToPlain(value: Extract<Value, object>): JsonValue {
  if (value instanceof Uint8Array) return { $bytes: value.toBase64() };
  if (value instanceof Date) return { $date: value.toISOString() };
  if (value instanceof Set) {
    return { $set: Array.from(value, (item) => valueToPlain(item)) };
  }
  if (value instanceof Tuple) {
    return { $tuple: Array.from(value, (item) => valueToPlain(item)) };
  }
  if (Array.isArray(value)) return value.map((item) => valueToPlain(item));
  const entries = Object.entries(value);
  // fromEntries defines what it sets, so that a key "__proto__" is a key like any other.
  const map = Object.fromEntries(
    entries.map(([key, item]) => [key, valueToPlain(item)]),
  );
  const looksTagged = entries.length === 1 && entries[0]?.[0].startsWith("$");
  return looksTagged ? { $map: map } : map;
}
