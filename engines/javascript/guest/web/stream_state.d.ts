/**
 * What the modules of streams have of each other.
 *
 * @module
 */

export type Read = IteratorResult<unknown, undefined>;

export interface QueuingStrategy {
  highWaterMark?: number;
  size?: (chunk: unknown) => number;
}

export interface PipeOptions {
  preventClose?: boolean;
  preventAbort?: boolean;
  preventCancel?: boolean;
  signal?: {
    aborted: boolean;
    reason: unknown;
    addEventListener(type: string, listener: () => void): void;
  };
}

/** What a readable stream is at a time. */
export interface Readable {
  state: "readable" | "closed" | "errored";
  error: unknown;
  closing: boolean;
  queue: { chunk: unknown; size: number }[];
  waiting: PromiseWithResolvers<Read>[];
  reader: object | undefined;
  closed: PromiseWithResolvers<undefined>;
  pulling: boolean;
  again: boolean;
  started: boolean;
}

/** What a readable stream reads from. */
export interface Source {
  start?(controller: ReadableController): unknown;
  pull?(controller: ReadableController): unknown;
  cancel?(reason: unknown): unknown;
  type?: string;
}

/** The controller that a source gets. */
export interface ReadableController {
  enqueue(chunk?: unknown): void;
  close(): void;
  error(error?: unknown): void;
  readonly desiredSize: number | null;
}
