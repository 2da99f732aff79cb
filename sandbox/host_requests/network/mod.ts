/**
 * The network that a guest's host grants it: HTTP, to hosts by name, through this side of the wall.
 *
 * @module
 */
import type { ResolvedNetworkPolicy } from "../../../core/network_policy.ts";
import type { NetworkRequest } from "../../../core/network_request.ts";
import { requireNetPermission } from "./permission.ts";
import { createPlatform } from "./platform.ts";
import { RunNetwork } from "./run_network.ts";

export type { RunNetwork };

/** Opens the network of a run. */
export type OpenNetwork = (
  onRequest: (request: NetworkRequest) => void,
) => RunNetwork;

/**
 * Makes what opens the networks of a sandbox's runs.
 *
 * @param policy What the guest is allowed
 * @returns The opener
 * @throws {SandboxError} `PERMISSION_REQUIRED` if Deno does not let this process reach as much itself
 */
export function networkOpener(policy: ResolvedNetworkPolicy): OpenNetwork {
  requireNetPermission(policy);
  const platform = createPlatform();
  return (onRequest) => new RunNetwork({ policy, platform, onRequest });
}
