/**
 * The main module of a child process: it starts the worker that runs the guest, watches it, and carries messages. It
 * has no permission, and no guest code ever runs on its thread.
 *
 * Arguments: engine, language, and `build` if the worker builds the engine's snapshot instead.
 *
 * @module
 */
import { FrameReader } from "../../core/frames.ts";
import { Mailbox } from "../../core/mailbox.ts";
import { messageOf } from "../../core/errors.ts";
import { childFrame } from "./child_frames.ts";
import { essence } from "../load_failure.ts";
import {
  findFault,
  MAX_SNAPSHOT_BYTES,
  SNAPSHOT_AT,
} from "../snapshot/snapshot_file.ts";
import { InvalidFileError, openRegular } from "../open_file.ts";
import { readTask, start, type Started } from "./child_start.ts";
import {
  type ChildCommand,
  type ChildInit,
  type ChildReport,
  type ChildSnapshot,
  KIND,
  unpackCommand,
} from "./child_protocol.ts";

/** How often the process is looked at while it works, and while it does nothing. */
const WATCH_EVERY_MS = { busy: 20, idle: 100 };
/** What share of the time a process works that is not idle. */
const BUSY_SHARE = 0.1;
/** How often the host gets a report, in either case. */
const REPORT_EVERY_MS = { busy: 100, idle: 500 };
/** A frame to the child holds a snapshot or a mailbox message at the most. */
const MAX_FRAME_BYTES = 2 ** 30;
const SIGINT = 2;
/** How often a worker that is not ready yet is sent an empty message: loading can miss its own end, and sleep on. */
const NUDGE_MS = 500;
/** What a worker says that can open a guest. */
const READY = JSON.stringify({ type: "ready" });

/** What is reported of a worker that is lost. */
type Lost = Extract<ChildReport, { readonly type: "lost" }>;

/** The content of the child's first frames. */
interface Orders {
  readonly init: ChildInit;
  readonly snapshot?: Snapshot | undefined;
}

/** The snapshot. */
interface Snapshot {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Finds out what is wrong with it, if anything is, while it is in use already. */
  readonly verify?: () => Promise<string | undefined>;
}

class Child {
  readonly #control = new SharedArrayBuffer(64);
  readonly #worker: Worker;
  readonly #close: () => void;
  readonly #own: Started["own"];
  /** What is wrong with the snapshot. */
  #fault: Promise<string | undefined> = Promise.resolve(undefined);
  #isVerified = false;
  readonly #loaded: Promise<void>;
  #isLoaded = false;
  #mailbox: Mailbox | undefined;
  #init: ChildInit | undefined;
  #token = new Uint8Array(0);
  #writing: Promise<void> = Promise.resolve();
  #pendingBytes = 0;
  /** Resolves when the first run begins. */
  readonly #ran = Promise.withResolvers<void>();
  /** Milliseconds of processor time that this process has used. */
  #cpuMs = (): number => 0;
  #nudging: ReturnType<typeof setInterval> | undefined;
  /** What was seen when this process was last looked at. */
  #looked = { reportedAtMs: 0, atMs: 0, cpuMs: 0, baseline: 0 };
  #looking: ReturnType<typeof setTimeout> | undefined;

  constructor({ worker, own, close }: Omit<Started, "snapshot">) {
    this.#worker = worker;
    this.#own = own;
    this.#close = close;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#loaded = promise;
    worker.onmessage = () => {
      this.#isLoaded = true;
      resolve();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.lose("crashed", `The worker failed: ${essence(event.message)}`);
    };
  }

  /** Hands the worker what it starts from; from here on its messages go to the host. */
  async start({ init, snapshot }: Orders): Promise<void> {
    this.#mailbox = new Mailbox(init.mailboxBytes);
    await this.#load();
    const compiled = await this.#own?.compiled;
    this.#close();
    this.#worker.onmessage = (event) =>
      this.#relay(event.data, init.maxMessageChars);
    const shared = {
      mailbox: this.#mailbox.buffer,
      control: this.#control,
      sources: init.sources,
      compiled,
    };
    if (snapshot === undefined) {
      this.#isVerified = true;
      this.#worker.postMessage(shared);
      return this.#nudge();
    }
    // The buffer is the snapshot's own and goes over as it is, to spare a copy.
    const { buffer, byteOffset: snapshotAt } = snapshot.bytes;
    this.#worker.postMessage({ ...shared, snapshot: buffer, snapshotAt }, [
      buffer,
    ]);
    // From here on the worker is busy, and a processor idle.
    this.#nudge();
    if (snapshot.verify !== undefined) {
      this.#fault = snapshot.verify().catch(explainUnreadable);
    }
    void this.#fault.then((fault) => {
      if (fault === undefined) this.#isVerified = true;
      // An interpreter that starts from an invalid snapshot may run forever.
      else this.lose("snapshot", fault);
    });
  }

  /** Learns how to report. */
  init(init: ChildInit): void {
    this.#init = init;
    this.#token = fromHex(init.token);
  }

  /** Waits until the worker is loaded, and sees to it that it looks up meanwhile. */
  async #load(): Promise<void> {
    // The first timer of a thread costs 10 ms; mostly it is needed only when the worker has something to do.
    if (!this.#isLoaded) this.#nudge();
    await this.#loaded;
  }

  #nudge(): void {
    this.#nudging ??= setInterval(() => {
      this.#worker.postMessage(null);
      // The host gives a slow worker that uses the processor more time than one that sleeps.
      void this.#measure().then(() => this.#sample());
    }, NUDGE_MS);
  }

  /** Learns to read this process's processor time. */
  async #measure(): Promise<void> {
    // Loaded late, because it costs more than all the rest of this thread's start.
    const { default: process } = await import("node:process");
    this.#cpuMs = () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    };
  }

  /** Has the worker build a snapshot and sends it. */
  async build({ sources }: ChildInit): Promise<void> {
    await this.#load();
    const compiled = await this.#own?.compiled;
    const file = await this.#own?.file;
    this.#close();
    const built = await new Promise<{ snapshot?: ArrayBuffer; error?: string }>(
      (resolve) => {
        this.#worker.onmessage = (event) => resolve(event.data);
        this.#worker.postMessage({ sources, compiled, file });
      },
    );
    if (built.snapshot === undefined) {
      return this.lose("crashed", built.error ?? "unknown");
    }
    this.#send(KIND.snapshot, new Uint8Array(built.snapshot));
  }

  obey(command: ChildCommand, attachment: Uint8Array): void {
    const flags = new Int32Array(this.#control);
    if (command.type === "post" && this.#mailbox !== undefined) {
      // What was meant for an earlier run must not stop this one; what comes from now on must.
      const { type } = command.message;
      if (type === "run" || type === "fileRequest") Atomics.store(flags, 0, 0);
      if (type === "run" || type === "fileRequest") this.#ran.resolve();
      if (type === "run") this.#sample();
      if (type === "run" && this.#looking !== undefined) {
        this.#lookIn(WATCH_EVERY_MS.busy);
      }
      this.#mailbox.post(command.message, attachment);
      if (type === "response" && this.#mailbox.isOverdue) {
        this.lose("crashed", "The worker asks without listening");
      }
      return;
    }
    if (command.type !== "interrupt") return;
    Atomics.store(flags, 0, SIGINT);
    Atomics.notify(flags, 0);
    this.#mailbox?.post({ type: "wake" });
  }

  /** Looks at this process's memory at regular times, and ends it when it has taken too much. */
  async watch(): Promise<void> {
    const baseline = Deno.memoryUsage().rss;
    await this.#measure();
    // Before there is any code of a guest there is nothing to watch, and a pool's idle processes cost nothing.
    await this.#ran.promise;
    this.#looked = { reportedAtMs: 0, atMs: 0, cpuMs: 0, baseline };
    this.#look();
  }

  #look(): void {
    const { reportedAtMs, atMs, cpuMs, baseline } = this.#looked;
    const { rss } = Deno.memoryUsage();
    if (rss - baseline > (this.#init?.memoryBytes ?? 0)) {
      return this.lose("memory", `The process took ${rss} bytes of memory`);
    }
    const nowMs = performance.now();
    // The processor tells whether a guest is idle, not its worker, which may be no longer ours.
    const usedMs = this.#cpuMs() - cpuMs;
    const mode = usedMs > BUSY_SHARE * (nowMs - atMs) ? "busy" : "idle";
    const isDue = nowMs - reportedAtMs >= REPORT_EVERY_MS[mode];
    if (isDue) this.#sample();
    this.#looked = {
      baseline,
      reportedAtMs: isDue ? nowMs : reportedAtMs,
      atMs: nowMs,
      cpuMs: cpuMs + usedMs,
    };
    this.#lookIn(WATCH_EVERY_MS[mode]);
  }

  #lookIn(delayMs: number): void {
    clearTimeout(this.#looking);
    this.#looking = setTimeout(() => this.#look(), delayMs);
  }

  /** Reports that the worker is lost, and ends the process. */
  lose(kind: Lost["kind"], reason: string): void {
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
    // Only text of bounded length goes on, and only as fast as the host takes it: a guest that floods ends here.
    if (
      typeof data !== "string" || data.length > maxChars ||
      this.#pendingBytes > 4 * maxChars + 2 ** 24
    ) {
      return this.lose("crashed", "The worker sent what no engine sends");
    }
    if (data === READY) clearInterval(this.#nudging);
    if (data.startsWith(`{"type":"done"`)) this.#sample();
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

function fromHex(digits: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    digits.match(/../g) ?? [],
    (pair) => Number.parseInt(pair, 16),
  );
}

/** Frames from the host, until the host closes the pipe or is gone. */
async function* commands(): AsyncGenerator<
  { kind: number; payload: Uint8Array<ArrayBuffer> }
> {
  const reader = new FrameReader(MAX_FRAME_BYTES);
  const buffer = new Uint8Array(2 ** 18);
  for (;;) {
    const read = await Deno.stdin.read(buffer);
    if (read === null) return;
    for (const bytes of reader.push(buffer.subarray(0, read))) {
      yield { kind: bytes[0] ?? 0, payload: bytes.subarray(1) };
    }
  }
}

async function main(args: readonly string[]): Promise<void> {
  const task = readTask(args);
  const { snapshot: own, ...started } = start(task);
  const child = new Child(started);
  const lose = (error: unknown): void =>
    child.lose("crashed", messageOf(error));
  const begin = (orders: Orders): Promise<void> =>
    child.start(orders).then(() => child.watch()).catch(lose);
  let init: ChildInit | undefined;
  for await (const { kind, payload } of commands()) {
    if (kind === KIND.snapshot) {
      if (init !== undefined) {
        void begin({ init, snapshot: { bytes: payload } });
      }
      continue;
    }
    const { command, attachment } = unpackCommand(payload);
    switch (command.type) {
      case "init":
        init = command;
        child.init(init);
        if (init.hasSnapshot) break;
        if (task.isBuild) child.build(init).catch(lose);
        else {
          const bytes = await own;
          void begin({ init, snapshot: bytes && { bytes } });
        }
        break;
      case "snapshot": {
        const orders = init;
        if (orders === undefined) break;
        readSnapshot(command).then(
          (snapshot) => begin({ init: orders, snapshot }),
          (error) => child.lose("snapshot", explainUnreadable(error)),
        );
        break;
      }
      default:
        child.obey(command, attachment);
    }
  }
}

/** Reads the snapshot from its file, and is ready to verify it by reading the same open file once more. */
async function readSnapshot(
  { path, key, owner }: ChildSnapshot,
): Promise<Snapshot> {
  // Later there is no permission to open it.
  const rules = { maxBytes: MAX_SNAPSHOT_BYTES, owner };
  const file = await openRegular(path, rules);
  const bytes = await file.readAll();
  return {
    bytes: bytes.subarray(Math.min(SNAPSHOT_AT, bytes.length)),
    async verify(): Promise<string | undefined> {
      using _ = file;
      return await findFault(file, fromHex(key));
    },
  };
}

function explainUnreadable(error: unknown): string {
  if (error instanceof InvalidFileError) return error.message;
  return `cannot be read (${messageOf(error)})`;
}

/**
 * Is the process of a guest, to its end.
 *
 * @param args Engine, language, and what else there is to do
 */
export function serve(args: readonly string[]): void {
  // Ctrl-C on a terminal reaches every process of the group; what it means for a guest is the host's business.
  Deno.addSignalListener("SIGINT", () => {});
  // When this thread ends, the process ends, and with it the worker.
  main(args).then(() => Deno.exit(0), (error) => {
    console.error(messageOf(error));
    Deno.exit(1);
  });
}

if (import.meta.main) serve(Deno.args);
