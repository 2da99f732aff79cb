/**
 * The contract of the drivers: what a peer is asked to do, in its own runtime and through its public interface. A driver
 * is a module that exports `createDriver`; `host.js` loads it and measures.
 *
 * @module
 */

/** Code of a guest: definitions, and an expression whose value is wanted. */
export interface Code {
  readonly setup: string;
  readonly expression: string;
}

/** What may be set for a run. */
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

/** An environment that ran something and waits, for its memory to be looked at. */
export interface Held {
  close(): Promise<void>;
}

/** A peer at work. What it cannot do it leaves out; the list of peers says why. */
export interface Driver {
  /** A fresh environment, one run in it, and gone again. @returns The value of the expression */
  once(code: Code, options?: DriverRunOptions): Promise<unknown>;
  /** An environment that stays open. */
  open?(): Promise<Environment>;
  /** One that only waits, for peers that can hold an environment but not run in it again. */
  hold?(): Promise<Held>;
  close?(): Promise<void>;
}

/** What a driver is started with: the `options` of its peer in the list, and the most runs that will be asked at once. */
export interface DriverOptions extends Readonly<Record<string, unknown>> {
  readonly maxAtOnce: number;
}

/** What the module of a driver exports. */
export type CreateDriver = (options: DriverOptions) => Promise<Driver>;
