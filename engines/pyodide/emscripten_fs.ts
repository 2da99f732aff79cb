/**
 * Emscripten's file system and its in-memory files, as far as the worker uses them. Types only: what they describe is
 * the code of the `pyodide` package, whose own types leave it out.
 *
 * @module
 */

/** A file, a directory, a link or a device. */
export interface FsNode {
  readonly id: number;
  mode: number;
  name: string;
  /** The root's is itself. */
  readonly parent: FsNode;
  readonly mount: FsMount;
  /** What is mounted at a directory. */
  readonly mounted?: { readonly root: FsNode } | null;
  /** Of an in-memory node: the bytes of a file, the nodes of a directory by name, or nothing. */
  readonly contents?: Uint8Array | Record<string, FsNode> | null;
  /** Of an in-memory file. */
  readonly usedBytes: number;
  /** The next in a bucket of the table of names. */
  readonly name_next?: FsNode;
  node_ops: NodeOps;
  stream_ops: StreamOps;
}

/** An in-memory directory. */
export interface FsDirectory extends FsNode {
  readonly contents: Record<string, FsNode>;
}

/** An open file. */
export interface FsStream {
  fd: number;
  readonly node: FsNode;
  readonly flags: number;
  readonly position: number;
  seekable: boolean;
  /** What it has in common with its duplicates. */
  readonly shared: { handle?: number; users: number };
}

/** A place at which a file system is mounted. */
export interface FsMount {
  readonly type: FsType;
  readonly opts: MountOptions;
}

/** What a mount of the host's directory is made with. */
export interface MountOptions {
  readonly writable: boolean;
  /** Its device number. */
  readonly device: number;
}

/** A kind of file system. */
export interface FsType {
  mount(mount: FsMount): FsNode;
}

/** What `stat` says of a node. */
export interface FsAttributes {
  readonly [name: string]: number | Date;
  readonly size: number;
}

/** What is changed of a node. */
interface FsChanges {
  readonly size?: number;
}

/** Operations on nodes. */
export interface NodeOps {
  getattr?(node: FsNode): FsAttributes;
  setattr?(node: FsNode, changes: FsChanges): void;
  lookup?(parent: FsNode, name: string): FsNode;
  mknod?(parent: FsNode, name: string, mode: number, dev: number): FsNode;
  rename?(node: FsNode, directory: FsNode, name: string): void;
  unlink?(parent: FsNode, name: string): void;
  rmdir?(parent: FsNode, name: string): void;
  readdir?(node: FsNode): string[];
  symlink?(parent: FsNode, name: string, target: string): FsNode;
  readlink?(node: FsNode): string;
}

/** A part of the interpreter's memory, or bytes of the worker's. */
export type FsBuffer = Int8Array | Uint8Array;

/** Operations on open files. */
export interface StreamOps {
  open?(stream: FsStream): void;
  close?(stream: FsStream): void;
  dup?(stream: FsStream): void;
  getattr?(stream: FsStream): FsAttributes;
  setattr?(stream: FsStream, changes: FsChanges): void;
  llseek?(stream: FsStream, offset: number, whence: number): number;
  read?(
    stream: FsStream,
    buffer: FsBuffer,
    offset: number,
    length: number,
    position: number,
  ): number;
  write?(
    stream: FsStream,
    buffer: FsBuffer,
    offset: number,
    length: number,
    position: number,
    canOwn?: boolean,
  ): number;
}

/** The in-memory file system. */
export interface MemFs {
  createNode(
    parent: FsNode | null,
    name: string,
    mode: number,
    dev: number,
  ): FsNode;
  expandFileStorage(node: FsNode, bytes: number): void;
  resizeFileStorage(node: FsNode, bytes: number): void;
  /** Operations of all its nodes; what a kind has of them is in `ops_table`. */
  readonly node_ops: MemNodeOps;
  readonly stream_ops: { write: MemWrite };
  readonly ops_table: {
    readonly dir: { readonly node: MemNodeOps };
    readonly file: { readonly stream: { write: MemWrite } };
  };
}

/** How an in-memory file is written. */
type MemWrite = Required<StreamOps>["write"];

/** Operations on in-memory directories. */
interface MemNodeOps {
  rename(node: FsNode, directory: FsDirectory, name: string): void;
  unlink(parent: FsDirectory, name: string): void;
  rmdir(parent: FsDirectory, name: string): void;
  readdir(node: FsDirectory): string[];
  symlink(parent: FsNode, name: string, target: string): FsNode;
}

/** Where a path leads; there is no node where `noent_okay` was given and there is nothing. */
interface FsLookup {
  readonly path: string;
  readonly node?: FsNode;
}

/** How a path is walked. */
export interface FsLookupOptions {
  readonly follow?: boolean;
  readonly parent?: boolean;
  readonly noent_okay?: boolean;
}

/** The error that operations fail with. */
interface ErrnoError extends Error {
  readonly errno: number;
}

/** The file system itself. */
export interface EmscriptenFs {
  readonly ErrnoError: new (errno: number) => ErrnoError;
  readonly filesystems: { readonly MEMFS: MemFs };
  readonly nameTable: Record<number, FsNode | undefined>;
  readonly root: FsNode;
  readonly streams: (FsStream | null | undefined)[];
  lookupNode(parent: FsNode, name: string): FsNode;
  lookupPath(path: string, options?: FsLookupOptions): FsLookup;
  mayCreate(directory: FsNode, name: string): number;

  analyzePath(path: string): { readonly exists: boolean };
  close(stream: FsStream): void;
  createDevice(parent: string, name: string, input: () => number): void;
  createNode(
    parent: FsNode | null,
    name: string,
    mode: number,
    dev: number,
  ): FsNode;
  destroyNode(node: FsNode): void;
  getPath(node: FsNode): string;
  hashName(parentId: number, name: string): number;
  hashRemoveNode(node: FsNode): void;
  isDir(mode: number): boolean;
  isFile(mode: number): boolean;
  isMountpoint(node: FsNode): boolean;
  isRoot(node: FsNode): boolean;
  makedev(major: number, minor: number): number;
  mkdev(path: string, mode: number, device: number): void;
  mkdir(path: string): void;
  mkdirTree(path: string): void;
  mount(type: FsType, options: MountOptions, path: string): void;
  open(path: string, flags: string): FsStream;
  read(
    stream: FsStream,
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): number;
  registerDevice(device: number, operations: StreamOps): void;
  unlink(path: string): void;
  write(
    stream: FsStream,
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): number;
}
