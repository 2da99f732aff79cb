/** The functions of WASI with a memory and a tree, as an instance would have them. */
import { ERRNO } from "../../../engines/cpython/file_errors.js";
import { FileTree } from "../../../engines/cpython/files.js";
import { Wasi } from "../../../engines/cpython/wasi.js";

/** The rights that the C library asks for. */
export const READ = 264240830n & ~(1n << 6n);
export const READ_WRITE = (1n << 28n) - 1n;

/** How a file is opened. */
export const CREATE = 1;
export const DIRECTORY = 2;
export const EXCLUSIVE = 4;
export const TRUNCATE = 8;

/** The name of an error number. */
function nameOf(errno: number): string {
  return Object.entries(ERRNO).find(([, one]) => one === errno)?.[0] ??
    (errno === 0 ? "" : `errno ${errno}`);
}

type Preopens = readonly (string | { path: string; at: string })[];

/** What a guest is made with. */
export interface GuestOptions {
  readonly tree?: FileTree;
  readonly preopens?: Preopens;
  readonly sleep?: (ms: number) => boolean;
  readonly readStdin?: (maxBytes: number) => Uint8Array | undefined;
  readonly write?: (fd: 1 | 2, bytes: Uint8Array) => number;
  readonly random?: (view: Uint8Array) => void;
  readonly realtime?: () => bigint;
}

/** A tree as a sandbox has it. */
export function createTree(): FileTree {
  const tree = new FileTree();
  tree.usage.setClock(() => 7_000_000_000n);
  tree.makeDirectories("/work");
  tree.makeDirectories("/tmp");
  tree.addArchive("/lib/archive/one.py", new TextEncoder().encode("one"));
  tree.addDevices();
  tree.freeze("/lib");
  tree.limit({ fileBytes: 100_000, maxFiles: 200 });
  return tree;
}

const PAGES = 4;
const SCRATCH = 1024;

/** A guest: its calls take texts and bytes instead of pointers to them. */
export class Guest {
  readonly tree: FileTree;
  readonly wasi: Wasi;
  readonly memory = new WebAssembly.Memory({ initial: PAGES });
  /** What was written to standard output and error. */
  output = "";
  #top = SCRATCH;

  constructor(options: GuestOptions = {}) {
    this.tree = options.tree ?? createTree();
    const decoder = new TextDecoder();
    this.wasi = new Wasi({
      tree: this.tree,
      memory: this.memory,
      args: ["python", "ä"],
      env: { HOME: "/work" },
      preopens: options.preopens ?? ["/"],
      clocks: {
        realtime: options.realtime ?? ((): bigint => 9_000_000_000n),
        monotonic: () => 5n,
      },
      random: options.random ?? ((view): void => void view.fill(0xaa)),
      readStdin: options.readStdin ?? ((): Uint8Array => new Uint8Array(0)),
      write: options.write ?? ((_, bytes): number => {
        this.output += decoder.decode(bytes.slice());
        return 0;
      }),
      sleep: options.sleep ?? ((): boolean => true),
    });
  }

  get view(): DataView {
    return new DataView(this.memory.buffer);
  }

  /** Puts bytes into memory, and returns where. */
  put(bytes: Uint8Array): number {
    const at = this.#top;
    this.#top += bytes.length + 8 & ~7;
    new Uint8Array(this.memory.buffer).set(bytes, at);
    return at;
  }

  /** Leaves room in memory. */
  room(bytes: number): number {
    return this.put(new Uint8Array(bytes));
  }

  bytesAt(pointer: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer).slice(pointer, pointer + length);
  }

  /** Calls a function, a text as its pointer and length; returns the name of an error number, empty for none. */
  call(name: string, ...args: (number | bigint | string)[]): string {
    const values = args.flatMap((arg): (number | bigint)[] => {
      if (typeof arg !== "string") return [arg];
      const bytes = new TextEncoder().encode(arg);
      return [this.put(bytes), bytes.length];
    });
    return nameOf(this.raw(name, ...values));
  }

  /** Calls a function with what an instance would give it. */
  raw(name: string, ...args: (number | bigint)[]): number {
    const act = this.wasi.imports.wasi_snapshot_preview1[name];
    if (act === undefined) throw new TypeError(`there is no ${name}`);
    return act(...args);
  }

  /** Frees what the calls so far took of memory. */
  reset(): void {
    this.#top = SCRATCH;
  }

  /** Opens a path, below the first preopened directory; returns a descriptor, or the name of an error number. */
  open(
    path: string,
    { how = 0, rights = READ_WRITE, flags = 0, lookup = 1, fd = 3 } = {},
  ): number | string {
    this.reset();
    const result = this.room(4);
    const error = this.call(
      "path_open",
      fd,
      lookup,
      path,
      how,
      rights,
      READ_WRITE,
      flags,
      result,
    );
    return error === "" ? this.view.getUint32(result, true) : error;
  }

  /** Opens what has to be there. */
  fd(path: string, options: Parameters<Guest["open"]>[1] = {}): number {
    const fd = this.open(path, options);
    if (typeof fd === "string") throw new Error(`${path}: ${fd}`);
    return fd;
  }

  #vectors(list: readonly (readonly [number, number])[]): number {
    const at = this.room(8 * list.length);
    for (const [index, [pointer, length]] of list.entries()) {
      this.view.setUint32(at + 8 * index, pointer, true);
      this.view.setUint32(at + 8 * index + 4, length, true);
    }
    return at;
  }

  /** Writes texts with one call; returns how much was written, or the name of an error number. */
  write(fd: number, ...texts: string[]): number | string {
    this.reset();
    const list = texts.map((text) => {
      const bytes = new TextEncoder().encode(text);
      return [this.put(bytes), bytes.length] as const;
    });
    const result = this.room(4);
    const error = this.call(
      "fd_write",
      fd,
      this.#vectors(list),
      list.length,
      result,
    );
    return error === "" ? this.view.getUint32(result, true) : error;
  }

  /** Reads into buffers of these lengths with one call. */
  read(fd: number, ...lengths: number[]): string {
    this.reset();
    const list = lengths.map((length) => [this.room(length), length] as const);
    const result = this.room(4);
    const error = this.call(
      "fd_read",
      fd,
      this.#vectors(list),
      list.length,
      result,
    );
    if (error !== "") return error;
    let left = this.view.getUint32(result, true);
    let text = "";
    for (const [pointer, length] of list) {
      const bytes = this.bytesAt(pointer, Math.min(length, left));
      text += new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
      left -= bytes.length;
    }
    return text;
  }

  /** What a file holds. */
  contentOf(path: string): string {
    const fd = this.open(path, { rights: READ });
    if (typeof fd === "string") return fd;
    const text = this.read(fd, 50_000);
    this.call("fd_close", fd);
    return text;
  }

  /** Makes a file. */
  make(path: string, text = ""): void {
    const fd = this.fd(path, { how: CREATE | TRUNCATE });
    if (text !== "") this.write(fd, text);
    this.call("fd_close", fd);
  }

  /** Calls a function on one path. */
  at(name: string, path: string): string {
    this.reset();
    return this.call(name, 3, path);
  }

  rename(from: string, to: string): string {
    this.reset();
    return this.call("path_rename", 3, from, 3, to);
  }

  link(from: string, to: string): string {
    this.reset();
    return this.call("path_link", 3, 0, from, 3, to);
  }

  symlink(target: string, path: string): string {
    this.reset();
    return this.call("path_symlink", target, 3, path);
  }

  /** What is known of a path: its type, its size and how many names it has. */
  stat(
    path: string,
    { follow = true } = {},
  ): { type: number; size: number; links: number; modified: bigint } | string {
    this.reset();
    const result = this.room(64);
    const error = this.call(
      "path_filestat_get",
      3,
      follow ? 1 : 0,
      path,
      result,
    );
    if (error !== "") return error;
    return {
      type: this.view.getUint8(result + 16),
      links: Number(this.view.getBigUint64(result + 24, true)),
      size: Number(this.view.getBigUint64(result + 32, true)),
      modified: this.view.getBigUint64(result + 48, true),
    };
  }

  /** Lists a directory with a buffer of this size; each call continues where the one before ended. */
  list(
    fd: number,
    { bufferBytes = 4096, cookie = 0n, between = (): void => {} } = {},
  ): string[] {
    const names: string[] = [];
    for (let after = cookie;;) {
      this.reset();
      const buffer = this.room(bufferBytes);
      const result = this.room(4);
      const error = this.call(
        "fd_readdir",
        fd,
        buffer,
        bufferBytes,
        after,
        result,
      );
      if (error !== "") return [error];
      const used = this.view.getUint32(result, true);
      let at = 0;
      while (at + 24 <= used) {
        const length = this.view.getUint32(buffer + at + 16, true);
        if (at + 24 + length > used) break;
        after = this.view.getBigUint64(buffer + at, true);
        const name = this.bytesAt(buffer + at + 24, length);
        names.push(new TextDecoder().decode(name));
        at += 24 + length;
      }
      if (used < bufferBytes) return names;
      if (at === 0) throw new Error("the buffer is too small for an entry");
      between();
    }
  }
}
