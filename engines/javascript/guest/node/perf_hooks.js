// `perf_hooks`, by the global `performance`.

import { web } from "./web_globals.js";

/** @returns {Record<string, object>} */
export function make() {
  const { performance } = web;
  return {
    perf_hooks: {
      performance,
      PerformanceObserver: class PerformanceObserver {
        observe() {
          throw new Error(
            "Cannot observe performance entries as the sandbox keeps none for observers: use performance.now()",
          );
        }
        disconnect() {}
      },
      constants: {},
      monitorEventLoopDelay() {
        throw new Error(
          "Cannot monitor the event loop as the sandbox has no such measure: use performance.now()",
        );
      },
    },
  };
}
