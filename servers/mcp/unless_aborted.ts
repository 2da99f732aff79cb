/**
 * Waits for work until a signal is aborted. The work itself goes on.
 *
 * @param work Starts the work
 * @param signal Ends the wait
 * @returns The result of the work
 * @throws The reason of the signal, if it is aborted first
 */
export async function unlessAborted<T>(
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  signal?.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal?.reason);
  signal?.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([work(), promise]);
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}
