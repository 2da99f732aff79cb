/**
 * A result as JSON data, as `--json` prints it and servers return it.
 *
 * A value that JSON can represent exactly is written unchanged. Any other value is an object with one key:
 *
 * | JSON | value |
 * | --- | --- |
 * | `{"$bigint": "123"}` | an integer that a double cannot hold exactly |
 * | `{"$number": "NaN"}` | also `"Infinity"`, `"-Infinity"` and `"-0"` |
 * | `{"$bytes": "aGk="}` | bytes in base64 |
 * | `{"$date": "1970-01-01T00:00:00.000Z"}` | a point in time |
 * | `{"$tuple": [1, 2]}`, `{"$set": [1, 2]}` | a tuple, a set |
 * | `{"$map": {"$key": 1}}` | a map whose only key starts with `$`, which would look like one of the above |
 *
 * A value without a counterpart is absent, and `repr` has the guest's text for it.
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

/** A JSON value. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Bytes, where text is also possible: padded base64. */
export type JsonBytes = {
  /** The bytes. */
  readonly base64: string;
};

/** A file in a {@linkcode JsonResult}. */
export type JsonFile = {
  /** The path, as in {@linkcode RunFile}. */
  readonly path: string;
  /** The size in bytes. */
  readonly bytes: number;
  /** The content, if `fileContents` is set and the result has it. */
  readonly content?: JsonBytes;
};

/** The resources that a run used, in a {@linkcode JsonResult}. A quantity that could not be measured is absent. */
export type JsonUsage = {
  /** The wall-clock time in milliseconds. */
  readonly wallMs: number;
  /** The processor time in milliseconds. */
  readonly cpuMs?: number;
  /** The peak of memory in bytes. */
  readonly peakMemoryBytes?: number;
  /** The start time of the sandbox in milliseconds. */
  readonly startMs: number;
  /** The number of host function calls. */
  readonly calls: number;
  /** The network requests. */
  readonly requests?: readonly NetworkRequest[];
};

/** A result as JSON data, from {@linkcode toJson}. Its properties depend on `status`. */
export type JsonResult = {
  /** How the run ended. */
  readonly status: RunStatus;
  /** The value, with tags where JSON has no form for it; absent if there is no value. */
  readonly value?: JsonValue;
  /** The guest's text for the value. */
  readonly repr?: string;
  /** The guest's error. */
  readonly error?: GuestError;
  /** Whether the sandbox accepts further runs (`timeout`, `cancelled`, `memory`). */
  readonly recoverable?: boolean;
  /** Why the engine failed, as far as known (`crashed`). */
  readonly reason?: string;
  /** Standard output. */
  readonly stdout: string;
  /** Standard error. */
  readonly stderr: string;
  /** The displays: forms by MIME type, text unchanged and bytes in base64. */
  readonly displays: readonly { readonly [mime: string]: string | JsonBytes }[];
  /** The output that exceeded its limit and was cut. */
  readonly truncated: readonly Truncated[];
  /** The files that the run created or changed. */
  readonly files: readonly JsonFile[];
  /** The resources that the run used. */
  readonly usage: JsonUsage;
  /** The engine that ran the code. */
  readonly engine: EngineName;
  /** The language of the code. */
  readonly language: Language;
  /** The isolation of the run. */
  readonly isolation: Isolation;
};

/** The options of {@linkcode toJson}. */
export interface ToJsonOptions {
  /**
   * Whether files have their content in base64, if the result has it (`returnFiles`).
   * @default {false}
   */
  readonly fileContents?: boolean;
}

/**
 * Serializes a result.
 *
 * @param result The result of a run
 * @returns One line of JSON without a newline, in which control and bidirectional characters are escaped
 */
export function resultToJson(result: RunResult): string {
  return escapeJsonForTerminal(JSON.stringify(toJson(result)));
}

/**
 * Converts a result to data for `JSON.stringify` and `Response.json`, in the form that `--json` prints.
 *
 * A value that JSON has no form for is an object with one key: `{"$bigint": "1"}`, `{"$number": "NaN"}`,
 * `{"$bytes": BASE64}`, `{"$date": ISO 8601}`, `{"$tuple": […]}`, `{"$set": […]}`; `{"$map": {"$x": 1}}` is a map with
 * the one key `$x`. Bytes of displays are `{"base64": …}`. Files have a path and a size, and a content only with
 * `fileContents`. A property that is `undefined` in the result is absent.
 *
 * @param result The result of a run
 * @param options The options
 * @returns A new object, which shares no mutable data with the result
 * @throws {TypeError} If the argument is not a result, for example a promise of a result
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
    // The keys and values are those of the result.
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

/** Returns a deep copy without `undefined` properties. A key `__proto__` remains an ordinary key. */
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

/** Converts bytes to `{"base64": …}`, and leaves text unchanged. */
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
 * Converts a value to JSON data.
 *
 * @param value A value of a guest
 * @returns Data that `JSON.stringify` serializes exactly
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
  // fromEntries defines properties rather than assigning them, so that "__proto__" is an ordinary key.
  const map = Object.fromEntries(
    entries.map(([key, item]) => [key, valueToPlain(item)]),
  );
  const looksTagged = entries.length === 1 && entries[0]?.[0].startsWith("$");
  return looksTagged ? { $map: map } : map;
}
