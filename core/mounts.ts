/**
 * Mounts: directories of the host that a guest sees. Their options and checks.
 *
 * @module
 */

/** What a guest may do with a mount: read it, change the host's files, or change a copy in memory. */
export type MountMode = "ro" | "rw" | "overlay";

/** A directory of the host that a guest sees live. */
export interface Mount {
  /** The directory on the host. */
  readonly host: string;
  /** The absolute path at which the guest sees it. */
  readonly guest: string;
  /**
   * `ro` (read only), `rw` (writes reach the host), or `overlay` (writes stay in memory).
   * @default {"ro"}
   */
  readonly mode?: MountMode;
}

/** A mount, complete and checked. */
export type ResolvedMount = Required<Mount>;

/** The modes of mounts. */
export const MOUNT_MODES: readonly MountMode[] = ["ro", "rw", "overlay"];

/** The most mounts of a sandbox. */
const MAX_MOUNTS = 64;
const MAX_PATH_BYTES = 1024;
const MOUNT_KEYS = ["host", "guest", "mode"];
/** Paths whose contents the engine provides. */
const RESERVED = ["/dev", "/proc", "/lib", "/tmp", "/sys"];

/**
 * Completes and checks mounts.
 *
 * @param mounts The mounts that the caller sets
 * @returns The complete mounts
 * @throws {TypeError} If a mount has the wrong shape, is at a reserved path, or overlaps another
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(checkMounts([{ host: "data", guest: "/data" }]), [
 *   { host: "data", guest: "/data", mode: "ro" },
 * ]);
 * ```
 */
export function checkMounts(mounts: unknown = []): readonly ResolvedMount[] {
  if (!Array.isArray(mounts) || mounts.length > MAX_MOUNTS) {
    throw new TypeError(
      `Cannot set mounts as there must be a list of at most ${MAX_MOUNTS}: current value is ${
        describe(mounts)
      }`,
    );
  }
  const checked = mounts.map(checkMount);
  for (const [index, { guest }] of checked.entries()) {
    const other = checked.slice(0, index).find((one) =>
      isAtOrBelow(guest, one.guest) || isAtOrBelow(one.guest, guest)
    );
    if (other !== undefined) {
      throw refuse(
        `must not be at, in or around another, ${other.guest}`,
        guest,
      );
    }
  }
  return checked;
}

function checkMount(mount: unknown): ResolvedMount {
  if (typeof mount !== "object" || mount === null) {
    throw refuse("must be an object with host and guest", mount);
  }
  const unknown = Object.keys(mount).find((key) => !MOUNT_KEYS.includes(key));
  if (unknown !== undefined) {
    throw refuse(`must have ${MOUNT_KEYS.join(", ")} only`, unknown);
  }
  // Any object has unknown properties.
  const { host, guest, mode = "ro" } = mount as Readonly<
    Record<string, unknown>
  >;
  if (typeof host !== "string" || host === "" || host.includes("\0")) {
    throw refuse("must have a host path without NUL", host);
  }
  const known = MOUNT_MODES.find((one) => one === mode);
  if (known === undefined) {
    throw refuse(`must have one of the modes ${MOUNT_MODES.join(", ")}`, mode);
  }
  return { host, guest: checkGuestPath(guest), mode: known };
}

function checkGuestPath(path: unknown): string {
  if (typeof path !== "string" || !isNormal(path)) {
    throw refuse(
      `must have an absolute guest path of at most ${MAX_PATH_BYTES} bytes without "//", ".", "..", a trailing slash and control characters`,
      path,
    );
  }
  if (path === "/work") throw refuse("must not take the place of /work", path);
  if (RESERVED.some((one) => isAtOrBelow(path, one))) {
    throw refuse(`must not be at or below ${RESERVED.join(", ")}`, path);
  }
  return path;
}

function isNormal(path: string): boolean {
  return path.startsWith("/") && path.isWellFormed() &&
    !/\p{Cc}/u.test(path) &&
    path.slice(1).split("/").every((name) => !["", ".", ".."].includes(name)) &&
    new TextEncoder().encode(path).byteLength <= MAX_PATH_BYTES;
}

function isAtOrBelow(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}/`);
}

function refuse(rule: string, value: unknown): TypeError {
  return new TypeError(
    `Cannot set mounts as a mount ${rule}: current value is ${describe(value)}`,
  );
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 80));
  return Array.isArray(value) ? `a list of ${value.length}` : typeof value;
}
