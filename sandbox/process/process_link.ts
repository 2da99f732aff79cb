/**
 * The host's side of `process` isolation: each worker has a child process, which has no permission, an empty environment and
 * piped standard streams. SIGKILL always ends it.
 *
 * @module
 */
import { defaultLanguageOf, undoesRuns } from "../../core/languages.ts";
import { SandboxError } from "../../core/errors.ts";
import { frameHead } from "../../core/frames.ts";
import type { PackageSet } from "../../core/packages.ts";
import { parseFromGuest } from "../../core/parse_from_guest.ts";
import type { ToGuest } from "../../core/protocol.ts";
import type { Engine } from "../../engines/engine.ts";
import {
  type ChildCommand,
  childFrames,
  type ChildInit,
  commandFrame,
  KIND,
  newToken,
  parseReport,
} from "./child_protocol.ts";
import {
  type Child,
  collectText,
  engineFlags,
  explainMissing,
  readFlag,
  spawn,
  stop,
} from "./child_process.ts";
import { fetchPackages } from "./fetch_packages.ts";
import { MAX_SNAPSHOT_BYTES } from "../snapshot/mod.ts";
import type { GuestLink, LinkListener, LinkOptions, Loss } from "../link.ts";
import { installedFilesOf } from "../installed.ts";
import { buildFailure, IMPORT_WITHIN_MS, LATE } from "../build_failure.ts";
import { essence, isMissing, UNREAD_RESPONSES } from "../loss.ts";
import type { KnownFile } from "../open_file.ts";

/**
 * How far a child's resident memory may exceed the guest's limit, in bytes. The interpreter needs working memory, and the
 * guest gets an out-of-memory error of its own first.
 */
const HEADROOM_BYTES = 160 * 2 ** 20;
/**
 * How often a child may hold the guest's memory. An engine that undoes runs has it, a copy of its state before the run, and
 * for a while what it had before the last run was undone, until the runtime collects it.
 */
const MEMORIES = { restoring: 3, other: 1 };
/** The memory of an interpreter that imports packages for a snapshot, in bytes. */
const BUILDER_BYTES = 512 * 2 ** 20;
/** How many commands and bytes a child may leave unread. A child that reads, however busy, leaves fewer. */
const MAX_UNREAD = { commands: 5_000, bytes: 2 ** 28 };

/**
 * Starts a worker in a child process.
 *
 * @param options The engine, its limits and the listener
 * @returns The link. The listener is notified when the worker is ready
 * @throws {SandboxError} If the child process must not be started, or its start fails
 */
export function startProcess(options: LinkOptions): GuestLink {
  const { engine, language, memoryBytes, packages, site } = options;
  const child = spawn([engine.name, language], [
    engineFlags(memoryBytes),
    ...(packages !== undefined && site === undefined
      ? readFlag(packages.path, engine.name)
      : []),
  ]);
  return linkChild(child, options);
}

/**
 * Links to a child process that was started.
 *
 * @param child The child process, whose output is untrusted
 * @param options The engine, its limits and the listener
 * @returns The link
 */
export function linkChild(child: Child, options: LinkOptions): GuestLink {
  const link = new ProcessLink(child, options);
  link.begin(options);
  return link;
}

/**
 * Builds an engine's snapshot in a child process.
 *
 * @param engine An engine that has a snapshot
 * @param packages What it imports, if it is one with packages
 * @returns The snapshot
 * @throws {SandboxError} If it fails
 */
export async function buildInProcess(
  engine: Engine,
  packages?: PackageSet,
): Promise<Uint8Array> {
  try {
    return await build(engine, packages);
  } catch (error) {
    const isNew = error instanceof SandboxError &&
      error.code === "ASSET_MISSING";
    if (!isNew) throw error;
    await fetchPackages([engine]);
    return await build(engine, packages);
  }
}

async function build(
  engine: Engine,
  packages: PackageSet | undefined,
): Promise<Uint8Array> {
  const language = defaultLanguageOf(engine.name);
  const mode = packages === undefined ? "build" : "build-packages";
  const child = spawn([engine.name, language, mode], [
    "--unstable-raw-imports",
    // The code of packages is that of guests.
    ...(packages === undefined
      ? []
      : [engineFlags(BUILDER_BYTES), ...readFlag(packages.path, engine.name)]),
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
    guestBytes: 0,
    polls: false,
    installed: await installedFilesOf(engine),
    sources: engine.snapshot?.sources ?? {},
    site: packages && toKnownFile(packages),
    packages: packages && {
      imports: packages.imports ?? [],
      importer: engine.snapshot?.importer ?? "",
    },
  };
  let isLate = false;
  const timer = packages && setTimeout(() => {
    isLate = true;
    stop(child);
  }, IMPORT_WITHIN_MS);
  const errors = collectText(child.stderr);
  let reason = "";
  try {
    // A child that ends before it has read all says why; that its pipe is broken says nothing.
    void writer.write(commandFrame(init)).catch(() => {});
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
    clearTimeout(timer);
    stop(child);
    await writer.close().catch(() => {});
    await child.status;
  }
  const message = isLate ? LATE : reason || essence(await errors);
  throw buildFailure(engine, {
    message: isMissing(message) ? explainMissing(message) : message,
    packages,
  });
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
    const { engine, installed, snapshot, packages, site } = options;
    const { mailboxBytes, maxMessageChars, memoryBytes } = options;
    this.#command({
      type: "init",
      token: this.#token,
      mailboxBytes,
      maxMessageChars,
      memoryBytes: memoryBytes *
          MEMORIES[undoesRuns(engine.name) ? "restoring" : "other"] +
        HEADROOM_BYTES,
      hasSnapshot: snapshot !== undefined,
      guestBytes: memoryBytes,
      polls: engine.polls,
      installed,
      site: site === undefined ? packages && toKnownFile(packages) : "sent",
      sources: engine.sources,
    });
    snapshot?.then(
      (it) =>
        it instanceof SharedArrayBuffer
          ? this.#send(KIND.snapshot, new Uint8Array(it))
          : this.#command({ type: "snapshot", ...it }),
      // The code that started the link gets the failure from the same promise.
      () => {},
    );
    // As above.
    site?.then((it) => this.#send(KIND.site, new Uint8Array(it)), () => {});
    void this.#read(maxMessageChars);
  }

  /** Sends many bytes without copying them into a frame: the copy would take as long as the rest of the transfer. */
  #send(kind: number, bytes: Uint8Array): void {
    void this.#write(frameHead(kind, bytes.byteLength));
    void this.#write(bytes);
  }

  post(message: ToGuest, attachment?: Uint8Array): void {
    this.#command({ type: "post", message }, attachment);
    if (message.type === "response") this.#checkUnread();
  }

  interrupt(force = false): void {
    this.#command({ type: "interrupt", force });
  }

  async kill(): Promise<void> {
    this.#ended = true;
    stop(this.#child);
    this.#writer.close().catch(() => {});
    await this.#child.status;
  }

  #command(command: ChildCommand, attachment?: Uint8Array): void {
    const bytes = commandFrame(command, attachment);
    this.#unread.commands++;
    this.#unread.bytes += bytes.byteLength;
    void this.#write(bytes).then(() => {
      this.#unread.commands--;
      this.#unread.bytes -= bytes.byteLength;
    });
  }

  /** Ends a child that sends host requests without reading the responses, which would fill the memory of this process. */
  #checkUnread(): void {
    const { commands, bytes } = this.#unread;
    if (this.#ended) return;
    if (commands <= MAX_UNREAD.commands && bytes <= this.#maxUnreadBytes) {
      return;
    }
    this.#ended = true;
    stop(this.#child);
    this.listener.lost(UNREAD_RESPONSES);
  }

  #write(bytes: Uint8Array): Promise<void> {
    // `#read` notices the end of the child. A failed write adds nothing.
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
        if (kind === KIND.guest) this.#receive(text, maxMessageChars);
        else loss = this.#takeReport(text) ?? loss;
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

  #receive(text: string, maxMessageChars: number): void {
    if (this.#ended) return;
    const message = parseFromGuest(text, maxMessageChars);
    if (message === undefined) this.listener.noise?.();
    else this.listener.message(message);
  }

  #takeReport(text: string): Loss | undefined {
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

function toKnownFile({ path, sha256, bytes }: PackageSet): KnownFile {
  return { path, sha256, bytes };
}
