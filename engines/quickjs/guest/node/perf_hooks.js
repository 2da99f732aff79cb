// `perf_hooks`, by the global `performance`.

export function make() {
  const { performance } = globalThis;
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
