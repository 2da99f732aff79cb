/**
 * Checks the hosts and origins that `mcp --http` accepts. Without a check, a typing error would refuse every request
 * without a message.
 *
 * @module
 */
import { invalidValue, settingOf } from "./flag_values.ts";
import { MCP_FLAGS } from "./mcp_flags.ts";

/**
 * Checks the hosts of `--allow-host`.
 *
 * @param hosts The values of the flag
 * @returns The same hosts
 * @throws {UsageError} If a value is neither a name nor an address
 */
export function readHosts(hosts: readonly string[]): readonly string[] {
  for (const host of hosts) {
    if (/^(?:[\w.-]+|\[?[\da-f]*:[\da-f]*:[\da-f:.]*\]?)$/i.test(host)) {
      continue;
    }
    throw invalidValue(
      settingOf("allow-host", MCP_FLAGS["allow-host"]),
      "must be a name or an address without a port",
      host,
    );
  }
  return hosts;
}

/**
 * Checks the origins of `--allow-origin`.
 *
 * @param origins The values of the flag
 * @returns The same origins
 * @throws {UsageError} If a value is not an origin
 */
export function readOrigins(origins: readonly string[]): readonly string[] {
  for (const origin of origins) {
    if (isOrigin(origin)) continue;
    throw invalidValue(
      settingOf("allow-origin", MCP_FLAGS["allow-origin"]),
      "must be a scheme and a host, as browsers write them",
      origin,
    );
  }
  return origins;
}

function isOrigin(text: string): boolean {
  if (!/^[a-z][a-z\d+.-]*:\/\/[^/?#@\s]+$/.test(text)) return false;
  // Browsers write the origin of a page in lower case and without the default port.
  return !/^https?:/.test(text) ||
    (URL.canParse(text) && new URL(text).origin === text);
}
