/**
 * The policy of a server: what the operator grants to every session, and the limits of all sessions together. A client
 * cannot extend it.
 *
 * @module
 */
import type { SandboxOptions } from "../../core/options.ts";
import type { Requirement } from "../../core/packages.ts";

/** The languages with a tool. */
export const LANGUAGES = ["python", "javascript"] as const;

/** A language with a tool. */
export type ToolLanguage = typeof LANGUAGES[number];

/** The packages of a server, besides those that the engine has built in. */
export interface PackagePolicy {
  /** What every session has. */
  readonly available: readonly {
    readonly name: string;
    readonly version: string;
  }[];
  /** What a session may add. */
  readonly allowed: readonly Requirement[];
}

/** The policy of a server without packages. */
export const NO_PACKAGES: PackagePolicy = { available: [], allowed: [] };

/** Options of a server. */
export interface McpPolicy {
  /** The sandbox options of each language: limits, isolation, mounts, network, host functions, environment. */
  readonly sandbox: Readonly<Record<ToolLanguage, SandboxOptions>>;
  /**
   * The number of started sandboxes that wait for a session, for each language in use.
   * @default {1}
   */
  readonly warm?: number;
  /**
   * The maximum number of sandboxes in use by all clients together. Sandboxes that wait do not count.
   * @default {64}
   */
  readonly maxSandboxes?: number;
  /**
   * The maximum number of sessions of a client.
   * @default {8}
   */
  readonly maxSessionsPerClient?: number;
  /**
   * Milliseconds without a call after which a session ends.
   * @default {1_800_000}
   */
  readonly idleMs?: number;
  /**
   * The packages of Python that the sandbox options name, as the host has prepared them, and those that sessions may add.
   * @default {none}
   */
  readonly packages?: PackagePolicy;
  /**
   * The packages of npm that the sandbox options name, as the host has prepared them.
   * @default {none}
   */
  readonly npmPackages?: PackagePolicy["available"];
  /** Receives warnings for the operator. */
  readonly onWarning?: (message: string) => void;
}

/** A complete policy. */
export type ResolvedPolicy = Readonly<Required<McpPolicy>>;

/** The defaults and bounds of the numbers of a policy. */
export const POLICY_RULES = {
  warm: { default: 1, min: 0, max: 64 },
  maxSandboxes: { default: 64, min: 1, max: 1_000 },
  maxSessionsPerClient: { default: 8, min: 1, max: 1_000 },
  idleMs: { default: 30 * 60_000, min: 1_000, max: 7 * 86_400_000 },
} as const;

/**
 * Completes and checks a policy.
 *
 * @param policy The options of the operator
 * @returns The complete policy
 * @throws {TypeError} If a value is not a number
 * @throws {RangeError} If a value is outside of its bounds
 */
export function resolvePolicy(policy: McpPolicy): ResolvedPolicy {
  return {
    onWarning: () => {},
    packages: NO_PACKAGES,
    npmPackages: [],
    ...policy,
    warm: readCount("warm", policy),
    maxSandboxes: readCount("maxSandboxes", policy),
    maxSessionsPerClient: readCount("maxSessionsPerClient", policy),
    idleMs: readCount("idleMs", policy),
  };
}

function readCount(
  name: keyof typeof POLICY_RULES,
  policy: McpPolicy,
): number {
  const { [name]: value = POLICY_RULES[name].default } = policy;
  const { min, max } = POLICY_RULES[name];
  if (typeof value !== "number") {
    throw new TypeError(
      `Cannot set ${name} as it must be a number: current value is ${value}`,
    );
  }
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new RangeError(
    `Cannot set ${name} as it must be a whole number from ${min} to ${max}: current value is ${value}`,
  );
}
