import type { RunResult, RunStatus } from "../../core/result.ts";

/** The exit statuses by their meanings. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  notStarted: 3,
  crashed: 70,
  unwritten: 74,
  timeout: 124,
  interrupted: 130,
  memory: 137,
  brokenPipe: 141,
  terminated: 143,
} as const;

/** The exit status for each status of a run. */
const EXIT_OF_RUN: Readonly<Record<RunStatus, number>> = {
  ok: EXIT.ok,
  error: EXIT.failed,
  output: EXIT.failed,
  timeout: EXIT.timeout,
  memory: EXIT.memory,
  cancelled: EXIT.interrupted,
  crashed: EXIT.crashed,
};

/**
 * Returns the exit status of a run: the one that the guest requested (`sys.exit(3)`, `process.exitCode = 3`), or the one for
 * the status of the run. Operating systems keep the low byte of a status. A status whose low byte is 0 would look like
 * success, so it becomes 1.
 *
 * @param result The result of the run
 * @returns The exit status, from 0 to 255
 */
export function exitStatusOf(result: RunResult): number {
  if (result.status !== "error" || result.error.exitCode === undefined) {
    return EXIT_OF_RUN[result.status];
  }
  return (result.error.exitCode & 0xff) || EXIT.failed;
}

/**
 * Whether a guest's exit status could be mistaken for one of Sandglass's own.
 *
 * @param status The exit status
 * @returns Whether it is in {@linkcode EXIT} and says more than success or failure
 */
export function isOwnStatus(status: number): boolean {
  return status > EXIT.failed && Object.values<number>(EXIT).includes(status);
}

/** The exit statuses in the help text. */
export const EXIT_HELP = `Exit status:
  ${EXIT.ok}    the code ended
  ${EXIT.failed}    the code failed, or wrote more than --max-output
  ${EXIT.usage}    the command line was invalid
  ${EXIT.notStarted}    the sandbox did not start, or the module of --functions failed
  ${EXIT.crashed}   the engine crashed
  ${EXIT.unwritten}   standard output could not be written, as on a full disk
  ${EXIT.timeout}  the time limit passed
  ${EXIT.interrupted}  it was interrupted (Ctrl-C)
  ${EXIT.memory}  the memory limit was hit
  ${EXIT.brokenPipe}  the reader of the output was gone
  ${EXIT.terminated}  it was terminated (SIGTERM)
A guest that exits with a status of its own (sys.exit, process.exit) sets it.
`;
