/**
 * What all workers of this process have in common: how they are started without permissions, and the shared memory
 * through which they are spoken to.
 *
 * @module
 */
import { Mailbox } from "../core/mailbox.ts";
import type { ToGuest, WorkerStart } from "../core/protocol.ts";
import type { LinkOptions } from "./link.ts";
import { checkWorkerOptions } from "./worker_options.ts";

const CONTROL_BYTES = 64;
const SIGINT = 2;

/** The buffers through which a worker is spoken to. */
export class Buffers {
  readonly mailbox: Mailbox;
  readonly control = new SharedArrayBuffer(CONTROL_BYTES);

  constructor(mailboxBytes: number) {
    this.mailbox = new Mailbox(mailboxBytes);
  }

  post(message: ToGuest, attachment?: Uint8Array): void {
    // What was meant for an earlier run must not stop this one; what comes from now on must.
    if (
      message.type === "run" || message.type === "file" ||
      message.type === "open"
    ) {
      Atomics.store(new Int32Array(this.control), 0, 0);
    }
    this.mailbox.post(message, attachment);
  }

  interrupt(): void {
    const flags = new Int32Array(this.control);
    Atomics.store(flags, 0, SIGINT);
    Atomics.notify(flags, 0);
    this.post({ type: "wake" });
  }
}

/**
 * A web worker without any permission. That is said even where this process seems to have none: a permission for one
 * path or host is not to be seen by whoever does not name it, and would be handed on.
 */
export function newWorker(url: string): Worker {
  checkWorkerOptions();
  return new Worker(url, { type: "module", deno: { permissions: "none" } });
}

/** Tells a worker what it starts from, as soon as that is there. */
export async function handOver(
  { image, engine }: LinkOptions,
  { mailbox, control }: Buffers,
  send: (shared: WorkerStart) => void,
): Promise<void> {
  const shared = { mailbox: mailbox.buffer, control, sources: engine.sources };
  const bytes = await image;
  if (bytes === undefined) return send(shared);
  if (!(bytes instanceof SharedArrayBuffer)) {
    throw new TypeError("Cannot hand over a file, which a thread may not read");
  }
  send({ ...shared, image: bytes });
}
