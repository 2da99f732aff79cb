/**
 * The messages between the host and the broker of thread isolation; see `broker.js`.
 *
 * @module
 */
import type { WorkerStart } from "../../core/worker_start.ts";
import type { Loss } from "../link.ts";

/** A message from the host to the broker; `id` is the number of a guest. */
export type ToBroker =
  | {
    readonly type: "start";
    readonly id: number;
    readonly url: string;
    readonly heapMiB: number;
    readonly maxMessageChars: number;
    readonly shared: WorkerStart;
  }
  | { readonly type: "run" | "fileRequest" | "kill"; readonly id: number }
  /** How many of a guest's host requests got a response since the last such message. */
  | { readonly type: "responded"; readonly id: number; readonly count: number }
  /** How much the host has read since the last such message, in UTF-16 units. */
  | { readonly type: "acknowledge"; readonly chars: number };

/** A worker's processor time in milliseconds: when the current run began, if there is one, and now. */
export type CpuTimes = readonly (number | undefined)[];

/** A message from the broker to the host. */
export type FromBroker =
  | {
    readonly type: "message";
    readonly id: number;
    /** What a worker wrote, not parsed. */
    readonly data: unknown;
    readonly cpu?: CpuTimes | undefined;
  }
  | { readonly type: "sample"; readonly id: number; readonly cpu: CpuTimes }
  | {
    readonly type: "lost";
    readonly id: number;
    readonly kind: Loss["kind"];
    readonly reason: string;
  }
  | { readonly type: "killed"; readonly id: number };
