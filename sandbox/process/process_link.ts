/**
 * `process` isolation, the host's side: a child process for each worker, without any permission, with an empty
 * environment and piped stdio. SIGKILL always ends it.
 *
 * @module
 */
import { SandboxError } from "../../core/errors.ts";
import { frame, frameHead } from "../../core/frames.ts";
import { parseFromGuest } from "../../core/parse_from_guest.ts";
import type { ToGuest } from "../../core/protocol.ts";
import type { Engine } from "../../engines/engine.ts";
import { childFrames } from "./child_frames.ts";
import {
  type ChildCommand,
  type ChildInit,
  KIND,
  packCommand,
  parseReport,
  TOKEN_BYTES,
} from "./child_protocol.ts";
import {
  type Child,
  collectText,
  engineFlags,
  explainMissing,
  spawn,
  stop,
} from "./child_process.ts";
import { fetchPackages } from "./fetch_packages.ts";
import { MAX_SNAPSHOT_BYTES } from "../snapshot/mod.ts";
import type { GuestLink, LinkListener, LinkOptions, Loss } from "../link.ts";
import { essence, isMissing } from "../load_failure.ts";

/**
 * Bytes beyond the guest's limit that a child's resident memory may grow to before it is ended: the interpreter's own
 * working memory, and room for the guest to meet its own out-of-memory error first.
 */
const HEADROOM_BYTES = 160 * 2 ** 20;
/** What a child may leave unread: more commands and bytes than one does that reads at all, however busy it is. */
const MAX_UNREAD = { commands: 5_000, bytes: 2 ** 28 };

/**
 * Starts a worker in a process of its own.
 *
 * @param options What it takes
 * @returns The link, as soon as the process is started; the worker reports for itself when it is ready
 * @throws {SandboxError} If starting it is not permitted or fails
 */
export function startProcess(options: LinkOptions): GuestLink {
  const child = spawn([options.engine.name, options.language], [
    engineFlags(options.memoryBytes),
  ]);
  return linkChild(child, options);
}

/**
 * Speaks with a child that is started.
 *
 * @param child The child, of which nothing is believed
 * @param options Its first messages, and its listener
 * @returns The link
 */
export function linkChild(child: Child, options: LinkOptions): GuestLink {
  const link = new ProcessLink(child, options);
  link.begin(options);
  return link;
}

/**
 * Builds an engine's snapshot in a process of its own.
 *
 * @param engine An engine that has a snapshot
 * @returns The snapshot
 * @throws {SandboxError} If it fails
 */
export async function buildInProcess(engine: Engine): Promise<Uint8Array> {
  try {
    return await build(engine);
  } catch (error) {
    const isNew = error instanceof SandboxError &&
      error.code === "ASSET_MISSING";
    if (!isNew) throw error;
    await fetchPackages([engine]);
    return await build(engine);
  }
}

async function build(engine: Engine): Promise<Uint8Array> {
  const child = spawn([engine.name, engine.languages[0] ?? "python", "build"], [
    "--unstable-raw-imports",
  ]);
  const token = newToken();
  const writer = child.stdin.getWriter();
  const init: ChildInit = {
    type: "init",
    token,
    mailboxBytes: 0,
    maxMessageChars: 0,
    memoryBytes: 0,
    hasSnapshot: false,
    sources: engine.snapshot?.sources ?? {},
  };
  const errors = collectText(child.stderr);
  let reason = "";
  try {
    await writer.write(toFrame(init));
    for await (
      const { kind, payload } of childFrames(
        child.stdout,
        MAX_SNAPSHOT_BYTES,
        token,
      )
    ) {
      if (kind === KIND.snapshot) return payload;
      if (kind !== KIND.supervisor) continue;
      const report = parseReport(new TextDecoder().decode(payload));
      if (report?.type === "lost") reason = report.reason;
    }
  } finally {
    stop(child);
    await writer.close().catch(() => {});
    await child.status;
  }
  const said = reason || essence(await errors);
  throw new SandboxError(
    isMissing(said) ? "ASSET_MISSING" : "START_FAILED",
    `Cannot build the snapshot of ${engine.name}: ${
      isMissing(said) ? explainMissing(said) : said
    }`,
  );
}

class ProcessLink implements GuestLink {
  listener: LinkListener;
  readonly #child: Child;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #token = newToken();
  readonly #errors: Promise<string>;
  readonly #maxUnreadBytes: number;
  readonly #unread = { commands: 0, bytes: 0 };
  #ended = false;

  constructor(child: Child, { listener, mailboxBytes }: LinkOptions) {
    this.#child = child;
    this.listener = listener;
    this.#maxUnreadBytes = Math.max(MAX_UNREAD.bytes, 8 * mailboxBytes);
    this.#writer = child.stdin.getWriter();
    this.#errors = collectText(child.stderr);
  }

  begin(options: LinkOptions): void {
    const { engine, snapshot, mailboxBytes, maxMessageChars, memoryBytes } =
      options;
    this.#command({
      type: "init",
      token: this.#token,
      mailboxBytes,
      maxMessageChars,
      memoryBytes: memoryBytes + HEADROOM_BYTES,
      hasSnapshot: snapshot !== undefined,
      sources: engine.sources,
    });
    snapshot?.then(
      (it) =>
        it instanceof SharedArrayBuffer
          ? this.#sendSnapshot(new Uint8Array(it))
          : this.#command({ type: "snapshot", ...it }),
      // The code that started the link gets the failure from the same promise.
      () => {},
    );
    void this.#read(maxMessageChars);
  }

  /** Sends it as it is: a copy in a frame would take as long as the rest of its way. */
  #sendSnapshot(snapshot: Uint8Array): void {
    void this.#write(frameHead(KIND.snapshot, snapshot.byteLength));
    void this.#write(snapshot);
  }

  post(message: ToGuest, attachment?: Uint8Array): void {
    this.#command({ type: "post", message }, attachment);
    if (message.type === "response") this.#checkUnread();
  }

  interrupt(): void {
    this.#command({ type: "interrupt" });
  }

  async kill(): Promise<void> {
    this.#ended = true;
    stop(this.#child);
    this.#writer.close().catch(() => {});
    await this.#child.status;
  }

  #command(command: ChildCommand, attachment?: Uint8Array): void {
    const bytes = toFrame(command, attachment);
    this.#unread.commands++;
    this.#unread.bytes += bytes.byteLength;
    void this.#write(bytes).then(() => {
      this.#unread.commands--;
      this.#unread.bytes -= bytes.byteLength;
    });
  }

  /** A child that asks and asks without reading the answers would have them fill this process's memory. */
  #checkUnread(): void {
    const { commands, bytes } = this.#unread;
    if (this.#ended) return;
    if (commands <= MAX_UNREAD.commands && bytes <= this.#maxUnreadBytes) {
      return;
    }
    this.#ended = true;
    stop(this.#child);
    const reason = "The process asks without listening";
    this.listener.lost({ kind: "crashed", reason });
  }

  #write(bytes: Uint8Array): Promise<void> {
    // A child that is gone is noticed by its end of output; a failed write says nothing new.
    return this.#writer.write(bytes).catch(() => {});
  }

  async #read(maxMessageChars: number): Promise<void> {
    let loss: Loss | undefined;
    try {
      for await (
        const { kind, payload } of childFrames(
          this.#child.stdout,
          4 * maxMessageChars,
          this.#token,
        )
      ) {
        const text = new TextDecoder().decode(payload);
        if (kind === KIND.guest) this.#hear(text, maxMessageChars);
        else loss = this.#heed(text) ?? loss;
      }
    } catch (error) {
      loss = { kind: "crashed", reason: String(error) };
    }
    if (this.#ended) return;
    this.#ended = true;
    stop(this.#child);
    this.listener.lost(
      loss ?? this.#explain(await this.#child.status, await this.#errors),
    );
  }

  #hear(text: string, maxMessageChars: number): void {
    if (this.#ended) return;
    const message = parseFromGuest(text, maxMessageChars);
    if (message === undefined) this.listener.noise?.();
    else this.listener.message(message);
  }

  #heed(text: string): Loss | undefined {
    const report = parseReport(text);
    if (report?.type === "sample") this.listener.sample?.(report);
    if (report?.type !== "lost") return undefined;
    return isMissing(report.reason)
      ? { kind: "missing", reason: explainMissing(report.reason) }
      : report;
  }

  #explain(status: Deno.CommandStatus, errors: string): Loss {
    if (/out of memory|heap limit/i.test(errors)) {
      return {
        kind: "memory",
        reason: "The JavaScript heap of the process is exhausted",
      };
    }
    if (isMissing(errors)) {
      return { kind: "missing", reason: explainMissing(essence(errors)) };
    }
    const how = status.signal === null
      ? `status ${status.code}`
      : `signal ${status.signal}`;
    const last = errors.trim().split("\n").at(-1) ?? "";
    return {
      kind: "crashed",
      reason: `The process ended with ${how}${last === "" ? "" : `: ${last}`}`,
    };
  }
}

function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
}

function toFrame(command: ChildCommand, attachment?: Uint8Array): Uint8Array {
  return frame(KIND.command, packCommand(command, attachment));
}
