/**
 * Environment markers (PEP 508 and PEP 751), such as `python_version < "3.11" and sys_platform != "win32"`.
 *
 * @module
 */
import { normalizeName } from "../../core/requirements.ts";
import type { Target } from "./target.ts";
import { compareVersions, satisfies } from "./versions.ts";

/** The longest marker that is read, in UTF-16 units, and the deepest nesting of parentheses. */
const MAX_MARKER_CHARS = 10_000;
const MAX_DEPTH = 20;
const TOKEN =
  /\s*(?:(\(|\)|===|==|~=|!=|<=|>=|<|>)|"([^"]*)"|'([^']*)'|([A-Za-z_][\w.]*))/y;

/** What markers are compared with. */
export type MarkerEnvironment = ReadonlyMap<
  string,
  string | ReadonlySet<string>
>;

/** A part of a marker. */
type Token = {
  readonly kind: "operator" | "text" | "name";
  readonly text: string;
};

/**
 * What markers are compared with for a Python.
 *
 * @param target The Python
 * @param groups What is selected, as locks name it
 * @returns The values by name
 */
export function markerEnvironment(
  { version, minor, platform }: Target,
  { extras = [], groups = [] }: {
    readonly extras?: readonly string[];
    readonly groups?: readonly string[];
  } = {},
): MarkerEnvironment {
  return new Map<string, string | ReadonlySet<string>>([
    ["python_version", `3.${minor}`],
    ["python_full_version", version],
    ["implementation_version", version],
    ["os_name", "posix"],
    ["sys_platform", platform],
    ["platform_system", platform === "emscripten" ? "Emscripten" : "wasi"],
    ["platform_machine", "wasm32"],
    ["platform_release", ""],
    ["platform_version", ""],
    ["platform_python_implementation", "CPython"],
    ["implementation_name", "cpython"],
    ["extra", extras[0] ?? ""],
    ["extras", new Set(extras.map(normalizeName))],
    ["dependency_groups", new Set(groups.map(normalizeName))],
  ]);
}

/**
 * Evaluates a marker.
 *
 * @param marker The marker
 * @param environment What it is compared with
 * @returns Whether it holds; `undefined` if it has another form
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const environment = new Map([["python_version", "3.14"]]);
 * assertEquals(evaluateMarker('python_version < "3.9"', environment), false);
 * assertEquals(evaluateMarker("no marker", environment), undefined);
 * ```
 */
export function evaluateMarker(
  marker: string,
  environment: MarkerEnvironment,
): boolean | undefined {
  const tokens = readTokens(marker);
  if (tokens === undefined) return undefined;
  const parser = new Parser(tokens, environment);
  const value = parser.or(0);
  return parser.isAtEnd ? value : undefined;
}

function readTokens(marker: string): readonly Token[] | undefined {
  const text = marker.trimEnd();
  if (text.length > MAX_MARKER_CHARS) return undefined;
  const pattern = new RegExp(TOKEN);
  const tokens: Token[] = [];
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text);
    if (found === null) return undefined;
    const [, operator, double, single, name] = found;
    const literal = double ?? single;
    tokens.push(
      operator !== undefined
        ? { kind: "operator", text: operator }
        : literal !== undefined
        ? { kind: "text", text: literal }
        : { kind: "name", text: name ?? "" },
    );
  }
  return tokens;
}

/** Evaluates while it reads. `undefined` stands for another form, and stays. */
class Parser {
  readonly #tokens: readonly Token[];
  readonly #environment: MarkerEnvironment;
  #at = 0;

  constructor(tokens: readonly Token[], environment: MarkerEnvironment) {
    this.#tokens = tokens;
    this.#environment = environment;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  or(depth: number): boolean | undefined {
    let value = this.#and(depth);
    while (this.#takes("name", "or")) {
      const other = this.#and(depth);
      value = value === undefined || other === undefined
        ? undefined
        : value || other;
    }
    return value;
  }

  #and(depth: number): boolean | undefined {
    let value = this.#one(depth);
    while (this.#takes("name", "and")) {
      const other = this.#one(depth);
      value = value === undefined || other === undefined
        ? undefined
        : value && other;
    }
    return value;
  }

  #one(depth: number): boolean | undefined {
    if (!this.#takes("operator", "(")) return this.#comparison();
    if (depth >= MAX_DEPTH) return undefined;
    const value = this.or(depth + 1);
    return this.#takes("operator", ")") ? value : undefined;
  }

  #comparison(): boolean | undefined {
    const left = this.#value();
    const operator = this.#operator();
    const right = this.#value();
    return left === undefined || operator === undefined || right === undefined
      ? undefined
      : compareValues(left, operator, right);
  }

  #operator(): string | undefined {
    const { kind, text } = this.#next() ?? {};
    if (kind === "operator") return text;
    if (kind !== "name") return undefined;
    if (text === "not") {
      return this.#takes("name", "in") ? "not in" : undefined;
    }
    return text === "in" ? text : undefined;
  }

  #value(): Value | undefined {
    const token = this.#next();
    if (token?.kind === "text") return { value: token.text };
    if (token?.kind !== "name") return undefined;
    // The names of old packages have dots.
    const name = token.text.replace(/^python_implementation$/, "platform_$&")
      .replaceAll(".", "_");
    const value = this.#environment.get(name);
    return value === undefined ? undefined : { name, value };
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  #takes(kind: Token["kind"], text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== kind || token.text !== text) return false;
    this.#at++;
    return true;
  }
}

/** A value in a marker, with the name of a variable. */
interface Value {
  readonly name?: string;
  readonly value: string | ReadonlySet<string>;
}

const IS_VERSION =
  /^(?:python_version|python_full_version|implementation_version)$/;

function compareValues(
  { name: leftName, value: left }: Value,
  operator: string,
  { name: rightName, value: right }: Value,
): boolean | undefined {
  // Exactly one side is a variable.
  if ((leftName === undefined) === (rightName === undefined)) return undefined;
  if (typeof left !== "string") return undefined;
  const isIn = operator === "in" || operator === "not in";
  if (typeof right !== "string") {
    return isIn
      ? right.has(normalizeName(left)) === (operator === "in")
      : undefined;
  }
  if (isIn) return right.includes(left) === (operator === "in");
  if (leftName === "extra" || rightName === "extra") {
    const isEqual = normalizeName(left) === normalizeName(right);
    return operator === "=="
      ? isEqual
      : operator === "!="
      ? !isEqual
      : undefined;
  }
  if (IS_VERSION.test(leftName ?? "")) return satisfies(left, operator + right);
  if (IS_VERSION.test(rightName ?? "")) {
    return satisfies(right, (TURNED[operator] ?? operator) + left);
  }
  return compareTexts(left, operator, right);
}

/** The operators for sides that have changed places. */
const TURNED: Readonly<Record<string, string>> = {
  "<": ">",
  ">": "<",
  "<=": ">=",
  ">=": "<=",
};

function compareTexts(
  left: string,
  operator: string,
  right: string,
): boolean | undefined {
  if (operator === "==" || operator === "===") return left === right;
  if (operator === "!=") return left !== right;
  // Such as the release of a system, which guests have none of.
  const order = compareVersions(left, right) ??
    (left < right ? -1 : left > right ? 1 : 0);
  switch (operator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    default:
      return undefined;
  }
}
