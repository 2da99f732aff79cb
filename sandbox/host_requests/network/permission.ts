import { SandboxError } from "../../../core/errors.ts";
import { formatHostRule } from "../../../core/host_rule.ts";
import {
  bare,
  type ResolvedNetworkPolicy,
} from "../../../core/network_policy.ts";
import { isNetGranted } from "./platform.ts";

/**
 * Checks that Deno permits this process to reach the hosts of its guest.
 *
 * @param policy What the guest is allowed
 * @throws {SandboxError} `PERMISSION_REQUIRED` if a host is not permitted
 */
export function requireNetPermission(
  { rules }: Pick<ResolvedNetworkPolicy, "rules">,
): void {
  for (const rule of rules) {
    // Deno cannot be asked about a wildcard, but about a name that falls under it.
    const host = rule.subdomains ? `any.${rule.host}` : bare(rule.host);
    if (isNetGranted(host, rule.port)) continue;
    const name = formatHostRule(rule);
    throw new SandboxError(
      "PERMISSION_REQUIRED",
      `Cannot allow ${name} to the guest as this process may not reach it itself: add --allow-net=${name} to the flags of Deno`,
    );
  }
}
