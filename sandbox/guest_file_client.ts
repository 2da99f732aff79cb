/**
 * What the host does with the files of a guest: read, write, list and remove them while it is idle.
 *
 * Each piece is a guest file request to the worker. The response may have any content, come late, or never:
 * `core/parse_from_guest.ts` bounds and parses it, it must belong to an open request, and after a deadline the guest is
 * given up.
 *
 * @module
 */
import { SandboxError } from "../core/errors.ts";
import {
  collectEntries,
  type FileContent,
  type FileEntry,
  PIECE_BYTES,
  type RunFile,
  sortEntries,
  toContent,
  toGuestPath,
} from "../core/files.ts";
import type { Limits } from "../core/limits.ts";
import type {
  GuestFileRequest,
  GuestFileResponse,
  ToGuest,
} from "../core/protocol.ts";
import { explain, isFull, refused } from "./guest_file_errors.ts";

/** The time for each response of a worker to a request of the host's program, in milliseconds. */
const ANSWER_MS = 10_000;
/** Milliseconds beyond its own time limit that a run has for handing its files over. */
export const HANDOVER_MS = 1_000;

/** The files of a sandbox below `/work`, for the host's program, while nothing runs in the sandbox. */
export interface SandboxFiles {
  /**
   * Reads a file.
   *
   * @param path Its path, relative to `/work` or below it
   * @returns Its content
   * @throws {SandboxError} `FILE_NOT_FOUND`, `FILE_REFUSED` (a directory, say), `SANDBOX_BUSY`, `SANDBOX_CLOSED`
   * @throws {TypeError} If the path names nothing below `/work`
   */
  read(path: string): Promise<Uint8Array>;
  /**
   * Reads a file as text; bytes that are not UTF-8 come as U+FFFD.
   *
   * @param path Its path, as for `read`
   * @returns Its content
   */
  readText(path: string): Promise<string>;
  /**
   * Writes a file, in place of what it held; directories are made as needed.
   *
   * @param path Its path, as for `read`
   * @param content Text or bytes
   * @throws {SandboxError} `FILE_REFUSED` (no room, a directory in its place), `SANDBOX_BUSY`, `SANDBOX_CLOSED`
   */
  write(path: string, content: FileContent): Promise<void>;
  /**
   * Lists files, those in directories included.
   *
   * @param path A directory, or a file; `/work` itself where it is absent
   * @returns The files, sorted by path
   */
  list(path?: string): Promise<readonly FileEntry[]>;
  /**
   * Removes a file, or a directory with all that is in it.
   *
   * @param path Its path, as for `read`
   */
  remove(path: string): Promise<void>;
}

/** What the files of a sandbox are made of. */
export interface GuestFileClientOptions {
  readonly limits: Limits;
  /** Where the guest sees directories of the host's, whose files are not the guest's own. */
  readonly mounts: readonly string[];
  readonly post: (message: ToGuest, attachment?: Uint8Array) => void;
  /** Takes the sandbox for something with its files; throws where it is not idle. */
  readonly begin: (what: string) => void;
  /** Gives it back. */
  readonly end: () => void;
  /** Gives the guest up, as it does not answer. */
  readonly giveUp: () => void;
}

/** How a run that is over hands its files over. */
export interface HandOverOptions {
  /** Milliseconds that it may take. */
  readonly withinMs: number;
  readonly withContent: boolean;
}

type Answered = PromiseWithResolvers<GuestFileResponse>;

/** The files of a sandbox. */
export class GuestFileClient implements SandboxFiles {
  readonly #options: GuestFileClientOptions;
  readonly #waiting = new Map<number, Answered>();
  #last = 0;
  /** By when, on the clock of `performance`, answers must be there at the latest. */
  #dueMs = Infinity;
  #lost = false;

  constructor(options: GuestFileClientOptions) {
    this.#options = options;
  }

  async read(path: string): Promise<Uint8Array> {
    const checked = this.#checkPath("read", path);
    return await this.#within("read", () => this.#read(checked));
  }

  async readText(path: string): Promise<string> {
    return new TextDecoder("utf-8", { ignoreBOM: true })
      .decode(await this.read(path));
  }

  async write(path: string, content: FileContent): Promise<void> {
    const checked = this.#checkPath("write", path);
    const bytes = toContent(checked, content);
    await this.#within("write", () => this.#write(checked, bytes));
  }

  async list(path?: string): Promise<readonly FileEntry[]> {
    const checked = path === undefined ? "" : this.#checkPath("list", path);
    return await this.#within(
      "list",
      () => this.#list((from) => ({ op: "list", path: checked, from })),
    );
  }

  async remove(path: string): Promise<void> {
    const checked = this.#checkPath("remove", path);
    await this.#within("remove", async () => {
      await this.#request({ op: "remove", path: checked });
    });
  }

  /**
   * Names the files that the last run made or changed; the sandbox is taken already.
   *
   * @param options Milliseconds for it, and whether contents are wanted
   * @returns The files
   */
  async changes(
    { withinMs, withContent }: HandOverOptions,
  ): Promise<readonly RunFile[]> {
    this.#dueMs = performance.now() + withinMs;
    try {
      const entries = await this.#list((from) => ({ op: "changes", from }));
      return withContent ? await this.#fill(entries) : entries;
    } finally {
      this.#dueMs = Infinity;
    }
  }

  /** Takes a response of the worker; returns whether a request was open for it. */
  take(response: GuestFileResponse): boolean {
    const pending = this.#waiting.get(response.id);
    pending?.resolve(response);
    return this.#waiting.delete(response.id);
  }

  /** Whether an answer is waited for. */
  get pending(): boolean {
    return this.#waiting.size > 0;
  }

  /** Takes the news that the guest is gone. */
  lose(): void {
    this.#lost = true;
    for (const { reject } of this.#waiting.values()) reject(ended());
    this.#waiting.clear();
  }

  #checkPath(op: GuestFileRequest["op"], path: string): string {
    const checked = toGuestPath(path);
    const whole = `/work/${checked}`;
    const isMounted = this.#options.mounts.some((mount) =>
      `${whole}/`.startsWith(`${mount}/`) ||
      (op === "remove" && mount.startsWith(`${whole}/`))
    );
    if (!isMounted) return checked;
    throw refused(op, checked, "it is part of a mount or holds one");
  }

  async #within<T>(what: string, act: () => Promise<T>): Promise<T> {
    this.#options.begin(what);
    try {
      return await act();
    } finally {
      this.#options.end();
    }
  }

  async #read(path: string): Promise<Uint8Array> {
    const first = await this.#readPiece(path, 0);
    const { bytes: size } = first;
    const { fileBytes } = this.#options.limits;
    if (size > fileBytes) {
      throw refused("read", path, `it has more than ${fileBytes} bytes`);
    }
    if (first.piece.byteLength >= size) return first.piece.subarray(0, size);
    const whole = new Uint8Array(size);
    whole.set(first.piece);
    for (let at = first.piece.byteLength; at < size;) {
      const { piece } = await this.#readPiece(path, at);
      if (piece.byteLength === 0) return whole.slice(0, at);
      whole.set(piece.subarray(0, size - at), at);
      at += piece.byteLength;
    }
    return whole;
  }

  async #readPiece(
    path: string,
    offset: number,
  ): Promise<{ piece: Uint8Array; bytes: number }> {
    const length = PIECE_BYTES;
    const { data = "", bytes = 0 } = await this.#request({
      op: "read",
      path,
      offset,
      length,
    });
    return { piece: fromBase64(data, path), bytes };
  }

  async #write(path: string, content: Uint8Array): Promise<void> {
    const { fileBytes } = this.#options.limits;
    if (content.byteLength > fileBytes) {
      throw refused("write", path, `files may have at most ${fileBytes} bytes`);
    }
    try {
      await this.#writePieces(path, content);
    } catch (error) {
      // Part of a file is worse than none.
      if (isFull(error)) {
        await this.#request({ op: "remove", path }).catch(() => {});
      }
      throw error;
    }
  }

  async #writePieces(path: string, content: Uint8Array): Promise<void> {
    let offset = 0;
    do {
      const piece = content.subarray(offset, offset + PIECE_BYTES);
      await this.#request({ op: "write", path, offset }, piece);
      offset += PIECE_BYTES;
    } while (offset < content.byteLength);
  }

  async #list(
    toRequest: (from: number) => GuestFileRequest,
  ): Promise<readonly FileEntry[]> {
    const found = new Map<string, FileEntry>();
    const { maxFiles } = this.#options.limits;
    for (let from: number | undefined = 0; from !== undefined;) {
      const response: GuestFileResponse = await this.#request(toRequest(from));
      collectEntries(response.entries, found, maxFiles);
      // A list that does not move on would never end.
      const isMoving: boolean = response.next !== undefined &&
        response.next > from;
      from = isMoving && found.size < maxFiles ? response.next : undefined;
    }
    return sortEntries(found.values());
  }

  /** Reads the contents of files, as long as there is room for them. */
  async #fill(entries: readonly FileEntry[]): Promise<readonly RunFile[]> {
    let room = this.#options.limits.fileBytes;
    const files: RunFile[] = [];
    for (const entry of entries) {
      const content = entry.bytes > room
        ? undefined
        : await this.#readIfThere(entry.path);
      if (content === undefined || content.byteLength > room) {
        files.push(entry);
        continue;
      }
      room -= content.byteLength;
      files.push({ path: entry.path, bytes: content.byteLength, content });
    }
    return files;
  }

  async #readIfThere(path: string): Promise<Uint8Array | undefined> {
    try {
      return await this.#read(path);
    } catch (error) {
      if (error instanceof SandboxError && error.code !== "SANDBOX_CLOSED") {
        return undefined;
      }
      throw error;
    }
  }

  async #request(
    request: GuestFileRequest,
    attachment?: Uint8Array,
  ): Promise<GuestFileResponse> {
    // The guest may have gone after its last answer, and before anybody looked at it.
    if (this.#lost) throw ended();
    const id = ++this.#last;
    const pending = Promise.withResolvers<GuestFileResponse>();
    this.#waiting.set(id, pending);
    const leftMs = Math.min(ANSWER_MS, this.#dueMs - performance.now());
    const timer = setTimeout(() => this.#options.giveUp(), Math.max(0, leftMs));
    try {
      this.#options.post({ type: "fileRequest", id, request }, attachment);
      const response = await pending.promise;
      if (response.error !== undefined) throw explain(request, response.error);
      return response;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }
}

function ended(): SandboxError {
  return new SandboxError(
    "SANDBOX_CLOSED",
    "Cannot go on as the sandbox ended",
  );
}

function fromBase64(data: string, path: string): Uint8Array {
  try {
    return Uint8Array.fromBase64(data);
  } catch {
    throw refused("read", path, "what came is no content");
  }
}
