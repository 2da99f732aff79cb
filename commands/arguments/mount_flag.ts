/**
 * `--mount HOST:GUEST[:MODE]`.
 *
 * @module
 */
import { closest } from "../../core/closest.ts";
import { type Mount, MOUNT_MODES } from "../../core/mounts.ts";
import { invalidValue, settingOf } from "./flag_values.ts";
import type { FlagSpec } from "./flags.ts";
import type { UsageError } from "./usage_error.ts";

/** The flag. */
export const MOUNT_FLAG = {
  kind: "list",
  placeholder: "HOST:GUEST[:MODE]",
  example: "./data:/data:ro",
  completion: "directory",
  help:
    "Show the guest a directory: ro (default), rw, or overlay (writes stay in memory); may be repeated",
} as const satisfies FlagSpec;

/**
 * Parses a mount. The guest path begins at the last `:/`, so a host path may contain colons (`C:\data:/data`).
 *
 * @param text The value of the flag
 * @returns The mount
 * @throws {UsageError} If the text is not a mount
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(readMount("C:\\x:/data:rw"), { host: "C:\\x", guest: "/data", mode: "rw" });
 * ```
 */
export function readMount(text: string): Mount {
  const colon = text.lastIndexOf(":/");
  if (colon <= 0) {
    throw refuse(
      "must have a host path, a colon and an absolute guest path",
      text,
    );
  }
  const host = text.slice(0, colon);
  if (/^~(?:[/\\]|$)/.test(host)) {
    throw refuse("is not expanded where it begins with ~ (write $HOME)", text);
  }
  const [guest = "", named, ...more] = text.slice(colon + 1).split(":");
  if (named === undefined) return { host, guest };
  const mode = MOUNT_MODES.find((one) => one === named);
  if (mode !== undefined && more.length === 0) return { host, guest, mode };
  const hint = closest(named, MOUNT_MODES);
  throw refuse(
    `must end in a guest path or in ${MOUNT_MODES.join(", ")}${
      hint === undefined ? "" : ` (did you mean ${hint}?)`
    }`,
    text,
  );
}

function refuse(rule: string, text: string): UsageError {
  return invalidValue(settingOf("mount", MOUNT_FLAG), rule, text);
}
