/**
 * The services that a sandbox's options grant its guest.
 *
 * @module
 */
import type { ResolvedSandboxOptions } from "../core/options.ts";
import type { Services } from "./asks.ts";

/** Services that are open as long as their sandbox. */
export interface OpenServices {
  /** Who answers what, standard input apart. */
  readonly services: Services;
  /** Lets go of whatever they hold. */
  close(): Promise<void>;
}

/** Opens what the options grant. */
export function openServices(_options: ResolvedSandboxOptions): OpenServices {
  return { services: {}, close: () => Promise.resolve() };
}
