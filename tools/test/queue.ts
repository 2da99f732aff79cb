/**
 * Runs a limited number of jobs at a time.
 *
 * @module
 */

/** Options of a queue. */
export interface QueueOptions<Job, Outcome> {
  /** The number of concurrent jobs. */
  readonly slots: number;
  /** Runs a job. */
  readonly run: (job: Job) => Promise<Outcome>;
  /** Receives each outcome. */
  readonly onEnd: (outcome: Outcome) => void;
  /** Starts no further job once it is aborted. */
  readonly signal: AbortSignal;
}

/**
 * Runs jobs in order, a limited number at a time, until the last has ended.
 *
 * @param jobs The jobs
 * @param options The number of slots, and the function that runs a job
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
