/**
 * The flag that allows a guest to reach hosts on the network.
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
 * Converts the flag to a sandbox option.
 *
 * @param values The values of the flag, each with one or more hosts, separated by commas
 * @returns The option; empty if the flag was not given
 * @throws {UsageError} If a host is invalid
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
