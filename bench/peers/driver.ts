/**
 * The contract of the drivers: the operations of a peer, in its own runtime and through its public interface. A driver is
 * a module that exports `createDriver`; `host.js` loads it and measures.
 *
 * @module
 */

/** Guest code: definitions, and an expression. */
export interface Code {
  readonly setup: string;
  readonly expression: string;
}

/** Options of a run. */
export interface DriverRunOptions {
  /** Milliseconds after which the peer has to stop the guest, by the means that it offers. */
  readonly deadlineMs?: number;
}

/** An environment whose state lasts until it is closed. */
export interface Environment {
  /** Runs code in it. @returns The value of the expression */
  run(code: Code, options?: DriverRunOptions): Promise<unknown>;
  close(): Promise<void>;
}

/** An idle environment that has run code, for measuring its memory. */
export interface Held {
  close(): Promise<void>;
}

/** A running peer. It lacks the operations that it does not support; the list of peers gives the reasons. */
export interface Driver {
  /** Opens a fresh environment, runs code once and closes it. @returns The value of the expression */
  once(code: Code, options?: DriverRunOptions): Promise<unknown>;
  /** Opens an environment that stays open. */
  open?(): Promise<Environment>;
  /** Opens an idle environment, for peers that can hold one but not run in it again. */
  hold?(): Promise<Held>;
  /** Waits until environments are ready for further `once`, for peers that prepare them. */
  ready?(): Promise<void>;
  close?(): Promise<void>;
}

/** The options of a driver: the `options` of its peer in the list, and the maximum number of concurrent runs. */
export interface DriverOptions extends Readonly<Record<string, unknown>> {
  readonly maxAtOnce: number;
}

/** The export of a driver's module. */
export type CreateDriver = (options: DriverOptions) => Promise<Driver>;
