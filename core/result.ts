/**
 * The one shape in which a run ends.
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
  /** The error's class, for example `ZeroDivisionError` or `TypeError`. */
  readonly name: string;
  /** The error's message; empty when it has none. */
  readonly message: string;
  /** The guest's frames as its language prints them, the frames of the engine left out. */
  readonly traceback: string;
  /** The line of the guest's code, from 1, if it is known. */
  readonly line?: number;
  /** The column in that line, from 1, if it is known (syntax errors). */
  readonly column?: number;
  /** The status that the guest asked to exit with (`sys.exit(3)`). */
  readonly exitCode?: number;
}

/** What a run cost. */
export interface Usage {
  /** Milliseconds by the clock from handing the code over to the end of the run. */
  readonly wallMs: number;
  /** Milliseconds of processor time, or `undefined` where it could not be measured. */
  readonly cpuMs: number | undefined;
  /**
   * Bytes. In `process` isolation the highest resident size of the child process that was seen,
   * in `thread` isolation the size of the engine's linear memory at the end of the run.
   */
  readonly peakMemoryBytes: number | undefined;
  /** Milliseconds that the start of the sandbox took, for its first run; 0 for every later one. */
  readonly startMs: number;
  /** How many calls of host functions were asked for and not over a limit. */
  readonly calls: number;
  /** The requests to the network that are over, the first thousand; absent where there was no network. */
  readonly requests?: readonly NetworkRequest[];
}

/** A stream or value of which only the beginning was kept, or displays of which not all were. */
export type Truncated = "stdout" | "stderr" | "value" | "displays";

/** What every result carries, however the run ended. */
export interface RunResultBase {
  /** What the guest wrote to standard output, up to `outputBytes`. */
  readonly stdout: string;
  /** What the guest wrote to standard error, up to `outputBytes`. */
  readonly stderr: string;
  /** What the guest displayed, in order, up to `displayBytes`. */
  readonly displays: readonly Display[];
  /** What went over its byte limit and was cut; empty as a rule. */
  readonly truncated: readonly Truncated[];
  /**
   * The files below `/work` that the run made or changed and that are there at its end, sorted by path, by the guest's
   * own word; none for a run that was stopped or took its sandbox with it. Before them, by absolute paths, the files
   * of overlays that were written, however the run ended.
   */
  readonly files: readonly RunFile[];
  /** What the run cost. */
  readonly usage: Usage;
  /** The engine that ran the code. */
  readonly engine: EngineName;
  /** The language of the code. */
  readonly language: Language;
  /** The isolation that the run had. */
  readonly isolation: Isolation;
}

/** The code ended. */
export interface OkResult extends RunResultBase {
  /** The code ended. */
  readonly status: "ok";
  /** The last expression's value, or `undefined` if there is none or it has no counterpart here. */
  readonly value: Value | undefined;
  /** The guest's own text for the value: always when it has no counterpart, else when `repr` was asked for. */
  readonly repr?: string;
}

/** Guest code raised an error that it did not catch. The sandbox stays usable. */
export interface ErrorResult extends RunResultBase {
  /** Guest code raised. */
  readonly status: "error";
  /** The error. */
  readonly error: GuestError;
}

/** The time limit passed. */
export interface TimeoutResult extends RunResultBase {
  /** The time limit passed. */
  readonly status: "timeout";
  /** Whether the sandbox kept its state and takes further runs. */
  readonly recoverable: boolean;
}

/** The signal was aborted. */
export interface CancelledResult extends RunResultBase {
  /** The signal was aborted, or the sandbox closed. */
  readonly status: "cancelled";
  /** Whether the sandbox kept its state and takes further runs. */
  readonly recoverable: boolean;
}

/** The memory limit was hit. */
export interface MemoryResult extends RunResultBase {
  /** The memory limit was hit. */
  readonly status: "memory";
  /** Whether the sandbox kept its state and takes further runs. */
  readonly recoverable: boolean;
  /** The guest's own error, where the guest got one and did not catch it. */
  readonly error?: GuestError;
}

/** Output or value went over its limit; the code itself ended. The sandbox stays usable. */
export interface OutputResult extends RunResultBase {
  /** Something was cut. */
  readonly status: "output";
  /** The value, unless it is what was too large. */
  readonly value: Value | undefined;
  /** The guest's own text for the value, as in {@linkcode OkResult}. */
  readonly repr?: string;
}

/** The engine itself died. The sandbox is closed. */
export interface CrashedResult extends RunResultBase {
  /** The engine died. */
  readonly status: "crashed";
  /** What is known of why. */
  readonly reason: string;
}

/** How a run ended, told apart by `status`. A guest's failure is a result, never an exception. */
export type RunResult =
  | OkResult
  | ErrorResult
  | TimeoutResult
  | MemoryResult
  | OutputResult
  | CancelledResult
  | CrashedResult;

/** The ways in which a run may end. */
export type RunStatus = RunResult["status"];
