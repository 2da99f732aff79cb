/**
 * Sends the output of running code to the client, as log messages and, on request, as progress.
 *
 * One message is sent at a time, even if a guest prints a lot. Output in the meantime is joined. If the joined output is too
 * long, its beginning is dropped, because the result has all output.
 *
 * @module
 */
import type { ServerContext } from "@modelcontextprotocol/server";

/** The minimum time between two notifications to a client, in milliseconds. */
const EVERY_MS = 100;
/** The time between two notifications that a silent run continues, in milliseconds. */
const STILL_MS = 1_000;
/** The maximum length of a message, in UTF-16 units. */
const MAX_CHARS = 16_384;

type Stream = "stdout" | "stderr";

/** Sends the output of a run to a client. */
export class LiveOutput {
  readonly #context: ServerContext;
  readonly #timeoutMs: number;
  readonly #startedAtMs = performance.now();
  readonly #pending = new Map<Stream, string>();
  readonly #timer: ReturnType<typeof setInterval>;
  #sentAtMs = performance.now();
  #progress = 0;
  #lastLine = "";
  #sending: Promise<void> | undefined;

  /**
   * Starts to send.
   *
   * @param context The call of the client
   * @param timeoutMs The time limit of the run, in milliseconds
   */
  constructor(context: ServerContext, timeoutMs: number) {
    this.#context = context;
    this.#timeoutMs = timeoutMs;
    this.#timer = setInterval(() => this.#send(), EVERY_MS);
  }

  /** Adds output of the guest. */
  push(stream: Stream, text: string): void {
    const all = (this.#pending.get(stream) ?? "") + text;
    this.#pending.set(stream, all.slice(-MAX_CHARS));
  }

  /** Sends the rest. Nothing is sent afterwards. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sending;
    await this.#sendPending();
  }

  #send(): void {
    const isSilent = this.#pending.size === 0;
    const sinceMs = performance.now() - this.#sentAtMs;
    if (this.#sending !== undefined || (isSilent && sinceMs < STILL_MS)) return;
    this.#sending = this.#sendPending().finally(() =>
      this.#sending = undefined
    );
  }

  /** Sends the pending output. Stops if the client is gone, which is not an error of the run. */
  async #sendPending(): Promise<void> {
    const pending = [...this.#pending];
    this.#pending.clear();
    this.#sentAtMs = performance.now();
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
    // The protocol requires a higher value each time.
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
