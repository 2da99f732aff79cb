/**
 * Writes locks in the format of `pylock.toml` (PEP 751), or for packages of npm in that of `deno.lock`.
 *
 * @module
 */
import { stringify } from "smol-toml";
import type { PackageLock } from "../../core/packages.ts";
import { targetOf } from "./target.ts";

/**
 * Writes a lock. The same packages give the same text.
 *
 * @param lock The lock
 * @returns Its text
 * @throws {SandboxError} If the engine takes no packages
 */
export function formatLock({ engine, packages, npm }: PackageLock): string {
  if (npm !== undefined) return npm.text;
  const { minor } = targetOf(engine);
  const sorted = packages.toSorted((a, b) => a.name < b.name ? -1 : 1);
  const text = stringify({
    "lock-version": "1.0",
    "created-by": "sandglass",
    "requires-python": `>=3.${minor}`,
    packages: sorted.map(({ name, version, wheel }) => ({
      name,
      version,
      wheels: [{
        name: wheel.file,
        ...(wheel.url !== undefined && { url: wheel.url }),
        ...(wheel.bytes !== undefined && { size: wheel.bytes }),
        hashes: { sha256: wheel.sha256 },
      }],
    })),
    tool: { sandglass: { engine } },
  });
  return `${text.trim()}\n`;
}
