/**
 * The flag that sets globals of the guest.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import { invalidValue, settingOf } from "./flag_values.ts";
import type { FlagTable } from "./flags.ts";
import type { UsageError } from "./usage_error.ts";

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
 * Parses `NAME=JSON` pairs.
 *
 * @param pairs The values of the flag
 * @returns Values by name; the last value of a name wins
 * @throws {UsageError} If a pair is not a name, `=` and JSON
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
  // fromEntries() defines properties, so the name "__proto__" is refused like any invalid name.
  return Object.fromEntries(entries);
}

/** Reads integers that a double would round as BigInt. */
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
  const setting = settingOf("global", GLOBAL_FLAG.global);
  return invalidValue(setting, `must ${rule}`, pair);
}
