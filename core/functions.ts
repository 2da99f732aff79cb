/**
 * Functions of the host that a guest may call: their types, and how a caller's are checked.
 *
 * @module
 */
import { isRecord } from "./record.ts";
import type { Value } from "./value_codec.ts";

/** What a host function knows of the call that it serves. */
export interface HostCall {
  /** Is aborted when the run is over, however it ended. What is returned after that reaches nobody. */
  readonly signal: AbortSignal;
  /** The number of the run in its sandbox, from 1. */
  readonly run: number;
  /** The name that the guest called. */
  readonly name: string;
}

/**
 * A host function as an object, whose method is told of the call.
 *
 * Guests choose the arguments: whatever {@linkcode Value} has may come, in any number.
 */
export interface HostFunctionObject {
  /**
   * Serves a call.
   *
   * @param args What the guest gave; keyword arguments of Python are a map at the end
   * @param context What there is to know of the call
   * @returns What the guest gets, or a promise of it
   */
  call(args: readonly Value[], context: HostCall): unknown;
}

/**
 * A function of the host that guests may call. What it returns, or what its promise comes to, has to be data that can
 * cross; what it throws arrives as an error with its name and message.
 *
 * The types of its parameters are a wish: a guest may give anything that can cross.
 */
export type HostFunction =
  | ((this: HostCall, ...args: never[]) => unknown)
  | HostFunctionObject;

/** Functions of the host by the names that guests call them by. */
export type HostFunctions = Readonly<Record<string, HostFunction>>;

/** A guest's wish to call a host function. */
export interface CallRequest {
  /** The function. */
  readonly name: string;
  /** What it would get. */
  readonly args: readonly Value[];
  /** The number of the run in its sandbox, from 1. */
  readonly run: number;
}

/** What becomes of a call: it is made, refused, or answered with a value in place of the function's. */
export type CallDecision = "allow" | "deny" | { readonly value: unknown };

/** Decides about a call before it is made; a throw refuses it. */
export type CallApprover = (
  request: CallRequest,
) => CallDecision | Promise<CallDecision>;

/** Whether the time that host functions take counts towards the time limit of a run. */
export type HostTime = "counts" | "excluded";

/** What there is to choose for {@linkcode HostTime}. */
export const HOST_TIMES: readonly HostTime[] = ["counts", "excluded"];

/** How many functions a sandbox may have. */
export const MAX_FUNCTIONS = 256;

/** A name that both languages take, and that no language looks up for itself. */
const NAME = /^[A-Za-z][A-Za-z0-9_]{0,99}$/;
/** With `then`, `host` would be a promise; `HostError` is the class of what Python gets thrown. */
const RESERVED: readonly string[] = ["then", "HostError"];

/**
 * Checks host functions.
 *
 * @param functions What the caller gave
 * @returns A copy without a prototype, so that nothing but what was given is found in it
 * @throws {TypeError} If they are no object, or one of them has a bad name or is no function
 * @throws {RangeError} If there are more than {@linkcode MAX_FUNCTIONS}
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * checkFunctions({ add: (a: number, b: number) => a + b });
 * assertThrows(() => checkFunctions({ then: () => 1 }), TypeError);
 * ```
 */
export function checkFunctions(functions: unknown = {}): HostFunctions {
  if (!isRecord(functions)) {
    throw new TypeError(
      `Cannot set functions as they must be an object of functions by name: current value is ${
        String(functions)
      }`,
    );
  }
  const entries = Object.entries(functions);
  if (entries.length > MAX_FUNCTIONS) {
    throw new RangeError(
      `Cannot set functions as there must be at most ${MAX_FUNCTIONS}: current value is ${entries.length}`,
    );
  }
  for (const [name, value] of entries) checkFunction(name, value);
  // Each was checked just above.
  return Object.assign(Object.create(null), Object.fromEntries(entries));
}

function checkFunction(name: string, value: unknown): void {
  const shown = JSON.stringify(name.slice(0, 80));
  if (!NAME.test(name)) {
    throw new TypeError(
      `Cannot set functions as a name must be a letter and up to 99 letters, digits and "_": current value is ${shown}`,
    );
  }
  if (RESERVED.includes(name)) {
    throw new TypeError(
      `Cannot set functions as a name must not be one of ${
        RESERVED.join(", ")
      }: current value is ${shown}`,
    );
  }
  const isObject = typeof value === "object" && value !== null &&
    "call" in value && typeof value.call === "function";
  if (typeof value === "function" || isObject) return;
  throw new TypeError(
    `Cannot set functions as ${name} must be a function or an object with a method "call": current value is of type ${
      value === null ? "null" : typeof value
    }`,
  );
}
