import type { RunStatus } from "../../core/result.ts";

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
export const EXIT_OF_RUN: Readonly<Record<RunStatus, number>> = {
  ok: EXIT.ok,
  error: EXIT.failed,
  output: EXIT.failed,
  timeout: EXIT.timeout,
  memory: EXIT.memory,
  cancelled: EXIT.interrupted,
  crashed: EXIT.crashed,
};

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
`;
