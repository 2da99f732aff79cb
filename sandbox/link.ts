/**
 * A link to one worker, wherever it lives.
 *
 * @module
 */
import type { Engine } from "../engines/engine.ts";
import type { Language } from "../core/options.ts";
import type { PackageSet } from "../core/packages.ts";
import type { InstalledFiles } from "./installed_code.ts";
import type { SnapshotFile } from "./snapshot/mod.ts";
import type { FromGuest, ToGuest } from "../core/protocol.ts";

/** Why a worker is gone that was not told to go. */
export interface Loss {
  /**
   * `missing`: a package of npm is not there; `snapshot`, `packages`: the file of the snapshot, or that of the guest's
   * packages, is not what it should be.
   */
  readonly kind: "memory" | "crashed" | "missing" | "snapshot" | "packages";
  /** What is known of it, in a line. */
  readonly reason: string;
}

/** What the supervisor has measured of a worker. */
export interface Sample {
  readonly cpuMs: number | undefined;
  readonly memoryBytes: number | undefined;
}

/** Who hears of a worker. */
export interface LinkListener {
  message(message: FromGuest): void;
  lost(loss: Loss): void;
  /** Something came that is no message, and took its time. */
  noise?(): void;
  sample?(sample: Sample): void;
}

/** A live worker. */
export interface GuestLink {
  /** Who hears of the worker; replaced when the worker is handed on. */
  listener: LinkListener;
  /** Puts a message into the worker's mailbox, and bytes that go with it. */
  post(message: ToGuest, attachment?: Uint8Array): void;
  /**
   * Requests that the code in the worker stops.
   *
   * @param force Whether the guest has no say in it, in an engine that looks for a stop while it computes
   */
  interrupt(force?: boolean): void;
  /**
   * Has the worker throw its guest away and make itself ready for another, which the listener hears; says whether it
   * can. Absent where a worker serves one guest only.
   */
  renew?(listener: LinkListener): boolean;
  /** Ends the worker, also while it runs code, and resolves when it is gone. */
  kill(): Promise<void>;
}

/** What it takes to start a worker. */
export interface LinkOptions {
  readonly engine: Engine;
  readonly language: Language;
  /** The files of an engine that is installed apart. */
  readonly installed?: InstalledFiles | undefined;
  /** The snapshot that the engine starts from, if it has one; may still be on its way. Only a process takes a file. */
  readonly snapshot: Promise<SharedArrayBuffer | SnapshotFile> | undefined;
  /** The packages of the guests, if there are any. */
  readonly packages?: PackageSet | undefined;
  /** Their files, verified. Absent for a process that reads them itself. */
  readonly site?: Promise<SharedArrayBuffer> | undefined;
  /** The largest message to the worker, in bytes. */
  readonly mailboxBytes: number;
  /** The longest message from the worker that is looked at, in UTF-16 units. */
  readonly maxMessageChars: number;
  /** The guest's memory limit in bytes, by which a process is watched. */
  readonly memoryBytes: number;
  readonly listener: LinkListener;
}
