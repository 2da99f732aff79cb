/**
 * Host functions, which a guest may call: their types and their checks.
 *
 * @module
 */
import { isRecord } from "./record.ts";
import type { Value } from "./value_codec.ts";

/** The context of a call, for the host function. */
export interface HostCall {
  /** Aborts when the run ends, in any way. A value that is returned afterwards is discarded. */
  readonly signal: AbortSignal;
  /** The number of the run in its sandbox, from 1. */
  readonly run: number;
  /** The name of the function, as the guest called it. */
  readonly name: string;
}

/**
 * A host function as an object, whose method gets the context of the call as a parameter.
 *
 * The guest chooses the arguments: any number of any {@linkcode Value}.
 */
export interface HostFunctionObject {
  /**
   * Handles a call.
   *
   * @param args The arguments; keyword arguments of Python are a map at the end
   * @param context The context of the call
   * @returns The value that the guest gets, or a promise of it
   */
  call(args: readonly Value[], context: HostCall): unknown;
}

/**
 * A host function. The value that it returns or resolves to must be a {@linkcode Value}. If it throws, the guest gets an
 * error with the same name and message.
 *
 * The types of its parameters are not enforced: a guest may pass any {@linkcode Value}.
 */
export type HostFunction =
  | ((this: HostCall, ...args: never[]) => unknown)
  | HostFunctionObject;

/** Host functions, by the names that guests use. */
export type HostFunctions = Readonly<Record<string, HostFunction>>;

/** A call of a host function that is about to be made. */
export interface CallRequest {
  /** The name of the function. */
  readonly name: string;
  /** The arguments. */
  readonly args: readonly Value[];
  /** The number of the run in its sandbox, from 1. */
  readonly run: number;
}

/** Whether a call is made or denied, or the value that the guest gets instead of a call. */
export type CallDecision = "allow" | "deny" | { readonly value: unknown };

/** Decides about a call before it is made. If it throws, the call is denied. */
export type CallApprover = (
  request: CallRequest,
) => CallDecision | Promise<CallDecision>;

/** Whether the time that host functions take counts towards the time limit of a run. */
export type HostTime = "counts" | "excluded";

/** The values of {@linkcode HostTime}. */
export const HOST_TIMES: readonly HostTime[] = ["counts", "excluded"];

/** The most host functions of a sandbox. */
export const MAX_FUNCTIONS = 256;

/** A name that is valid in both languages, and that neither language looks up by itself (such as `__class__`). */
const NAME = /^[A-Za-z][A-Za-z0-9_]{0,99}$/;
/** With `then`, `host` would be a promise. `HostError` is the class of the errors that Python raises. */
const RESERVED: readonly string[] = ["then", "HostError"];

/**
 * Checks host functions.
 *
 * @param functions The functions, by name
 * @returns A copy without a prototype, so that it has no inherited names
 * @throws {TypeError} If the argument is not a plain object, or has an invalid name or a value that is not a function
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
  // The loop above checks each value.
  return Object.assign(Object.create(null), Object.fromEntries(entries));
}

function checkFunction(name: string, value: unknown): void {
  const quoted = JSON.stringify(name.slice(0, 80));
  if (!NAME.test(name)) {
    throw new TypeError(
      `Cannot set functions as a name must be a letter and up to 99 letters, digits and "_": current value is ${quoted}`,
    );
  }
  if (RESERVED.includes(name)) {
    throw new TypeError(
      `Cannot set functions as a name must not be one of ${
        RESERVED.join(", ")
      }: current value is ${quoted}`,
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
