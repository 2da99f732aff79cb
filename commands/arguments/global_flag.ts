/**
 * The flag that gives the guest a value as a global.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import { exampleOf, type FlagTable, shown } from "./flags.ts";
import { UsageError } from "./usage_error.ts";

/** The flag. */
export const GLOBAL_FLAG = {
  global: {
    kind: "list",
    placeholder: "NAME=JSON",
    example: "n=5",
    help: "Set a global of the guest to a value in JSON; may be repeated",
  },
} as const satisfies FlagTable;

/** A whole number in JSON. */
const INTEGER = /^-?\d+$/;

/**
 * Reads the flag.
 *
 * @param pairs What was given; of one name the last counts
 * @returns Values by name
 * @throws {UsageError} If one of them is not a name, `=` and JSON
 */
export function readGlobals(
  pairs: readonly string[],
): Readonly<Record<string, unknown>> {
  const entries = pairs.map((pair) => {
    const equals = pair.indexOf("=");
    if (equals <= 0) throw refusal(pair, "have a name, = and JSON");
    const [name, json] = [pair.slice(0, equals), pair.slice(equals + 1)];
    try {
      return [name, JSON.parse(json, exactly)] as const;
    } catch (error) {
      const rule = `be JSON after = (${
        messageOf(error)
      }; text is quoted: ${name}="text")`;
      throw refusal(pair, rule);
    }
  });
  // fromEntries defines what it sets, so that a name "__proto__" is refused like any other bad one.
  return Object.fromEntries(entries);
}

/** Keeps integers whole that a double would round. */
function exactly(
  _key: string,
  value: unknown,
  { source = "" }: { readonly source?: string } = {},
): unknown {
  const isRounded = typeof value === "number" && !Number.isSafeInteger(value) &&
    INTEGER.test(source);
  return isRounded ? BigInt(source) : value;
}

function refusal(pair: string, rule: string): UsageError {
  return new UsageError(
    `Cannot set --global as it must ${rule}: current value is ${shown(pair)}${
      exampleOf("global", GLOBAL_FLAG.global)
    }`,
  );
}
