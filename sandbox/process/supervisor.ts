/**
 * The supervisor in a child process: it starts the worker from its snapshot, carries messages between the worker and the
 * host, and watches the memory and the processor time of the process. No guest code runs on its thread.
 *
 * @module
 */
import { Mailbox } from "../../core/mailbox.ts";
import type { ToGuest } from "../../core/protocol.ts";
import { messageOf } from "../../core/errors.ts";
import { SIGINT, SIGKILL } from "../../engines/worker/shared_values.js";
import {
  type InstalledCode,
  loadInstalled,
  readBuilderFiles,
} from "../installed_code.ts";
import { essence, UNREAD_RESPONSES } from "../loss.ts";
import { type KnownFile, readKnown } from "../open_file.ts";
import {
  FORGED,
  maxUnreadChars,
  newControl,
  NUDGE_MS,
  typeOfMessage,
} from "../supervision.js";
import {
  type ChildCommand,
  childFrame,
  type ChildInit,
  type ChildLoss,
  type ChildReport,
  KIND,
} from "./child_protocol.ts";
import type { ChildSnapshotBytes, Started, StartOrder } from "./child_start.ts";

/** The times between two checks of the process, in milliseconds: while it is busy, and while it is idle. */
const WATCH_EVERY_MS = { busy: 20, idle: 100 };
/** A process is busy if it uses more than this share of the time. */
const BUSY_SHARE = 0.1;
/** The times between two reports to the host, in milliseconds: while the process is busy, and while it is idle. */
const REPORT_EVERY_MS = { busy: 100, idle: 500 };

/** Supervises the worker of this process. */
export class Supervisor {
  #control = newControl(false);
  readonly #started: Omit<Started, "snapshot">;
  /** The fault of the snapshot; pending until the snapshot is verified. */
  #fault: Promise<string | undefined> = Promise.resolve(undefined);
  #isVerified = false;
  readonly #loaded = Promise.withResolvers<void>();
  #isLoaded = false;
  #mailbox: Mailbox | undefined;
  #init: ChildInit | undefined;
  /** What is read of an engine that is installed apart. */
  #installed: InstalledCode | undefined;
  /** The packed file of the guests' packages, verified. It is never resolved if the file is invalid. */
  readonly #site = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
  #token = new Uint8Array(0);
  #writing: Promise<void> = Promise.resolve();
  #pendingBytes = 0;
  /** Resolves when the first run begins. */
  readonly #ran = Promise.withResolvers<void>();
  /** The processor time of this process, in milliseconds. */
  #cpuMs = (): number => 0;
  #nudging: ReturnType<typeof setInterval> | undefined;
  /** The result of the last check of this process. */
  #lastCheck = { reportedAtMs: 0, atMs: 0, cpuMs: 0, baseline: 0 };
  #nextCheck: ReturnType<typeof setTimeout> | undefined;

  /** @param started The worker, which loads */
  constructor(started: Omit<Started, "snapshot">) {
    this.#started = started;
    const { worker } = started;
    worker.onmessage = () => {
      this.#isLoaded = true;
      this.#loaded.resolve();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.lose("crashed", `The worker failed: ${essence(event.message)}`);
    };
  }

  /** Takes the first command, whose token every report carries. */
  init(init: ChildInit): void {
    this.#init = init;
    this.#token = Uint8Array.fromHex(init.token);
    if (init.polls) this.#control = newControl(true);
    if (typeof init.site === "object") void this.#readSite(init.site);
    this.#installed = init.installed && loadInstalled(init.installed);
  }

  /** Takes the packed file of the guests' packages, which the host has verified. */
  takeSite(bytes: Uint8Array<ArrayBuffer>): void {
    // They lie in a frame.
    this.#site.resolve(bytes.slice());
  }

  async #readSite(file: KnownFile): Promise<void> {
    try {
      this.#site.resolve(await readKnown(file));
    } catch (error) {
      this.lose("packages", `${messageOf(error)}: ${file.path}`);
    }
  }

  /** Starts the engine in the worker. From now on the worker's messages go to the host. */
  async start({ init, snapshot }: StartOrder): Promise<void> {
    const { worker, own, close } = this.#started;
    this.#mailbox = new Mailbox(init.mailboxBytes);
    await this.#load();
    const installed = this.#installed;
    // This thread is idle while V8 compiles a large interpreter.
    if (installed !== undefined) this.#verify(snapshot);
    const compiled = await (installed?.compiled ?? own?.compiled);
    const library = await installed?.library;
    const site = init.site && await this.#site.promise;
    close(
      snapshot?.path,
      init.installed?.interpreter,
      typeof init.site === "object" ? init.site.path : undefined,
    );
    worker.onmessage = (event) => this.#relay(event.data, init.maxMessageChars);
    const shared = {
      mailbox: this.#mailbox.buffer,
      ...this.#control,
      sources: init.sources,
      memoryBytes: init.guestBytes,
      compiled,
      ...(library && { library }),
      ...(site && { site: site.buffer }),
    };
    // Buffers are transferred, not copied.
    const transferred = library === undefined ? [] : Object.values(library);
    if (site !== undefined) transferred.push(site.buffer);
    if (snapshot === undefined) worker.postMessage(shared, transferred);
    else {
      const { buffer, byteOffset: snapshotAt } = snapshot.bytes;
      const whole = { ...shared, snapshot: buffer, snapshotAt };
      worker.postMessage(whole, [buffer, ...transferred]);
    }
    // The worker is busy now, and another processor is idle: the time to start a timer and to verify.
    this.#nudge();
    if (installed === undefined) this.#verify(snapshot);
  }

  /** Verifies the snapshot. Until then, messages of the worker wait. */
  #verify(snapshot: ChildSnapshotBytes | undefined): void {
    if (snapshot?.verify !== undefined) this.#fault = snapshot.verify();
    void this.#fault.then((fault) => {
      if (fault === undefined) this.#isVerified = true;
      // An interpreter that starts from an invalid snapshot may run forever.
      else this.lose("snapshot", fault);
    });
  }

  /** Waits until the worker is loaded, and wakes it up meanwhile. */
  async #load(): Promise<void> {
    // The first timer of a thread costs 10 ms. Usually the worker is loaded by now, and needs none.
    if (!this.#isLoaded) this.#nudge();
    await this.#loaded.promise;
  }

  #nudge(): void {
    this.#nudging ??= setInterval(() => {
      this.#started.worker.postMessage(null);
      // The host gives a slow worker that uses the processor more time than one that sleeps.
      void this.#loadCpuClock().then(() => this.#sample());
    }, NUDGE_MS);
  }

  async #loadCpuClock(): Promise<void> {
    // Imported late, because it costs more than the rest of this thread's start.
    const { default: process } = await import("node:process");
    this.#cpuMs = () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    };
  }

  /** Builds a snapshot in the worker, and sends it to the host. */
  async build({ sources, installed, ...init }: ChildInit): Promise<void> {
    const { worker, own, close } = this.#started;
    await this.#load();
    const compiled = await (this.#installed?.compiled ?? own?.compiled);
    const file = await own?.file;
    const files = installed && await readBuilderFiles(installed);
    const site = init.site && (await this.#site.promise).buffer;
    close(typeof init.site === "object" ? init.site.path : undefined);
    const { packages } = init;
    const order = { sources, compiled, file, files, site, ...packages };
    const built = await new Promise<{ snapshot?: ArrayBuffer; error?: string }>(
      (resolve) => {
        worker.onmessage = (event) => resolve(event.data);
        worker.postMessage(order);
      },
    );
    if (built.snapshot === undefined) {
      return this.lose("crashed", built.error ?? "unknown");
    }
    this.#send(KIND.snapshot, new Uint8Array(built.snapshot));
  }

  /** Carries out a command that follows the start. */
  obey(command: ChildCommand, attachment: Uint8Array): void {
    if (command.type === "post" && this.#mailbox !== undefined) {
      const { message } = command;
      this.#prepare(message.type);
      this.#mailbox.post(message, attachment);
      if (message.type === "response" && this.#mailbox.isOverdue) {
        this.lose(UNREAD_RESPONSES.kind, UNREAD_RESPONSES.reason);
      }
    } else if (command.type === "interrupt") this.#interrupt(command.force);
  }

  #prepare(type: ToGuest["type"]): void {
    if (type !== "run" && type !== "fileRequest") return;
    // An interrupt for an earlier run must not stop this one; an interrupt that comes from now on must.
    Atomics.store(new Int32Array(this.#control.control), 0, 0);
    this.#ran.resolve();
    if (type !== "run") return;
    this.#sample();
    if (this.#nextCheck !== undefined) this.#checkIn(WATCH_EVERY_MS.busy);
  }

  #interrupt(force: boolean): void {
    const flags = new Int32Array(this.#control.control);
    Atomics.store(flags, 0, force ? SIGKILL : SIGINT);
    Atomics.notify(flags, 0);
    this.#mailbox?.post({ type: "wake" });
  }

  /** Checks the memory of this process at intervals, and ends the process when it exceeds its limit. */
  async watch(): Promise<void> {
    const baseline = Deno.memoryUsage().rss;
    await this.#loadCpuClock();
    // Before the first run there is no guest code to watch. The idle processes of a pool therefore cost nothing.
    await this.#ran.promise;
    this.#lastCheck = { reportedAtMs: 0, atMs: 0, cpuMs: 0, baseline };
    this.#check();
  }

  #check(): void {
    const { reportedAtMs, atMs, cpuMs, baseline } = this.#lastCheck;
    const { rss } = Deno.memoryUsage();
    if (rss - baseline > (this.#init?.memoryBytes ?? 0)) {
      return this.lose("memory", `The process took ${rss} bytes of memory`);
    }
    const nowMs = performance.now();
    // The processor time shows whether a guest is idle. Its worker, which a guest may control, does not.
    const usedMs = this.#cpuMs() - cpuMs;
    const mode = usedMs > BUSY_SHARE * (nowMs - atMs) ? "busy" : "idle";
    const isDue = nowMs - reportedAtMs >= REPORT_EVERY_MS[mode];
    if (isDue) this.#sample();
    this.#lastCheck = {
      baseline,
      reportedAtMs: isDue ? nowMs : reportedAtMs,
      atMs: nowMs,
      cpuMs: cpuMs + usedMs,
    };
    this.#checkIn(WATCH_EVERY_MS[mode]);
  }

  #checkIn(delayMs: number): void {
    clearTimeout(this.#nextCheck);
    this.#nextCheck = setTimeout(() => this.#check(), delayMs);
  }

  /** Reports that the worker is lost, and ends the process. */
  lose(kind: ChildLoss["kind"], reason: string): void {
    if (this.#token.byteLength === 0) {
      // Before the first command there is no token to report with.
      console.error(reason);
      Deno.exit(1);
    }
    void this.#fault.then((fault) => {
      // A loss of a worker with an invalid snapshot is reported as the snapshot's fault.
      this.#report(
        fault === undefined
          ? { type: "lost", kind, reason }
          : { type: "lost", kind: "snapshot", reason: fault },
      );
      return this.#writing;
    }).finally(() => Deno.exit(1));
  }

  #relay(data: unknown, maxChars: number): void {
    // Only text of bounded length passes, and only as fast as the host reads it. This ends a guest that floods the host.
    if (
      typeof data !== "string" || data.length > maxChars ||
      this.#pendingBytes > maxUnreadChars(maxChars)
    ) {
      return this.lose("crashed", FORGED);
    }
    const type = typeOfMessage(data);
    if (type === "ready") clearInterval(this.#nudging);
    if (type === "done") this.#sample();
    const bytes = new TextEncoder().encode(data);
    if (this.#isVerified) return this.#send(KIND.guest, bytes);
    // Messages are held until the snapshot is verified.
    void this.#fault.then((fault) => {
      if (fault === undefined) this.#send(KIND.guest, bytes);
    });
  }

  #sample(): void {
    const memoryBytes = Deno.memoryUsage().rss;
    this.#report({ type: "sample", cpuMs: this.#cpuMs(), memoryBytes });
  }

  #report(report: ChildReport): void {
    this.#send(
      KIND.supervisor,
      new TextEncoder().encode(JSON.stringify(report)),
    );
  }

  #send(kind: number, payload: Uint8Array): void {
    const bytes = childFrame(kind, this.#token, payload);
    this.#pendingBytes += bytes.byteLength;
    this.#writing = this.#writing.then(async () => {
      for (let at = 0; at < bytes.byteLength;) {
        at += await Deno.stdout.write(bytes.subarray(at));
      }
      this.#pendingBytes -= bytes.byteLength;
    }).catch(() => Deno.exit(1));
  }
}
