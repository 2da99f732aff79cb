/**
 * The entry point of a child process. It starts the worker, reads the host's commands, and passes them to the supervisor.
 * The process has no permission.
 *
 * Arguments: the engine, the language, and `build` if the worker builds the engine's snapshot instead of running a guest.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import { FrameReader } from "../../core/frames.ts";
import { InvalidFileError, openRegular } from "../open_file.ts";
import { findFault, rulesFor, SNAPSHOT_AT } from "../snapshot/snapshot_file.ts";
import {
  type ChildInit,
  type ChildSnapshot,
  KIND,
  unpackCommand,
} from "./child_protocol.ts";
import {
  type ChildSnapshotBytes,
  readTask,
  start,
  type StartOrder,
  type Task,
} from "./child_start.ts";
import { Supervisor } from "./supervisor.ts";

/** The largest frame to a child process, in bytes: a snapshot, or a message for the mailbox. */
const MAX_FRAME_BYTES = 2 ** 30;
const BUFFER_BYTES = 2 ** 18;

/** A frame from the host. */
interface Frame {
  readonly kind: number;
  readonly payload: Uint8Array<ArrayBuffer>;
}

/** Reads frames from the host, until the host closes the pipe or exits. */
async function* readFrames(): AsyncGenerator<Frame> {
  const reader = new FrameReader(MAX_FRAME_BYTES);
  const buffer = new Uint8Array(BUFFER_BYTES);
  for (;;) {
    const read = await Deno.stdin.read(buffer);
    if (read === null) return;
    for (const bytes of reader.push(buffer.subarray(0, read))) {
      yield { kind: bytes[0] ?? 0, payload: bytes.subarray(1) };
    }
  }
}

/** Carries out the host's commands. */
class Commands {
  readonly #task: Task;
  readonly #supervisor: Supervisor;
  /** The snapshot that a binary carries. */
  readonly #embedded: Promise<Uint8Array<ArrayBuffer>> | undefined;
  #init: ChildInit | undefined;

  constructor(task: Task) {
    const { snapshot, ...started } = start(task);
    this.#task = task;
    this.#supervisor = new Supervisor(started);
    this.#embedded = snapshot;
  }

  /** Carries out the command in a frame. */
  async take({ kind, payload }: Frame): Promise<void> {
    if (kind === KIND.snapshot) return this.#begin({ bytes: payload });
    if (kind === KIND.site) return this.#supervisor.takeSite(payload);
    const { command, attachment } = unpackCommand(payload);
    switch (command.type) {
      case "init":
        this.#init = command;
        this.#supervisor.init(command);
        if (!command.hasSnapshot) await this.#beginAtOnce(command);
        return;
      case "snapshot":
        return this.#read(command);
      default:
        this.#supervisor.obey(command, attachment);
    }
  }

  async #beginAtOnce(init: ChildInit): Promise<void> {
    if (this.#task.isBuild) {
      this.#supervisor.build(init).catch((error) => this.#lose(error));
      return;
    }
    const bytes = await this.#embedded;
    this.#begin(bytes && { bytes });
  }

  #begin(snapshot: ChildSnapshotBytes | undefined): void {
    if (this.#init === undefined) return;
    const order: StartOrder = { init: this.#init, snapshot };
    this.#supervisor.start(order).then(() => this.#supervisor.watch())
      .catch((error) => this.#lose(error));
  }

  #read(command: ChildSnapshot): void {
    readSnapshot(command).then(
      (snapshot) => this.#begin(snapshot),
      (error) => this.#supervisor.lose("snapshot", explainUnreadable(error)),
    );
  }

  #lose(error: unknown): void {
    this.#supervisor.lose("crashed", messageOf(error));
  }
}

/** Reads the snapshot from its file. To verify it, the same open file is read once more. */
async function readSnapshot(
  { path, key, owner }: ChildSnapshot,
): Promise<ChildSnapshotBytes> {
  // The file is opened now, because the permission to read ends before the worker starts.
  const file = await openRegular(path, rulesFor(owner));
  const bytes = await file.readAll();
  return {
    path,
    bytes: bytes.subarray(Math.min(SNAPSHOT_AT, bytes.length)),
    async verify(): Promise<string | undefined> {
      using _ = file;
      try {
        return await findFault(file, Uint8Array.fromHex(key));
      } catch (error) {
        return explainUnreadable(error);
      }
    },
  };
}

function explainUnreadable(error: unknown): string {
  if (error instanceof InvalidFileError) return error.message;
  return `cannot be read (${messageOf(error)})`;
}

async function main(args: readonly string[]): Promise<void> {
  const commands = new Commands(readTask(args));
  for await (const frame of readFrames()) await commands.take(frame);
}

/**
 * Runs as a child process until the host closes the pipe.
 *
 * @param args The engine, the language, and `build` if a snapshot is built
 */
export function serve(args: readonly string[]): void {
  // Ctrl-C on a terminal reaches every process of the group. The host decides what it means for a guest.
  Deno.addSignalListener("SIGINT", () => {});
  // When this thread ends, the process ends, and with it the worker.
  main(args).then(() => Deno.exit(0), (error) => {
    console.error(messageOf(error));
    Deno.exit(1);
  });
}

if (import.meta.main) serve(Deno.args);
