// Outcomes of runs that come from the worker and not from the guest.

/** There is no memory left. */
export const OUT_OF_MEMORY = {
  status: "memory",
  error: {
    name: "InternalError",
    message: "out of memory",
    traceback: "InternalError: out of memory",
  },
};

/** What the guest threw, where its description failed too. */
export const INDESCRIBABLE = {
  status: "error",
  error: {
    name: "Uncaught",
    message: "[Unreadable]",
    traceback: "Uncaught [Unreadable]",
  },
};

/** The instance itself failed, by a trap or by overflowing the stack beneath it. */
export function crashed(thrown) {
  const overflow = thrown instanceof RangeError ||
    /call stack|stack overflow/i.test(String(thrown?.message));
  return {
    status: "crashed",
    reason: overflow
      ? "The guest's recursion overflowed the stack of the engine"
      : `The engine failed: ${thrown}`,
  };
}
