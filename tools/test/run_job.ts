/**
 * One process of the runner: a shard of tests, or a check.
 *
 * @module
 */
import { FileClock, type Times } from "./times.ts";

/** A process to run. */
export interface Job {
  readonly name: string;
  /** Whether it is `deno test`, whose output has a summary. */
  readonly isTest: boolean;
  /** The arguments of `deno`. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The time after which it is ended as hung, in milliseconds. */
  readonly deadlineMs: number;
}

/** The outcome of a job. */
export interface JobOutcome {
  readonly job: Job;
  readonly code: number;
  /** Standard output and standard error, in order of arrival. */
  readonly output: string;
  readonly seconds: number;
  /** The seconds of each test file. */
  readonly times: Times;
}

/** The time between the request to exit and the kill, in milliseconds. */
const GRACE_MS = 2_000;

/** A separate process group, so that processes that the tests started end with them. */
const DETACHED = Deno.build.os !== "windows";

/** Options of a job. */
export interface RunJobOptions {
  /** Ends it, and all processes that it started. */
  readonly signal: AbortSignal;
  /** Additional environment variables. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a job until it ends.
 *
 * @param job The job
 * @param options The signal that ends it early, and its environment
 */
export async function runJob(
  job: Job,
  { signal, env = {} }: RunJobOptions,
): Promise<JobOutcome> {
  const startedAt = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: [...job.args],
    env: { NO_COLOR: "1", ...env, ...job.env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    detached: DETACHED,
  }).spawn();
  const clock = new FileClock();
  let output = "";
  const take = (text: string): void => {
    output += text;
    clock.read(text, performance.now());
  };
  const ended = AbortSignal.any([signal, AbortSignal.timeout(job.deadlineMs)]);
  using _stop = onAbort(ended, () => void end(child));
  const read = Promise.all([
    gather(child.stdout, take),
    gather(child.stderr, take),
  ]);
  const { code } = await child.status;
  const now = performance.now();
  // Processes that it left running hold its pipes open.
  killGroup(child, "SIGKILL");
  await atMost(GRACE_MS, read);
  if (ended.aborted && !signal.aborted) {
    output += `\nEnded, as it took more than ${job.deadlineMs / 1000} s\n`;
  }
  return {
    job,
    code,
    output,
    seconds: (now - startedAt) / 1000,
    times: clock.end(now),
  };
}

/** Waits for a promise, up to a time limit. */
async function atMost(ms: number, what: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([what, promise]);
  clearTimeout(timer);
}

function onAbort(signal: AbortSignal, fn: () => void): Disposable {
  signal.addEventListener("abort", fn);
  if (signal.aborted) fn();
  return { [Symbol.dispose]: () => signal.removeEventListener("abort", fn) };
}

async function gather(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  take: (text: string) => void,
): Promise<void> {
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    take(text);
  }
}

/** Requests a job to exit, then kills it. */
async function end(child: Deno.ChildProcess): Promise<void> {
  killGroup(child, "SIGTERM");
  const timer = setTimeout(() => killGroup(child, "SIGKILL"), GRACE_MS);
  await child.status;
  clearTimeout(timer);
}

function killGroup(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    Deno.kill(DETACHED ? -child.pid : child.pid, signal);
  } catch {
    // The whole group has ended.
  }
}
