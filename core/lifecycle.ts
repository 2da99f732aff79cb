/**
 * The life of a sandbox, as a pure function: what each event does to its state, and what has to be done about it.
 *
 * @module
 */

/** Why a run is being stopped. */
export type StopCause = "timeout" | "cancelled";

/** Where a sandbox stands. */
export type SandboxState =
  | { readonly phase: "idle" }
  | { readonly phase: "running" }
  /** A soft interrupt was sent; the hard stop follows after a grace. */
  | { readonly phase: "stopping"; readonly cause: StopCause }
  /** Idle but for so many things that the host does with its files. */
  | { readonly phase: "usingFiles"; readonly count: number }
  | { readonly phase: "closed" };

/** What may happen to a sandbox. */
export type SandboxEvent =
  | { readonly type: "run" }
  /**
   * The guest's own word that its run ended, `reusable` saying whether it can take another one, and `changed` whether the
   * host wants to look at its files next.
   */
  | {
    readonly type: "done";
    readonly reusable: boolean;
    readonly changed?: boolean;
  }
  /** The host begins to use the files, or is done with them. */
  | { readonly type: "filesBegin" }
  | { readonly type: "filesEnd" }
  /** The deadline passed or the signal was aborted; `soft` says whether an interrupt is worth trying. */
  | { readonly type: "stop"; readonly cause: StopCause; readonly soft: boolean }
  | { readonly type: "graceOver" }
  /** The worker or its process is gone without having been told to go. */
  | { readonly type: "lost" }
  | { readonly type: "close" };

/** What has to be done. */
export type SandboxEffect =
  /** Let the guest start. */
  | { readonly type: "start" }
  /** Ask the guest to stop. */
  | { readonly type: "interrupt" }
  /** End the guest. */
  | { readonly type: "kill" }
  /** The run ended by the guest's own word. */
  | {
    readonly type: "settle";
    readonly cause: StopCause | undefined;
    readonly reusable: boolean;
    /** Whether the sandbox waits for its files to be looked at. */
    readonly changed: boolean;
  }
  /** The run ended without it. */
  | { readonly type: "giveUp"; readonly cause: StopCause | "lost" | "closed" };

/** The next state and what has to be done, in this order. */
export interface Transition {
  readonly state: SandboxState;
  readonly effects: readonly SandboxEffect[];
}

/** The state of a sandbox that has just been opened. */
export const INITIAL_STATE: SandboxState = { phase: "idle" };

/**
 * What an event does.
 *
 * @param state Where the sandbox stands
 * @param event What happened
 * @returns Where it stands then, and what has to be done; nothing changes for an event that comes too late
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
  // Whoever was told to stop has had its time.
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
