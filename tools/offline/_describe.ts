import { AssertionError as NodeAssertionError } from "node:assert";
import { inspect } from "node:util";

/** The lines in which both differ, as node:assert prints them. */
export function diff(actual: unknown, expected: unknown): string {
  const { message } = new NodeAssertionError({
    actual,
    expected,
    operator: "deepStrictEqual",
  });
  return message;
}

/** A value, as node:util prints it. */
export function show(value: unknown): string {
  return inspect(value, { depth: 20, sorted: true, maxStringLength: 10_000 });
}

/** The end of a message: what the caller adds, or a stop. */
export function suffix(msg: string | undefined): string {
  return msg ? `: ${msg}` : ".";
}
