/**
 * The names that `mcp --http` lets in: a typing error in one of them would refuse every request without an error.
 *
 * @module
 */
import { shown } from "./flags.ts";
import { UsageError } from "./usage_error.ts";

/**
 * Checks the hosts of `--allow-host`.
 *
 * @param hosts What was typed
 * @returns They, as they are
 * @throws {UsageError} If one of them is no name and no address
 */
export function readHosts(hosts: readonly string[]): readonly string[] {
  for (const host of hosts) {
    if (/^(?:[\w.-]+|\[?[\da-f]*:[\da-f]*:[\da-f:.]*\]?)$/i.test(host)) {
      continue;
    }
    throw new UsageError(
      `Cannot set --allow-host as it must be a name or an address without a port: current value is ${
        shown(host)
      } (example: --allow-host tools.example.org)`,
    );
  }
  return hosts;
}

/**
 * Checks the origins of `--allow-origin`.
 *
 * @param origins What was typed
 * @returns They, as they are
 * @throws {UsageError} If one of them is invalid
 */
export function readOrigins(origins: readonly string[]): readonly string[] {
  for (const origin of origins) {
    if (isOrigin(origin)) continue;
    throw new UsageError(
      `Cannot set --allow-origin as it must be a scheme and a host, as browsers write them: current value is ${
        shown(origin)
      } (example: --allow-origin https://app.example.org)`,
    );
  }
  return origins;
}

function isOrigin(text: string): boolean {
  if (!/^[a-z][a-z\d+.-]*:\/\/[^/?#@\s]+$/.test(text)) return false;
  // Those of pages are written in one way only: in small letters, without the usual port.
  return !/^https?:/.test(text) ||
    (URL.canParse(text) && new URL(text).origin === text);
}
