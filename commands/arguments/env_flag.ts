import type { CommandContext } from "../command.ts";
import { exampleOf } from "./flags.ts";
import { SANDBOX_FLAGS } from "./sandbox_flags.ts";
import { UsageError } from "./usage_error.ts";

/**
 * Gives each `--env NAME` the value that this process's variable of that name has.
 *
 * @param flags The flags that were given
 * @param context The variables of this process
 * @returns The flags with a value for each name
 * @throws {UsageError} If there is no such variable, or it may not be read
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
      exampleOf("env", SANDBOX_FLAGS.env)
    }`,
  );
}
