/**
 * The life cycle of a sandbox, as a pure function from a state and an event to the next state and its effects.
 *
 * @module
 */
import { SandboxError } from "./errors.ts";
import type { Outcome } from "./protocol.ts";

/** Why a run is being stopped. */
export type StopCause = "timeout" | "cancelled";

/** The state of a sandbox. */
export type SandboxState =
  | { readonly phase: "idle" }
  | { readonly phase: "running" }
  /** A soft interrupt was sent. The hard stop follows after a grace period. */
  | { readonly phase: "stopping"; readonly cause: StopCause }
  /** No run. The host uses the files, in `count` operations. */
  | { readonly phase: "usingFiles"; readonly count: number }
  | { readonly phase: "closed" };

/** An event in the life of a sandbox. */
export type SandboxEvent =
  | { readonly type: "run" }
  /**
   * The worker reports the end of a run. `reusable` says whether the guest can take another run, and `changed` whether
   * the host reads the changed files next.
   */
  | {
    readonly type: "done";
    readonly reusable: boolean;
    readonly changed?: boolean;
  }
  /** The host begins, or ends, an operation on the files. */
  | { readonly type: "filesBegin" }
  | { readonly type: "filesEnd" }
  /** The deadline passed or the signal was aborted; `soft` says whether an interrupt is worth trying. */
  | { readonly type: "stop"; readonly cause: StopCause; readonly soft: boolean }
  | { readonly type: "graceOver" }
  /** The worker or its process exited unexpectedly. */
  | { readonly type: "lost" }
  | { readonly type: "close" };

/** An action that the caller of {@linkcode transition} performs. */
export type SandboxEffect =
  /** Start the guest. */
  | { readonly type: "start" }
  /** Send a soft interrupt. */
  | { readonly type: "interrupt" }
  /** End the guest. */
  | { readonly type: "kill" }
  /** The worker reported the end of the run. */
  | {
    readonly type: "settle";
    readonly cause: StopCause | undefined;
    readonly reusable: boolean;
    /** Whether the host reads the changed files next; the sandbox waits for that. */
    readonly changed: boolean;
  }
  /** The run ended without a report of the worker. */
  | { readonly type: "giveUp"; readonly cause: StopCause | "lost" | "closed" };

/** The next state, and the effects in order. */
interface Transition {
  readonly state: SandboxState;
  readonly effects: readonly SandboxEffect[];
}

/** The state of a new sandbox. */
export const INITIAL_STATE: SandboxState = { phase: "idle" };

/**
 * Applies an event.
 *
 * @param state The state before the event
 * @param event The event
 * @returns The state after the event, and the effects. An event that comes too late changes nothing
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const next = transition({ phase: "running" }, { type: "stop", cause: "timeout", soft: true });
 * assertEquals(next.effects, [{ type: "interrupt" }]);
 * ```
 */
export function transition(
  state: SandboxState,
  event: SandboxEvent,
): Transition {
  switch (event.type) {
    case "run":
      return state.phase === "idle"
        ? to({ phase: "running" }, { type: "start" })
        : to(state);
    case "done":
      return onDone(state, event);
    case "filesBegin":
      return onFilesBegin(state);
    case "filesEnd":
      return onFilesEnd(state);
    case "stop":
      return onStop(state, event.cause, event.soft);
    case "graceOver":
      return state.phase === "stopping" ? giveUp(state.cause) : to(state);
    case "lost":
      return onLost(state);
    case "close":
      return onClose(state);
  }
}

function to(state: SandboxState, ...effects: SandboxEffect[]): Transition {
  return { state, effects };
}

function giveUp(cause: StopCause | "lost" | "closed"): Transition {
  return to({ phase: "closed" }, { type: "kill" }, { type: "giveUp", cause });
}

function onDone(
  state: SandboxState,
  { reusable, changed = false }: { reusable: boolean; changed?: boolean },
): Transition {
  if (state.phase !== "running" && state.phase !== "stopping") return to(state);
  const cause = state.phase === "stopping" ? state.cause : undefined;
  // A run that was stopped gets no further time for its files.
  const isWaiting = reusable && changed && cause === undefined;
  const settled: SandboxEffect = {
    type: "settle",
    cause,
    reusable,
    changed: isWaiting,
  };
  if (!reusable) return to({ phase: "closed" }, { type: "kill" }, settled);
  return to(
    isWaiting ? { phase: "usingFiles", count: 1 } : { phase: "idle" },
    settled,
  );
}

function onFilesBegin(state: SandboxState): Transition {
  if (state.phase === "idle") return to({ phase: "usingFiles", count: 1 });
  return state.phase === "usingFiles"
    ? to({ phase: "usingFiles", count: state.count + 1 })
    : to(state);
}

function onFilesEnd(state: SandboxState): Transition {
  if (state.phase !== "usingFiles") return to(state);
  return state.count === 1
    ? to({ phase: "idle" })
    : to({ phase: "usingFiles", count: state.count - 1 });
}

function onStop(
  state: SandboxState,
  cause: StopCause,
  soft: boolean,
): Transition {
  if (state.phase !== "running") return to(state);
  return soft
    ? to({ phase: "stopping", cause }, { type: "interrupt" })
    : giveUp(cause);
}

function onLost(state: SandboxState): Transition {
  if (state.phase === "closed") return to(state);
  if (state.phase === "stopping") return giveUp(state.cause);
  if (state.phase === "running") return giveUp("lost");
  return to({ phase: "closed" }, { type: "kill" });
}

function onClose(state: SandboxState): Transition {
  if (state.phase === "closed") return to(state);
  if (state.phase === "running" || state.phase === "stopping") {
    return giveUp("closed");
  }
  return to({ phase: "closed" }, { type: "kill" });
}

/**
 * Checks that something can be done in a phase.
 *
 * @param phase The phase
 * @param what What is to be done, for the message
 * @param phases The phases in which it can be done
 * @throws {SandboxError} `SANDBOX_CLOSED` or `SANDBOX_BUSY` in another phase
 */
export function requirePhase(
  phase: SandboxState["phase"],
  what: string,
  phases: readonly SandboxState["phase"][],
): void {
  if (phases.includes(phase)) return;
  const [code, why] = phase === "closed"
    ? ["SANDBOX_CLOSED", "closed"] as const
    : ["SANDBOX_BUSY", "running something else"] as const;
  throw new SandboxError(code, `Cannot ${what} as the sandbox is ${why}`);
}

/**
 * Says whether a guest can take another run.
 *
 * @param phase The phase of the sandbox at the end of a run
 * @param outcome How the run ended
 * @returns Whether the guest is in a known state
 */
export function isReusable(
  phase: SandboxState["phase"],
  { status, broken, restored = false }:
    & Pick<Outcome, "status" | "broken">
    & Partial<Pick<Outcome, "restored">>,
): boolean {
  if (restored) return true;
  // A guest that was interrupted without a request to stop is in an unknown state.
  const isOrderly = status === "interrupted"
    ? phase === "stopping"
    : status !== "crashed";
  return !broken && isOrderly;
}
