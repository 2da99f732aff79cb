/**
 * The service that gives a worker further scripts of its engine, once a guest needs them.
 *
 * @module
 */
import type { EngineName } from "../../core/options.ts";
import { loadEngine } from "../../engines/registry.ts";
import { GuestVisibleError, type Service } from "./host_requests.ts";

/**
 * Gives scripts of an engine by name. The names are the engine's own; a guest can learn nothing from an answer that is
 * not in the published package.
 *
 * @param engine The engine
 * @returns The service
 */
export function sourceService(engine: EngineName): Service {
  return async ({ body }) => {
    const { lateSource } = await loadEngine(engine);
    const text = await lateSource?.(body);
    if (text === undefined) {
      throw new GuestVisibleError("Error", "There is no script of this name");
    }
    return { text };
  };
}
