/**
 * What a client hears while code runs: output as log messages, and progress where it asked for that.
 *
 * However much a guest prints, one message is under way at a time, and what comes meanwhile is put together; of what is
 * too much the beginning is dropped, as the result has it all.
 *
 * @module
 */
import type { ServerContext } from "@modelcontextprotocol/server";

/** The minimum time between two notifications to a client, in milliseconds. */
const EVERY_MS = 100;
/** The time between two notifications that a silent run continues, in milliseconds. */
const STILL_MS = 1_000;
/** The longest message, in UTF-16 units. */
const MAX_CHARS = 16_384;

type Stream = "stdout" | "stderr";

/** Tells a client what a run prints. */
export class LiveOutput {
  readonly #context: ServerContext;
  readonly #timeoutMs: number;
  readonly #startedAtMs = performance.now();
  readonly #pending = new Map<Stream, string>();
  readonly #timer: ReturnType<typeof setInterval>;
  #toldAtMs = performance.now();
  #progress = 0;
  #lastLine = "";
  #telling: Promise<void> | undefined;

  /**
   * Makes it.
   *
   * @param context The call
   * @param timeoutMs How long the run may take
   */
  constructor(context: ServerContext, timeoutMs: number) {
    this.#context = context;
    this.#timeoutMs = timeoutMs;
    this.#timer = setInterval(() => this.#tell(), EVERY_MS);
  }

  /** Takes what the guest printed. */
  push(stream: Stream, text: string): void {
    const all = (this.#pending.get(stream) ?? "") + text;
    this.#pending.set(stream, all.slice(-MAX_CHARS));
  }

  /** Sends the rest. Nothing is sent afterwards. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#telling;
    await this.#tellPending();
  }

  #tell(): void {
    const isSilent = this.#pending.size === 0;
    const sinceMs = performance.now() - this.#toldAtMs;
    if (this.#telling !== undefined || (isSilent && sinceMs < STILL_MS)) return;
    this.#telling = this.#tellPending().finally(() =>
      this.#telling = undefined
    );
  }

  /** A client that is gone hears nothing, which is no mistake of the run's. */
  async #tellPending(): Promise<void> {
    const pending = [...this.#pending];
    this.#pending.clear();
    this.#toldAtMs = performance.now();
    try {
      for (const [stream, text] of pending) await this.#log(stream, text);
      await this.#report();
    } catch {
      clearInterval(this.#timer);
    }
  }

  async #log(stream: Stream, text: string): Promise<void> {
    const wellFormed = text.toWellFormed();
    this.#lastLine = wellFormed.trimEnd().split("\n").at(-1) ?? "";
    const level = stream === "stdout" ? "info" : "warning";
    await this.#context.mcpReq.log(level, wellFormed, stream);
  }

  async #report(): Promise<void> {
    const progressToken = this.#context.mcpReq._meta?.progressToken;
    if (progressToken === undefined) return;
    const elapsedMs = Math.round(performance.now() - this.#startedAtMs);
    // It has to grow each time.
    this.#progress = Math.max(this.#progress + 1, elapsedMs);
    await this.#context.mcpReq.notify({
      method: "notifications/progress",
      params: {
        progressToken,
        progress: this.#progress,
        total: Math.max(this.#progress, this.#timeoutMs),
        message: this.#lastLine.slice(0, 200) || "running",
      },
    });
  }
}
