/**
 * The service that answers a guest's file requests: it finds the mount, keeps the open files, and does one thing after
 * another.
 *
 * @module
 */
import type { RunFile } from "../../../core/files.ts";
import type { HostResponse, Service } from "../host_requests.ts";
import { FileError, toFileError } from "./file_error.ts";
import {
  type MountOperation,
  parseData,
  parseMountOperation,
  type Target,
} from "./mount_operation.ts";
import type { FileTree, OpenFile, OpenFlags, Path } from "./file_tree.ts";
import type { HostFiles } from "./host_files.ts";
import { Overlay } from "./overlay.ts";
import { parsePath } from "./parse_path.ts";

/** Files that a guest may have open. */
export const MAX_HANDLES = 256;

/** A mount that is open. */
export interface OpenMount {
  readonly guest: string;
  readonly writable: boolean;
  readonly tree: FileTree;
}

/** What is open: the file, and whether it may be written to. */
interface Handle {
  readonly file: OpenFile;
  readonly writable: boolean;
}

/** The mounts of a sandbox. */
export class Mounts {
  readonly #mounts: readonly OpenMount[];
  readonly #windows: boolean;
  readonly #handles = new Map<number, Handle>();
  #lastHandle = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** Made by {@linkcode openMounts}. */
  constructor(mounts: readonly OpenMount[], { windows }: HostFiles) {
    this.#mounts = mounts;
    this.#windows = windows;
  }

  /** Answers requests, one after another. */
  readonly service: Service = ({ body, data }, { signal }) => {
    const answer = this.#turn.then(() => this.#answer(body, data, signal));
    this.#turn = answer.catch(() => {});
    return answer;
  };

  /**
   * The files in overlays that were written since this was last asked, by their absolute guest paths.
   *
   * @param withContent Whether it says what they hold
   * @returns The files
   */
  changes(withContent = false): RunFile[] {
    return this.#mounts.flatMap(({ guest, tree }) =>
      tree instanceof Overlay
        ? tree.changes().map(({ path, bytes }) => {
          const content = withContent ? tree.written(path) : undefined;
          return {
            path: [guest, ...path].join("/"),
            bytes,
            ...(content === undefined ? {} : { content }),
          };
        })
        : []
    );
  }

  /** What a guest wrote to a file of an overlay, or nothing if it did not. */
  read(path: string): Uint8Array | undefined {
    const { mount, below } = this.#find(path);
    return mount.tree instanceof Overlay
      ? mount.tree.written(below)
      : undefined;
  }

  /** Closes all open files. Later requests fail. */
  close(): void {
    this.#closed = true;
    for (const { file } of this.#handles.values()) file.close();
    this.#handles.clear();
  }

  async #answer(
    text: string,
    data: string | undefined,
    { aborted }: AbortSignal,
  ): Promise<HostResponse> {
    try {
      const request = parseMountOperation(text);
      // What a run left in the queue is not done in the next one; but what it let go of is gone.
      const isOver = this.#closed || (aborted && request.op !== "close");
      if (isOver) throw new FileError("EIO");
      return await this.#do(request, data);
    } catch (error) {
      throw toFileError(error);
    }
  }

  #do(
    request: MountOperation,
    data: string | undefined,
  ): Promise<HostResponse> {
    switch (request.op) {
      case "open":
        return this.#open(request.path, request.flags);
      case "read":
        return this.#read(request);
      case "write":
        return this.#write(request, parseData(data));
      case "truncate":
        return this.#truncate(request);
      case "fstat":
        return this.#handle(request.handle).file.stat().then(toResponse);
      case "close":
        return this.#close(request.handle);
      default:
        return this.#doByPath(request);
    }
  }

  async #doByPath(
    request: Extract<
      MountOperation,
      {
        readonly path: string;
        readonly op: "stat" | "list" | "mkdir" | "rmdir" | "unlink" | "rename";
      }
    >,
  ): Promise<HostResponse> {
    const { op } = request;
    const { mount, below } = this.#find(request.path);
    if (op === "stat") return toResponse(await mount.tree.stat(below));
    if (op === "list") {
      const entries = await mount.tree.list(below);
      return { value: entries.map(({ name, kind }) => [name, kind]) };
    }
    this.#assertWritable(mount);
    if (op === "rename") {
      const target = this.#find(request.to);
      if (target.mount !== mount) throw new FileError("EXDEV");
      await mount.tree.rename(below, target.below);
    } else await mount.tree[op](below);
    return {};
  }

  async #open(path: string, flags: OpenFlags): Promise<HostResponse> {
    if (this.#handles.size >= MAX_HANDLES) throw new FileError("EMFILE");
    const handle = await this.#openFile(path, flags);
    // The sandbox may have ended while the disk was slow.
    if (this.#closed) {
      handle.file.close();
      throw new FileError("EIO");
    }
    const number = ++this.#lastHandle;
    this.#handles.set(number, handle);
    return { value: number };
  }

  async #openFile(path: string, flags: OpenFlags): Promise<Handle> {
    const { mount, below } = this.#find(path);
    const writable = flags.write || flags.create || flags.truncate;
    if (writable) this.#assertWritable(mount);
    const file = await mount.tree.open(below, { ...flags, write: writable });
    return { file, writable };
  }

  #read(
    { on, offset, length }: Extract<MountOperation, { readonly op: "read" }>,
  ): Promise<HostResponse> {
    return this.#use(on, NO_FLAGS, async ({ file }) => ({
      bytes: await file.read(offset, length),
    }));
  }

  #write(
    { on, offset, flags }: Extract<MountOperation, { readonly op: "write" }>,
    data: Uint8Array,
  ): Promise<HostResponse> {
    return this.#use(on, flags, async ({ file, writable }) => {
      if (!writable) throw new FileError("EBADF");
      const at = offset === "end" ? (await file.stat()).size : offset;
      await file.write(at, data);
      return { value: data.byteLength };
    });
  }

  #truncate(
    { on, size }: Extract<MountOperation, { readonly op: "truncate" }>,
  ): Promise<HostResponse> {
    const flags = { ...NO_FLAGS, write: true };
    return this.#use(on, flags, async ({ file, writable }) => {
      if (!writable) throw new FileError("EBADF");
      await file.truncate(size);
      return {};
    });
  }

  async #close(number: number): Promise<HostResponse> {
    const { file } = this.#handle(number);
    this.#handles.delete(number);
    await Promise.resolve(file.close());
    return {};
  }

  /** Does something with an open file, or with one that is opened for that alone. */
  async #use(
    target: Target,
    flags: OpenFlags,
    operate: (handle: Handle) => Promise<HostResponse>,
  ): Promise<HostResponse> {
    if (target.path === undefined) {
      return await operate(this.#handle(target.handle));
    }
    const handle = await this.#openFile(target.path, flags);
    try {
      return await operate(handle);
    } finally {
      handle.file.close();
    }
  }

  #handle(number: number): Handle {
    const handle = this.#handles.get(number);
    if (handle === undefined) throw new FileError("EBADF");
    return handle;
  }

  #find(path: string): { readonly mount: OpenMount; readonly below: Path } {
    const mount = this.#mounts.find(({ guest }) =>
      path === guest || path.startsWith(`${guest}/`)
    );
    if (mount === undefined) throw new FileError("ENOENT");
    const rest = path.slice(mount.guest.length + 1);
    if (rest === "" && path !== mount.guest) throw new FileError("EINVAL");
    return { mount, below: parsePath(rest, { windows: this.#windows }) };
  }

  #assertWritable({ writable }: OpenMount): void {
    if (!writable) throw new FileError("EROFS");
  }
}

const NO_FLAGS: OpenFlags = {
  write: false,
  create: false,
  exclusive: false,
  truncate: false,
};

function toResponse(value: unknown): HostResponse {
  return { value };
}
