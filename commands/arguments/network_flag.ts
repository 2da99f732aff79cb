/**
 * The flag that names the hosts a guest may reach.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import { parseHostRule } from "../../core/host_rule.ts";
import type { NetworkPolicy } from "../../core/network_policy.ts";
import { exampleOf, type FlagTable } from "./flags.ts";
import { UsageError } from "./usage_error.ts";

/** The flag. */
export const NETWORK_FLAG = {
  "allow-net": {
    kind: "list",
    placeholder: "HOST[:PORT]",
    example: "example.org,*.example.org:443",
    help: "Let the guest fetch from a host; may be repeated",
  },
} as const satisfies FlagTable;

/**
 * Turns the flag into an option of a sandbox.
 *
 * @param values What was given, each one or more hosts with commas between
 * @returns The option, or nothing where the flag was not given
 * @throws {UsageError} If a host cannot be read
 */
export function readNetwork(
  values: readonly string[],
): { readonly network?: NetworkPolicy } {
  if (values.length === 0) return {};
  const allow = values.flatMap((value) => value.split(","))
    .map((host) => host.trim());
  for (const host of allow) check(host);
  return { network: { allow } };
}

function check(host: string): void {
  try {
    parseHostRule(host);
  } catch (error) {
    throw new UsageError(
      messageOf(error).replace("network.allow", "--allow-net") +
        exampleOf("allow-net", NETWORK_FLAG["allow-net"]),
    );
  }
}
