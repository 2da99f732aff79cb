/**
 * Environment markers: the conditions after the `;` of a dependency, such as `python_version < "3.12"` (PEP 508).
 *
 * @module
 */
import type { PythonEnvironment } from "./python_environment.ts";
import { quoteValue } from "./quote_value.ts";
import { isVersion, satisfies } from "./version_specifiers.ts";

/** The deepest nesting of parentheses. */
const MAX_DEPTH = 32;

const TOKEN =
  /\s*(?:(===|==|~=|!=|<=|>=|<|>|\(|\))|"([^"]*)"|'([^']*)'|([A-Za-z_.]+))/y;

/** A token: an operator, a word, or the text of a string. */
type Token =
  | { readonly kind: "operator" | "word"; readonly text: string }
  | { readonly kind: "string"; readonly text: string };

/**
 * Evaluates a marker.
 *
 * @param marker The marker
 * @param environment The values that it compares
 * @returns Whether it holds
 * @throws {TypeError} If it has another form, or compares something unknown
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { pythonEnvironment } from "./python_environment.ts";
 *
 * const environment = pythonEnvironment("pyodide") ?? {};
 * assert(evaluateMarker('python_version >= "3.12"', environment));
 * assert(!evaluateMarker("sys_platform == 'win32'", environment));
 * ```
 */
export function evaluateMarker(
  marker: string,
  environment: PythonEnvironment,
): boolean {
  const reader = new Reader(marker, environment);
  const value = reader.or(0);
  reader.end();
  return value;
}

/** Reads the tokens of a marker from left to right. Both sides of `and` and `or` are read. */
class Reader {
  readonly #marker: string;
  readonly #environment: PythonEnvironment;
  readonly #tokens: Token[];

  constructor(marker: string, environment: PythonEnvironment) {
    this.#marker = marker;
    this.#environment = environment;
    this.#tokens = tokensOf(marker) ?? this.#fail();
  }

  or(depth: number): boolean {
    let value = this.#and(depth);
    while (this.#takes("or")) value = this.#and(depth) || value;
    return value;
  }

  end(): void {
    if (this.#tokens.length > 0) this.#fail();
  }

  #and(depth: number): boolean {
    let value = this.#comparison(depth);
    while (this.#takes("and")) value = this.#comparison(depth) && value;
    return value;
  }

  #comparison(depth: number): boolean {
    if (this.#takes("(")) {
      const value = depth < MAX_DEPTH ? this.or(depth + 1) : this.#fail();
      return this.#takes(")") ? value : this.#fail();
    }
    const left = this.#value();
    const operator = this.#operator();
    return compare(left, operator, this.#value()) ?? this.#fail();
  }

  #operator(): string {
    if (this.#takes("not")) return this.#takes("in") ? "not in" : this.#fail();
    const token = this.#tokens.shift();
    return token !== undefined && token.kind !== "string"
      ? token.text
      : this.#fail();
  }

  #value(): string {
    const token = this.#tokens.shift();
    if (token?.kind === "string") return token.text;
    if (token?.kind !== "word") return this.#fail();
    const value = Object.hasOwn(this.#environment, token.text)
      ? this.#environment[token.text]
      : undefined;
    if (value !== undefined) return value;
    throw new TypeError(
      `markers can compare ${
        Object.keys(this.#environment).join(", ")
      }: current value is ${quoteValue(token.text)}`,
    );
  }

  #takes(text: string): boolean {
    const [token] = this.#tokens;
    if (token === undefined || token.kind === "string") return false;
    if (token.text !== text) return false;
    this.#tokens.shift();
    return true;
  }

  #fail(): never {
    throw new TypeError(
      `a marker must compare values, such as python_version < "3.12": current value is ${
        quoteValue(this.#marker)
      }`,
    );
  }
}

function tokensOf(marker: string): Token[] | undefined {
  const tokens: Token[] = [];
  const text = marker.trim();
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text);
    if (found === null) return undefined;
    const [, operator, double, single, word] = found;
    if (operator !== undefined) {
      tokens.push({ kind: "operator", text: operator });
    } else if (word !== undefined) tokens.push({ kind: "word", text: word });
    else tokens.push({ kind: "string", text: double ?? single ?? "" });
  }
  return tokens;
}

/** Compares as versions what are versions, and other values as texts. Returns `undefined` for an unknown operator. */
function compare(
  left: string,
  operator: string,
  right: string,
): boolean | undefined {
  if (operator === "in") return right.includes(left);
  if (operator === "not in") return !right.includes(left);
  if (!/^(?:===|==|~=|!=|<=|>=|<|>)$/.test(operator)) return undefined;
  if (isVersion(left) && isVersion(right.replace(/\.\*$/, ""))) {
    return satisfies(left, `${operator}${right}`);
  }
  switch (operator) {
    case "==":
    case "===":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case ">":
      return left > right;
    case "<=":
      return left <= right;
    case ">=":
      return left >= right;
    default:
      return undefined;
  }
}
