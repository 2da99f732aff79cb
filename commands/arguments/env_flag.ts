/**
 * The flag that sets variables of the guest.
 *
 * @module
 */
import type { CommandContext } from "../command.ts";
import { invalidValue, settingOf } from "./flag_values.ts";
import { exampleOf, type FlagTable } from "./flags.ts";
import { UsageError } from "./usage_error.ts";

/** The flag. */
export const ENV_FLAG = {
  env: {
    kind: "list",
    placeholder: "NAME[=VALUE]",
    example: "LANG=C",
    help:
      "Set a variable of the guest, or pass this process's; may be repeated",
  },
} as const satisfies FlagTable;

/**
 * Adds the value of this process's variable to each `--env NAME`.
 *
 * @param flags The flags
 * @param context The variables of this process
 * @returns The flags with a value for each name
 * @throws {UsageError} If a variable does not exist or cannot be read
 */
export function passVariables<
  Flags extends { readonly env: readonly string[] },
>(
  flags: Flags,
  context: Pick<CommandContext, "environment">,
): Flags {
  const env = flags.env.map((one) =>
    one === "" || /[=\0]/.test(one) ? one : `${one}=${valueOf(one, context)}`
  );
  return { ...flags, env };
}

function valueOf(
  name: string,
  context: Pick<CommandContext, "environment">,
): string {
  let value: string | undefined;
  try {
    value = context.environment(name);
  } catch {
    throw new UsageError(
      `Cannot set --env ${name} as Deno was not permitted to read it: add --allow-env=${name} before the program's name`,
    );
  }
  if (value !== undefined) return value;
  throw new UsageError(
    `Cannot set --env ${name} as there is no such variable here: add = and a value${
      exampleOf("env", ENV_FLAG.env)
    }`,
  );
}

/**
 * Parses `NAME=VALUE` pairs.
 *
 * @param pairs The values of the flag
 * @returns Values by name; the last value of a name wins
 * @throws {UsageError} If a pair has no name or no `=`
 */
export function readEnv(
  pairs: readonly string[],
): Readonly<Record<string, string>> {
  const entries = pairs.map((pair) => {
    const equals = pair.indexOf("=");
    if (equals > 0) return [pair.slice(0, equals), pair.slice(equals + 1)];
    const rule = equals < 0
      ? "must have a name, = and a value"
      : "must have a name before =";
    throw invalidValue(settingOf("env", ENV_FLAG.env), rule, pair);
  });
  // fromEntries() defines properties, so a variable "__proto__" is an ordinary one.
  return Object.fromEntries(entries);
}
