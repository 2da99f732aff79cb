/**
 * The process in which `host.js` measures a peer: started anew for each repetition, asked, ended.
 *
 * @module
 */
import { LineSplitter } from "../../commands/host/byte_sources.ts";
import type { Code } from "./driver.ts";
import type { Peer } from "./peer.ts";
import { type Place, scriptCommand } from "./place.ts";
import { treeOf } from "../process_tree.ts";

/** What can be asked of `host.js`, and what it answers. */
export interface Actions {
  fresh: [request: FreshRequest, answer: number[]];
  further: [request: Timed, answer: number[]];
  busy: [request: BusyRequest, answer: { runs: number; tookMs: number }];
  stop: [request: StopRequest, answer: string];
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

/** A line of `host.js`: the answer, a failure, or something to know before the answer comes. */
type Line =
  | { readonly value: unknown }
  | { readonly error: string }
  | { readonly note: unknown };

/** Far more than any answer has. */
const MAX_LINE_BYTES = 16_000_000;

/** Milliseconds in which a peer's process has to end by itself. */
const GRACE_MS = 2_000;

/** A peer's process, which ends with the scope that holds it. */
export class HostProcess implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #lines: LineSplitter;
  readonly #requests: WritableStreamDefaultWriter<Uint8Array>;

  /** Starts it. @param peer Whose driver it loads @param maxAtOnce The most runs that will be asked at once */
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
      // Of features that are called experimental, into the midst of our lines.
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

  /** The process; its descendants are the peer's too. */
  get pid(): number {
    return this.#child.pid;
  }

  /**
   * Asks, and waits for the answer.
   *
   * @param action What to do
   * @param request With what
   * @param onNote Receives what the process sends before the answer
   * @returns The answer
   * @throws {Error} If the peer could not do it
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
      // The two sides of the table above are one project's.
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
      // Peers may print what they like; ours are objects in a line of their own.
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
    // It has ended, as it should.
  }
}
