/**
 * A child process without a process: its pipes are streams of this one.
 *
 * @module
 */
import { FrameReader } from "../../../core/frames.ts";
import type { Child } from "../../../sandbox/process/child_process.ts";
import {
  type ChildCommand,
  childFrame,
  KIND,
  unpackCommand,
} from "../../../sandbox/process/child_protocol.ts";

/** A frame that the host wrote. */
export interface HostFrame {
  readonly kind: number;
  /** The command; `undefined` for the bytes of a snapshot or of packages. */
  readonly command: ChildCommand | undefined;
  /** What follows the command, or the bytes. */
  readonly bytes: Uint8Array;
}

/** A child that does what a test says, and reads what the host writes. */
export class FakeChild {
  /** The child as the host sees it. */
  readonly child: Child;
  /** The signals that it was sent. */
  readonly signals: string[] = [];
  /** Whether it still has to exit after it was killed. */
  lingers = false;
  readonly #frames = new FrameReader(2 ** 20);
  readonly #commands: HostFrame[] = [];
  readonly #stdin = new TransformStream<Uint8Array, Uint8Array>();
  readonly #reader = this.#stdin.readable.getReader();
  readonly #stdout = new TransformStream<Uint8Array, Uint8Array>(
    undefined,
    undefined,
    { highWaterMark: 100 },
  );
  readonly #output = this.#stdout.writable.getWriter();
  readonly #stderr = new TransformStream<Uint8Array, Uint8Array>(
    undefined,
    undefined,
    { highWaterMark: 100 },
  );
  readonly #errors = this.#stderr.writable.getWriter();
  readonly #status = Promise.withResolvers<Deno.CommandStatus>();
  #token = new Uint8Array(0);

  constructor() {
    // The link uses nothing else of a child process.
    this.child = {
      stdin: this.#stdin.writable,
      stdout: this.#stdout.readable,
      stderr: this.#stderr.readable,
      status: this.#status.promise,
      kill: (signal: string): void => {
        this.signals.push(signal);
        if (!this.lingers) {
          void this.end({ success: false, code: 137, signal: "SIGKILL" });
        }
      },
    } as unknown as Child;
  }

  /** Reads the host's next frame. */
  async next(): Promise<HostFrame> {
    while (this.#commands.length === 0) {
      const { value, done } = await this.#reader.read();
      if (done) throw new Error("The host writes no more");
      for (const bytes of this.#frames.push(value)) this.#receive(bytes);
    }
    const [first] = this.#commands.splice(0, 1);
    if (first === undefined) throw new Error("never happens");
    return first;
  }

  #receive(bytes: Uint8Array): void {
    const payload = bytes.subarray(1);
    const [kind = 0] = bytes;
    if (kind === KIND.snapshot || kind === KIND.site) {
      this.#commands.push({ kind, command: undefined, bytes: payload });
      return;
    }
    const { command, attachment } = unpackCommand(payload);
    if (command.type === "init") {
      this.#token = Uint8Array.fromHex(command.token);
    }
    this.#commands.push({ kind, command, bytes: attachment });
  }

  /** Writes a frame, by default with the token of the first command. */
  async write(
    kind: number,
    message: unknown,
    token: Uint8Array = this.#token,
  ): Promise<void> {
    const text = typeof message === "string"
      ? message
      : JSON.stringify(message);
    await this.writeBytes(
      childFrame(kind, token, new TextEncoder().encode(text)),
    );
  }

  /** Writes to standard output. */
  async writeBytes(bytes: Uint8Array): Promise<void> {
    await this.#output.write(bytes);
  }

  /** Writes to standard error. */
  async complain(text: string): Promise<void> {
    await this.#errors.write(new TextEncoder().encode(text));
  }

  /** Exits. */
  async end(status: Deno.CommandStatus): Promise<void> {
    this.#status.resolve(status);
    await Promise.allSettled([this.#output.close(), this.#errors.close()]);
  }
}
