/**
 * What the operator grants to every session, and what all of them may take together. Nothing that a client sends
 * widens it.
 *
 * @module
 */
import type { SandboxOptions } from "../../core/options.ts";

/** The languages that have a tool. */
export const LANGUAGES = ["python", "javascript"] as const;

/** A language that has a tool. */
export type ToolLanguage = typeof LANGUAGES[number];

/** What can be set for a server. */
export interface McpPolicy {
  /** What the sandboxes of each language have: limits, isolation, mounts, network, host functions, environment. */
  readonly sandbox: Readonly<Record<ToolLanguage, SandboxOptions>>;
  /**
   * How many sandboxes of a language are kept warm.
   * @default {1}
   */
  readonly warm?: number;
  /**
   * How many sandboxes there may be at once, for all clients together, those that are kept warm apart.
   * @default {64}
   */
  readonly maxSandboxes?: number;
  /**
   * How many sessions one client may have.
   * @default {8}
   */
  readonly maxSessionsPerClient?: number;
  /**
   * Milliseconds without a call after which a session ends.
   * @default {1_800_000}
   */
  readonly idleMs?: number;
  /** Receives warnings for the operator. */
  readonly onWarning?: (message: string) => void;
}

/** A policy, complete. */
export type ResolvedPolicy = Readonly<Required<McpPolicy>>;

/** What the counts of a policy may be, and are where nothing is said. */
export const POLICY_RULES = {
  warm: { default: 1, min: 0, max: 64 },
  maxSandboxes: { default: 64, min: 1, max: 1_000 },
  maxSessionsPerClient: { default: 8, min: 1, max: 1_000 },
  idleMs: { default: 30 * 60_000, min: 1_000, max: 7 * 86_400_000 },
} as const;

/**
 * Completes and checks a policy.
 *
 * @param policy What the operator asked for
 * @returns It, complete
 * @throws {TypeError} If a count is no number
 * @throws {RangeError} If a count is out of its range
 */
export function resolvePolicy(policy: McpPolicy): ResolvedPolicy {
  return {
    onWarning: () => {},
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
