/**
 * What the host and the broker of thread isolation write to each other; see `broker.js`.
 *
 * @module
 */
import type { WorkerStart } from "../core/protocol.ts";

/** What the host writes to the broker; `id` is the number of a guest. */
export type ToBroker =
  | {
    readonly type: "start";
    readonly id: number;
    readonly url: string;
    readonly heapMiB: number;
    readonly maxMessageChars: number;
    readonly shared: WorkerStart;
  }
  | { readonly type: "run" | "file" | "kill"; readonly id: number }
  /** How many of a guest's questions were answered since this was last written. */
  | { readonly type: "answered"; readonly id: number; readonly count: number }
  /** How much the host read since this was last written, in UTF-16 units. */
  | { readonly type: "heard"; readonly chars: number };

/** A worker's processor time in milliseconds, when the run began that is going on, if one is, and now. */
export type CpuTimes = readonly (number | undefined)[];

/** What the broker writes to the host. */
export type FromBroker =
  | {
    readonly type: "message";
    readonly id: number;
    /** What a worker wrote, unread. */
    readonly data: unknown;
    readonly cpu?: CpuTimes | undefined;
  }
  | { readonly type: "sample"; readonly id: number; readonly cpu: CpuTimes }
  | {
    readonly type: "lost";
    readonly id: number;
    readonly kind: "memory" | "crashed";
    readonly reason: string;
  }
  | { readonly type: "killed"; readonly id: number };
