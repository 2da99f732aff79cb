/**
 * Assertions about commands.
 *
 * @module
 */
import { assertEquals, assertRejects } from "@std/assert";
import { UsageError } from "../../commands/arguments/usage_error.ts";
import { dispatch } from "../../cli.ts";
import { fakeContext, type FakeOptions } from "./_fake_context.ts";

/** Checks some properties of an object. */
export function assertHas(actual: object | undefined, expected: object): void {
  const picked = Object.keys(expected).map((key) => [
    key,
    Object.entries(actual ?? {}).find(([name]) => name === key)?.[1],
  ]);
  assertEquals(Object.fromEntries(picked), expected);
}

/** Asserts that `run` refuses its arguments. */
export function assertRefused(
  args: readonly string[],
  message: string,
  options: FakeOptions = {},
): Promise<unknown> {
  return assertRejects(
    () => dispatch(["run", ...args], fakeContext(options)),
    UsageError,
    message,
  );
}
