/**
 * The process in which `host.js` measures a peer: started anew for each repetition.
 *
 * @module
 */
import { LineSplitter } from "../../commands/host/byte_sources.ts";
import type { Code } from "./driver.ts";
import type { Peer } from "./peer.ts";
import { type Place, scriptCommand } from "./place.ts";
import { treeOf } from "../process_tree.ts";

/** The requests to `host.js`, with their responses. */
export interface Actions {
  fresh: [request: FreshRequest, answer: number[]];
  further: [request: Timed, answer: number[]];
  busy: [request: BusyRequest, answer: { runs: number; tookMs: number }];
  stop: [request: StopRequest, answer: string];
  recover: [request: RecoverRequest, answer: number | null];
  hold: [request: { code: Code; count: number }, answer: number];
  program: [
    request: { code: Code },
    answer: { value: string; tookMs: number },
  ];
}

interface Checked {
  readonly code: Code;
  readonly expected: string;
  readonly warmUps: number;
}

interface Timed extends Checked {
  readonly rounds: number;
}

interface FreshRequest extends Timed {
  readonly restMs: number;
  readonly atMostMs: number;
}

interface BusyRequest extends Checked {
  readonly clients: number;
  readonly forMs: number;
}

interface StopRequest {
  readonly code: Code;
  readonly trial: Code;
  readonly deadlineMs: number;
}

interface RecoverRequest {
  readonly keep: Code;
  readonly endless: Code;
  readonly find: Code;
  readonly expected: string;
  readonly deadlineMs: number;
}

/** A line of `host.js`: the response, a failure, or a note before the response. */
type Line =
  | { readonly value: unknown }
  | { readonly error: string }
  | { readonly note: unknown };

/** Far more than any response has. */
const MAX_LINE_BYTES = 16_000_000;

/** Milliseconds within which a peer's process has to exit. */
const GRACE_MS = 2_000;

/** A peer's process, which is ended with its scope. */
export class HostProcess implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #lines: LineSplitter;
  readonly #requests: WritableStreamDefaultWriter<Uint8Array>;

  /** Starts it. @param peer The peer whose driver it loads @param maxAtOnce The maximum number of concurrent runs */
  constructor(
    peer: Peer,
    { place, maxAtOnce = 1 }: {
      readonly place: Place;
      readonly maxAtOnce?: number;
    },
  ) {
    const [program = "", ...args] = scriptCommand(peer, {
      place,
      script: "host.js",
      maxAtOnce,
    });
    this.#child = new Deno.Command(program, {
      args,
      // Node prints warnings about experimental features between the lines of `host.js`.
      env: { NODE_NO_WARNINGS: "1" },
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    const output = this.#child.stdout.getReader();
    this.#lines = new LineSplitter({
      read: async () => (await output.read()).value ?? null,
      close: () => {},
    });
    this.#requests = this.#child.stdin.getWriter();
  }

  /** The id of the process; its descendants belong to the peer too. */
  get pid(): number {
    return this.#child.pid;
  }

  /**
   * Sends a request, and waits for the response.
   *
   * @param action The request
   * @param request Its arguments
   * @param onNote Receives what the process sends before the response
   * @returns The response
   * @throws {Error} If the peer fails
   */
  async ask<Name extends keyof Actions>(
    action: Name,
    request: Actions[Name][0],
    onNote: (note: unknown) => void = () => {},
  ): Promise<Actions[Name][1]> {
    const line = `${JSON.stringify({ action, ...request })}\n`;
    await this.#requests.write(new TextEncoder().encode(line));
    while (true) {
      const answer = await this.#next();
      // Both sides of the table above belong to this project.
      if ("value" in answer) return answer.value as Actions[Name][1];
      if ("error" in answer) throw new Error(answer.error);
      onNote(answer.note);
    }
  }

  async #next(): Promise<Line> {
    while (true) {
      const bytes = await this.#lines.line(MAX_LINE_BYTES);
      if (bytes === null) throw new Error("The peer's process has ended");
      const line = new TextDecoder().decode(bytes);
      // Peers may print other lines; those of `host.js` are objects.
      if (line.startsWith("{")) return JSON.parse(line);
    }
  }

  /** Ends the process and all that it started, no matter what they are doing. */
  async [Symbol.asyncDispose](): Promise<void> {
    const tree = treeOf(this.pid);
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), GRACE_MS);
    await this.#requests.close().catch(() => {});
    await this.#child.status;
    clearTimeout(timer);
    for (const pid of tree) killIfThere(pid);
    while (await this.#lines.lines() !== null);
  }
}

function killIfThere(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch {
    // It has exited already.
  }
}
