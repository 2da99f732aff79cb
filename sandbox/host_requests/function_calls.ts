/**
 * The host functions of one run: each call is read, counted, queued, approved, made and answered here, on the host's
 * side of the wall.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import type {
  CallApprover,
  CallDecision,
  HostCall,
  HostFunction,
  HostFunctions,
} from "../../core/functions.ts";
import type { Limits } from "../../core/limits.ts";
import type { HostRequest } from "../../core/protocol.ts";
import {
  decodeValue,
  encodeValue,
  type Value,
} from "../../core/value_codec.ts";
import {
  GuestVisibleError,
  type HostRequestContext,
  type HostResponse,
} from "./host_requests.ts";
import { describeThrown, MAX_MESSAGE_CHARS } from "./thrown_error.ts";

/** What the calls of a run are made of. */
export interface FunctionCallsOptions {
  readonly functions: HostFunctions;
  readonly onCall: CallApprover | undefined;
  readonly limits: Pick<
    Limits,
    "callBytes" | "maxCalls" | "maxConcurrentCalls"
  >;
  /** Hears when the first of the functions begins, and when the last of them is over. */
  readonly onBusy: (busy: boolean) => void;
}

/** A call, read. */
interface Call {
  readonly name: string;
  readonly args: readonly Value[];
  readonly fn: HostFunction;
}

/** The calls of one run. */
export class FunctionCalls {
  readonly #options: FunctionCallsOptions;
  #made = 0;
  #running = 0;
  readonly #queue: (() => void)[] = [];

  constructor(options: FunctionCallsOptions) {
    this.#options = options;
  }

  /** How many were asked for and not over a limit. */
  get made(): number {
    return this.#made;
  }

  /** Serves a guest that calls a host function; a `Service`. */
  async serve(
    request: HostRequest,
    context: HostRequestContext,
  ): Promise<HostResponse> {
    this.#count();
    await this.#enter();
    try {
      // What has waited for its turn until the run was over is not begun any more.
      if (context.signal.aborted) {
        throw new GuestVisibleError("Error", "Too late");
      }
      return { text: await this.#make(this.#read(request.body), context) };
    } finally {
      this.#leave();
    }
  }

  #count(): void {
    const { maxCalls } = this.#options.limits;
    if (this.#made >= maxCalls) {
      throw new GuestVisibleError(
        "RangeError",
        `Cannot call host functions any more as a run may make at most ${maxCalls} calls`,
      );
    }
    this.#made++;
  }

  #enter(): Promise<void> {
    if (this.#running < this.#options.limits.maxConcurrentCalls) {
      if (this.#running++ === 0) this.#options.onBusy(true);
      return Promise.resolve();
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#queue.push(resolve);
    return promise;
  }

  #leave(): void {
    const next = this.#queue.shift();
    if (next !== undefined) return next();
    if (--this.#running === 0) this.#options.onBusy(false);
  }

  /** A request is a list in the form of the value codec: the name and the arguments. All of it may be forged. */
  #read(request: string): Call {
    const [name, ...args] = this.#decode(request);
    const fn = typeof name === "string" ? this.#find(name) : undefined;
    if (typeof name !== "string" || fn === undefined) {
      throw new GuestVisibleError("Error", "There is no such host function");
    }
    return { name, args, fn };
  }

  #decode(request: string): readonly Value[] {
    const maxBytes = this.#options.limits.callBytes;
    try {
      const call = decodeValue(request, { maxBytes });
      if (Array.isArray(call)) return call;
    } catch {
      // Only a forged one cannot be read: the guest's half of the codec checks as well.
    }
    throw new GuestVisibleError(
      "TypeError",
      "This is no call of a host function",
    );
  }

  #find(name: string): HostFunction | undefined {
    const { functions } = this.#options;
    // Only what was given is found, not what every object has.
    return Object.hasOwn(functions, name) ? functions[name] : undefined;
  }

  async #make(
    call: Call,
    { run, signal }: HostRequestContext,
  ): Promise<string> {
    const decision = await this.#decide(call, run);
    if (decision === "allow") {
      const context: HostCall = { signal, run, name: call.name };
      return this.#encode(call.name, await invoke(call, context));
    }
    if (decision !== "deny") return this.#encode(call.name, decision.value);
    throw new GuestVisibleError(
      "PermissionError",
      `The call of host.${call.name} was denied`,
    );
  }

  async #decide(call: Call, run: number): Promise<CallDecision> {
    const { onCall } = this.#options;
    if (onCall === undefined) return "allow";
    const { name, args } = call;
    try {
      const decision = await onCall({ name, args, run });
      if (decision === "allow") return decision;
      // Anything else than a decision denies the call.
      return typeof decision === "object" && decision !== null &&
          Object.hasOwn(decision, "value")
        ? decision
        : "deny";
    } catch {
      return "deny";
    }
  }

  #encode(name: string, value: unknown): string {
    try {
      return encodeValue(value ?? null, {
        maxBytes: this.#options.limits.callBytes,
      });
    } catch (error) {
      throw new GuestVisibleError(
        "TypeError",
        messageOf(error).replace(
          /^Cannot encode (.*?) as /s,
          (_, part) => `Cannot return ${part} from host.${name} as `,
        ).slice(0, MAX_MESSAGE_CHARS),
      );
    }
  }
}

async function invoke(
  { fn, args }: Call,
  context: HostCall,
): Promise<unknown> {
  try {
    return typeof fn === "function"
      ? await Reflect.apply(fn, context, args)
      : await fn.call(args, context);
  } catch (thrown) {
    const { name, message } = describeThrown(thrown);
    throw new GuestVisibleError(name, message);
  }
}
