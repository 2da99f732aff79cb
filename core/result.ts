/**
 * The result of a run.
 *
 * @module
 */
import type { RunFile } from "./files.ts";
import type { Display } from "./displays.ts";
import type { EngineName, Isolation, Language } from "./options.ts";
import type { NetworkRequest } from "./network_request.ts";
import type { Value } from "./value_codec.ts";

/** An error that guest code raised and did not catch. */
export interface GuestError {
  /** The class of the error, for example `ZeroDivisionError` or `TypeError`. */
  readonly name: string;
  /** The message of the error; empty if it has no message. */
  readonly message: string;
  /** The guest's stack frames as its language prints them, without the frames of the engine. */
  readonly traceback: string;
  /** The line of the guest's code, from 1, if known. */
  readonly line?: number;
  /** The column in that line, from 1, if known (syntax errors). */
  readonly column?: number;
  /** The exit status that the guest requested, unless it is 0 (`sys.exit(3)`, `process.exitCode = 3`). */
  readonly exitCode?: number;
  /** Whether the guest reported the error itself, by its `sys.excepthook`. */
  readonly reported?: boolean;
}

/** The resources that a run used. */
export interface Usage {
  /** The wall-clock time in milliseconds, from sending the code to the worker to the end of the run. */
  readonly wallMs: number;
  /** The processor time in milliseconds, or `undefined` if it could not be measured. */
  readonly cpuMs: number | undefined;
  /**
   * The peak of memory in bytes. In `process` isolation it is the highest sampled resident size of the child process; in
   * `thread` isolation it is the size of the engine's linear memory at the end of the run.
   */
  readonly peakMemoryBytes: number | undefined;
  /** The start time of the sandbox in milliseconds for its first run, and 0 for every later run. */
  readonly startMs: number;
  /** The number of host function calls, without those over a limit. */
  readonly calls: number;
  /** The first thousand completed network requests; absent for a guest without a network. */
  readonly requests?: readonly NetworkRequest[];
}

/** Output that was cut: a stream, the value, or the list of displays. */
export type Truncated = "stdout" | "stderr" | "value" | "displays";

/** The properties of every result. */
export interface RunResultBase {
  /** The standard output of the guest, up to `outputBytes`. */
  readonly stdout: string;
  /** The standard error of the guest, up to `outputBytes`. */
  readonly stderr: string;
  /** The displays of the guest in order, up to `displayBytes`. */
  readonly displays: readonly Display[];
  /** The output that exceeded its limit and was cut; usually empty. */
  readonly truncated: readonly Truncated[];
  /**
   * The files below `/work` that the run created or changed and that exist at its end, sorted by path, as the guest
   * reports them. A run that was stopped, or that ended its sandbox, has no such files. Before them come the files that
   * were written to overlays, by absolute path; every run has these.
   */
  readonly files: readonly RunFile[];
  /** The resources that the run used. */
  readonly usage: Usage;
  /** The engine that ran the code. */
  readonly engine: EngineName;
  /** The language of the code. */
  readonly language: Language;
  /** The isolation of the run. */
  readonly isolation: Isolation;
}

/** The code completed. */
export interface OkResult extends RunResultBase {
  /** The code completed. */
  readonly status: "ok";
  /** The value of the last expression, or `undefined` if there is no value or it has no counterpart in JavaScript. */
  readonly value: Value | undefined;
  /**
   * The guest's text for the value. Present if the value has no counterpart, if the run has `repr`, and always in Python,
   * unless the value crossed and the text exceeds `valueBytes`.
   */
  readonly repr?: string;
}

/** The code raised an error and did not catch it. The sandbox remains usable. */
export interface ErrorResult extends RunResultBase {
  /** The code raised an error. */
  readonly status: "error";
  /** The error. */
  readonly error: GuestError;
}

/** The time limit passed. */
export interface TimeoutResult extends RunResultBase {
  /** The time limit passed. */
  readonly status: "timeout";
  /** Whether the sandbox kept its state and accepts further runs. */
  readonly recoverable: boolean;
}

/** The signal was aborted. */
export interface CancelledResult extends RunResultBase {
  /** The signal was aborted, or the sandbox closed. */
  readonly status: "cancelled";
  /** Whether the sandbox kept its state and accepts further runs. */
  readonly recoverable: boolean;
}

/** The guest reached its memory limit. */
export interface MemoryResult extends RunResultBase {
  /** The guest reached its memory limit. */
  readonly status: "memory";
  /** Whether the sandbox kept its state and accepts further runs. */
  readonly recoverable: boolean;
  /** The guest's error, if the guest got one and did not catch it. */
  readonly error?: GuestError;
}

/** The code completed, but its output or value exceeded a limit. The sandbox remains usable. */
export interface OutputResult extends RunResultBase {
  /** Some output was cut. */
  readonly status: "output";
  /** The value, unless it was too large. */
  readonly value: Value | undefined;
  /** The guest's text for the value, as in {@linkcode OkResult}. */
  readonly repr?: string;
}

/** The engine failed. The sandbox is closed. */
export interface CrashedResult extends RunResultBase {
  /** The engine failed. */
  readonly status: "crashed";
  /** Why the engine failed, as far as known. */
  readonly reason: string;
}

/** The result of a run; `status` says how it ended. A failure of the guest is a result, never an exception. */
export type RunResult =
  | OkResult
  | ErrorResult
  | TimeoutResult
  | MemoryResult
  | OutputResult
  | CancelledResult
  | CrashedResult;

/** The ways in which a run can end. */
export type RunStatus = RunResult["status"];
