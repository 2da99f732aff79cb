/**
 * Failures to build a snapshot.
 *
 * @module
 */
import { SandboxError } from "../core/errors.ts";
import type { PackageSet } from "../core/packages.ts";
import type { Engine } from "../engines/engine.ts";
import { isMissing } from "./loss.ts";

/** How long packages may take while they are imported for a snapshot, in milliseconds. */
export const IMPORT_WITHIN_MS = 180_000;

/** What is said of packages that took longer. */
export const LATE: string = `importing them took more than ${
  IMPORT_WITHIN_MS / 1_000
} s`;

/**
 * A snapshot that could not be built.
 *
 * @param engine Its engine
 * @param failed What the builder reported, and the packages that it imported
 * @returns The error
 */
export function buildFailure(
  { name }: Engine,
  { message, packages }: {
    readonly message: string;
    readonly packages?: PackageSet | undefined;
  },
): SandboxError {
  if (isMissing(message)) {
    return new SandboxError(
      "ASSET_MISSING",
      `Cannot build the snapshot of ${name}: ${message}`,
    );
  }
  if (packages === undefined) {
    return new SandboxError(
      "START_FAILED",
      `Cannot build the snapshot of ${name}: ${message}`,
    );
  }
  const [first = ""] = message.split("\n", 1);
  const names = packages.packages.map((one) => `${one.name} ${one.version}`);
  return new SandboxError(
    "PACKAGES_FAILED",
    `Cannot build the snapshot of ${name} with ${names.join(", ")}: ${
      first.replace(/^\w*Error: /, "")
    }`,
  );
}
