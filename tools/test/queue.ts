/**
 * Runs jobs, so many at a time.
 *
 * @module
 */

/** How jobs are run. */
export interface QueueOptions<Job, Outcome> {
  /** How many run at a time. */
  readonly slots: number;
  /** Runs one. */
  readonly run: (job: Job) => Promise<Outcome>;
  /** Takes each outcome as it comes. */
  readonly onEnd: (outcome: Outcome) => void;
  /** Starts no further job once it is aborted. */
  readonly signal: AbortSignal;
}

/**
 * Runs jobs in their order, so many at a time, until the last has ended.
 *
 * @param jobs The jobs
 * @param options How many at a time, and what runs one
 */
export async function runQueue<Job, Outcome>(
  jobs: readonly Job[],
  { slots, run, onEnd, signal }: QueueOptions<Job, Outcome>,
): Promise<void> {
  const queue = jobs.values();
  const work = async (): Promise<void> => {
    for (const job of queue) {
      if (signal.aborted) return;
      onEnd(await run(job));
    }
  };
  await Promise.all(Array.from({ length: slots }, work));
}
