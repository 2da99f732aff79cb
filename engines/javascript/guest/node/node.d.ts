/**
 * What the modules of Node have of each other, and what they are made with.
 *
 * @module
 */
import type { paths } from "../paths.js";

/** What a module of Node's is made with: `makeSurroundings` and `makeModules` give it. */
export interface NodeParts {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly loader: {
    readonly Module: object;
    requireOf(path: string): unknown;
  };
  readonly files: NodeFiles;
  /** The captured globals. */
  readonly globals: Timers;
  process?: NodeProcess;
  mainModule(): object;
  filename(): string;
  name(): string;
  inspect(value: unknown, options?: object): string;
  format(args: readonly unknown[]): string;
  write(fd: number, text: string): void;
  /** The next piece of standard input; `null` at its end. */
  readInputNow(): string | null;
  readInput(): Promise<string | null>;
  now(): number;
  random(): number;
  memoryBytes(): number;
  nextTick(callback: () => void): void;
  later(callback: () => void): void;
  defineExit(process: NodeProcess): void;
  onRejection(listener: (reason: unknown, promise: unknown) => boolean): void;
  onUncaught(listener: (thrown: unknown) => boolean): void;
  onIdle(listener: (code: number) => void): void;
  onExit(listener: (code: number) => void): void;
  isBuiltin(name: string): boolean;
  require<Name extends keyof NodeModules>(name: Name): NodeModules[Name];
  builtins(): string[];
}

/** What is in files, by pieces. */
export interface NodeFiles {
  read(path: string, offset: number, length: number): Uint8Array;
  write(path: string, bytes: Uint8Array, at: number | "end"): void;
}

/** What `require` gives to modules of Node. */
export interface NodeModules {
  readonly assert: object;
  readonly process: NodeProcess;
  readonly buffer: { readonly Buffer: BufferClass };
  readonly events: EmitterClass;
  readonly fs: NodeFs;
  readonly path: typeof paths;
  readonly querystring: {
    parse(text: string | null): object;
    stringify(query: object): string;
  };
  readonly readline: { createInterface(options: object): Emitter };
  readonly stream: {
    readonly Readable: ReadableClass;
    readonly Writable: WritableClass;
    readonly Transform: TransformClass;
  };
  readonly string_decoder: { readonly StringDecoder: StringDecoderClass };
  readonly "internal/fs_streams": {
    createReadStream(path: unknown, options?: unknown): ReadableObject;
    createWriteStream(path: unknown, options?: unknown): WritableObject;
  };
  readonly "internal/standard_streams": Readonly<
    Record<"stdin" | "stdout" | "stderr", () => object>
  >;
}

/** Timers of the prelude's. */
export interface Timers {
  setTimeout(callback: () => void, ms?: number): object;
  clearTimeout(timer: object): void;
  setInterval(callback: () => void, ms?: number): object;
  clearInterval(timer: object): void;
  setImmediate(callback: () => void): object;
  clearImmediate(timer: object): void;
}

/** The options of what can be given up by a signal. */
export interface Abortable {
  signal?: Signal;
}

/** A signal: Node's functions take any object like one. */
export interface Signal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(
    type: "abort",
    listener: () => void,
    options?: { once?: boolean },
  ): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** An error of Node's. */
export interface NodeError extends Error {
  code?: string;
  errno?: number;
  syscall?: string;
  /** What was emitted as an error without being one. */
  context?: unknown;
}

/** What is called with the arguments of an event. A wrapper of `once` has the listener itself. */
export interface Listener {
  (...args: unknown[]): unknown;
  listener?: Listener;
}

/** The listeners of an event, and whether somebody was warned that they are many. */
export interface Listeners extends Array<Listener> {
  warned?: boolean;
}

/** An event emitter. */
export interface Emitter extends EmitterMethods {
  _events: Record<PropertyKey, Listener | Listeners | undefined> | undefined;
  _eventsCount: number;
  _maxListeners: number | undefined;
  _captureRejections?: boolean;
}

/** What event emitters do. */
export interface EmitterMethods {
  on(name: PropertyKey, listener: Listener): this;
  addListener(name: PropertyKey, listener: Listener): this;
  prependListener(name: PropertyKey, listener: Listener): this;
  once(name: PropertyKey, listener: Listener): this;
  prependOnceListener(name: PropertyKey, listener: Listener): this;
  off(name: PropertyKey, listener: Listener): this;
  removeListener(name: PropertyKey, listener: Listener): this;
  removeAllListeners(name?: PropertyKey): this;
  emit(name: PropertyKey, ...args: unknown[]): boolean;
  listeners(name: PropertyKey): Listener[];
  rawListeners(name: PropertyKey): Listener[];
  listenerCount(name: PropertyKey, listener?: Listener): number;
  eventNames(): PropertyKey[];
  setMaxListeners(count: number): this;
  getMaxListeners(): number;
}

/** `EventEmitter`, which can be called on an object too. */
export interface EmitterClass {
  new (options?: { captureRejections?: boolean }): Emitter;
  readonly prototype: Emitter;
  call(self: object, options?: object): void;
}

/** An event target of the web. */
export interface Target {
  addEventListener(name: PropertyKey, listener: Listener): void;
  removeEventListener(name: PropertyKey, listener: Listener): void;
}

/** A buffer: bytes with more methods. */
export interface NodeBuffer extends Uint8Array<ArrayBuffer> {
  toString(encoding?: string, start?: number, end?: number): string;
  toLocaleString(...args: never[]): string;
  toJSON(): { type: "Buffer"; data: number[] };
  equals(other: Uint8Array): boolean;
  compare(
    target: Uint8Array,
    targetStart?: number,
    targetEnd?: number,
    start?: number,
    end?: number,
  ): number;
  copy(
    target: Uint8Array,
    targetStart?: number,
    start?: number,
    end?: number,
  ): number;
  slice(start?: number, end?: number): NodeBuffer;
  subarray(start?: number, end?: number): NodeBuffer;
  fill(
    value: string | number | Uint8Array,
    offset?: number | string,
    end?: number | string,
    encoding?: string,
  ): this;
  write(
    text: string,
    offset?: number | string,
    length?: number | string,
    encoding?: string,
  ): number;
  indexOf(value: Needle, offset?: number | string, encoding?: string): number;
  lastIndexOf(
    value: Needle,
    offset?: number | string,
    encoding?: string,
  ): number;
  includes(value: Needle, offset?: number | string, encoding?: string): boolean;
  swap16(): this;
  swap32(): this;
  swap64(): this;
}

/** What is looked for in a buffer. */
export type Needle = string | number | Uint8Array;

/** What buffers do themselves. */
export type BufferMethods =
  & Omit<
    Pick<
      NodeBuffer,
      Exclude<keyof NodeBuffer, Exclude<keyof Uint8Array, Overridden>>
    >,
    "subarray"
  >
  & { [key: symbol]: unknown };
type Overridden =
  | "toString"
  | "toLocaleString"
  | "slice"
  | "fill"
  | "indexOf"
  | "lastIndexOf"
  | "includes";

/** `Buffer`, which can be called without `new` too. */
export interface BufferClass extends BufferStatics {
  new (
    value: unknown,
    encodingOrOffset?: string | number,
    length?: number,
  ): NodeBuffer;
  prototype: NodeBuffer;
}

/** The class below it. */
export interface BytesClass {
  new (length: number): NodeBuffer;
  new (
    buffer: ArrayBufferLike,
    offset?: number,
    length?: number,
  ): NodeBuffer;
  readonly prototype: NodeBuffer;
}

/** What the class does itself. */
export interface BufferStatics {
  poolSize: number;
  from(
    value: unknown,
    encodingOrOffset?: string | number,
    length?: number,
  ): NodeBuffer;
  of(...items: number[]): NodeBuffer;
  alloc(
    size: number,
    fill?: string | number | Uint8Array,
    encoding?: string,
  ): NodeBuffer;
  allocUnsafe(size: number): NodeBuffer;
  allocUnsafeSlow(size: number): NodeBuffer;
  byteLength(value: unknown, encoding?: string): number;
  compare(a: Uint8Array, b: Uint8Array): number;
  concat(list: readonly Uint8Array[], length?: number): NodeBuffer;
  copyBytesFrom(view: Uint8Array, offset?: number, length?: number): NodeBuffer;
  isBuffer(value: unknown): value is NodeBuffer;
  isEncoding(name: unknown): boolean;
}

/** A decoder of bytes that arrive in pieces. */
export interface StringDecoder {
  readonly encoding: string;
  write(bytes: Uint8Array | string): string;
  end(bytes?: Uint8Array): string;
}
export type StringDecoderClass = new (encoding?: string) => StringDecoder;

/** What a stream is made of: in object mode, anything. */
export type Chunk = string | NodeBuffer;
/** Called when something is done, with the error if it failed. */
export type Done = (error?: unknown) => void;

/** What every stream is. */
export interface StreamObject extends Emitter {
  destroyed: boolean;
  closed: boolean;
  errored: unknown;
  readable?: boolean;
  writable?: boolean;
  readonly _autoDestroy: boolean;
  _readableState?: ReadableState;
  _writableState?: WritableState;
  _destroy?(error: unknown, done: Done): void;
  destroy(error?: unknown): this;
}
export interface StreamOptions extends Abortable {
  autoDestroy?: boolean;
  objectMode?: boolean;
  highWaterMark?: number;
  destroy?: StreamObject["_destroy"];
}
export interface StreamClass {
  new (options?: StreamOptions): StreamObject;
  readonly prototype: StreamObject;
  call(self: object, options?: StreamOptions): void;
}

/** What is held of a stream that is read. */
export interface ReadableState {
  readonly objectMode: boolean;
  readonly highWaterMark: number;
  buffer: Chunk[];
  length: number;
  flowing: boolean | null;
  ended: boolean;
  endEmitted: boolean;
  reading: boolean;
  isScheduled: boolean;
  decoder: StringDecoder | null;
  encoding: string | null;
  readonly pipes: Pipe[];
  isListening: boolean;
}
/** A stream that is written with what another one reads. */
export interface Pipe {
  readonly target: WritableObject;
  onData(chunk: Chunk): void;
  onDrain(): void;
  onEnd(): void;
}
/** A stream that is read. */
export interface ReadableObject extends StreamObject, ReadableMethods {
  _readableState: ReadableState;
  on(name: PropertyKey, listener: Listener): this;
  addListener(name: PropertyKey, listener: Listener): this;
  removeListener(name: PropertyKey, listener: Listener): this;
  off(name: PropertyKey, listener: Listener): this;
  destroy(error?: unknown): this;
}
/** What streams that are read do. */
export interface ReadableMethods {
  push(chunk: Chunk | null, encoding?: string): boolean;
  unshift(chunk: Chunk | null, encoding?: string): boolean;
  read(count?: number): Chunk | null;
  _read(size: number): void;
  on(name: PropertyKey, listener: Listener): this;
  addListener(name: PropertyKey, listener: Listener): this;
  removeListener(name: PropertyKey, listener: Listener): this;
  off(name: PropertyKey, listener: Listener): this;
  resume(): this;
  pause(): this;
  isPaused(): boolean;
  setEncoding(encoding: string): this;
  pipe<Target extends WritableObject>(
    target: Target,
    options?: { end?: boolean },
  ): Target;
  unpipe(target?: WritableObject): this;
  wrap(old: OldStream): this;
  destroy(error?: unknown): this;
  [Symbol.asyncIterator](): AsyncGenerator<Chunk, void>;
  iterator(
    options?: { destroyOnReturn?: boolean },
  ): AsyncGenerator<Chunk, void>;
}
/** A stream of the first kind that Node had. */
export interface OldStream {
  on(name: string, listener: (chunk: Chunk) => void): void;
  pause?(): void;
  resume?(): void;
}
export interface ReadableOptions extends StreamOptions {
  readableObjectMode?: boolean;
  readableHighWaterMark?: number;
  encoding?: string;
  read?(this: ReadableObject, size: number): void;
}
export interface ReadableClass {
  new (options?: ReadableOptions): ReadableObject;
  readonly prototype: ReadableObject;
  from(source: unknown, options?: ReadableOptions): ReadableObject;
  call(self: object, options?: ReadableOptions): void;
}

/** What is to be written to a stream. */
export interface Written {
  readonly chunk: Chunk;
  readonly encoding: string | undefined;
  readonly callback?: Done;
  readonly size?: number;
}
/** What is held of a stream that is written. */
export interface WritableState {
  readonly objectMode: boolean;
  readonly highWaterMark: number;
  readonly decodeStrings: boolean;
  defaultEncoding: string;
  queue: Written[];
  length: number;
  corked: number;
  writing: boolean;
  needDrain: boolean;
  ending: boolean;
  finished: boolean;
  finalCalled: boolean;
  endCallbacks: (() => void)[];
}
/** A stream that is written. */
export interface WritableObject extends StreamObject, WritableMethods {
  _writableState: WritableState;
  readonly writableEnded?: boolean;
  _writev?(written: readonly Written[], done: Done): void;
  _final?(done: Done): void;
  destroy(error?: unknown): this;
}
/** What streams that are written do. */
export interface WritableMethods {
  write(
    chunk: Chunk,
    encoding?: string | Done,
    callback?: Done,
  ): boolean;
  end(
    chunk?: Chunk | Done,
    encoding?: string | Done,
    callback?: Done,
  ): this;
  cork(): void;
  uncork(): void;
  setDefaultEncoding(encoding: string): this;
  _write(chunk: Chunk, encoding: string | undefined, done: Done): void;
  destroy(error?: unknown): this;
}
export interface WritableOptions extends StreamOptions {
  writableObjectMode?: boolean;
  writableHighWaterMark?: number;
  decodeStrings?: boolean;
  defaultEncoding?: string;
  write?(
    this: WritableObject,
    ...args: Parameters<WritableMethods["_write"]>
  ): void;
  writev?: WritableObject["_writev"];
  final?: WritableObject["_final"];
}
export interface WritableClass {
  new (options?: WritableOptions): WritableObject;
  readonly prototype: WritableObject;
  call(self: object, options?: WritableOptions): void;
}

/** A stream that is read and written. */
export interface DuplexObject extends ReadableObject, WritableObject {
  allowHalfOpen: boolean;
  on(name: PropertyKey, listener: Listener): this;
  addListener(name: PropertyKey, listener: Listener): this;
  removeListener(name: PropertyKey, listener: Listener): this;
  off(name: PropertyKey, listener: Listener): this;
  _readableState: ReadableState;
  _writableState: WritableState;
  destroy(error?: unknown): this;
}
export interface DuplexOptions extends ReadableOptions, WritableOptions {
  allowHalfOpen?: boolean;
}
/** A stream that gives what it makes of what is written to it. */
export interface TransformObject extends DuplexObject {
  /** Called once what was made is read. */
  _held: (() => void) | null;
  _transform(
    chunk: Chunk,
    encoding: string | undefined,
    done: TransformDone,
  ): void;
  _flush?(done: TransformDone): void;
}
export type TransformDone = (error?: unknown, data?: Chunk | null) => void;
export interface TransformOptions extends DuplexOptions {
  transform?(
    this: TransformObject,
    ...args: Parameters<TransformObject["_transform"]>
  ): void;
  flush?(this: TransformObject, done: TransformDone): void;
}
export interface TransformClass {
  new (options?: TransformOptions): TransformObject;
  readonly prototype: TransformObject;
  call(self: object, options?: TransformOptions): void;
}

/** What is used of `fs`. */
export interface NodeFs {
  statSync(path: string): NodeStats;
  existsSync(path: string): boolean;
  readFileSync(path: unknown): NodeBuffer;
  writeFileSync(
    path: unknown,
    data: string | Uint8Array,
    options?: { flag?: string },
  ): void;
  appendFileSync(path: unknown, data: string | Uint8Array): void;
  copyFileSync(from: string, to: string): void;
  truncateSync(path: string, length: number): void;
  mkdirSync(path: string, options?: { recursive?: boolean }): void;
  readdirSync(path: string): string[];
  readdirSync(path: string, options: { withFileTypes: true }): object[];
  createReadStream(path: unknown, options?: object): ReadableObject;
  createWriteStream(path: unknown, options?: object): WritableObject;
}
/** What is used of what `fs` says of a file. */
export interface NodeStats {
  isDirectory(): boolean;
}

/** `process`. */
export interface NodeProcess extends Emitter {
  exit(code?: number): never;
  readonly argv: readonly string[];
  exitCode?: number;
  emitWarning?(message: string, type?: string, code?: string): void;
  readonly stdout?: object;
  readonly stderr?: object;
}

/** Globals that modules of Node use. */
export interface WebGlobals {
  readonly URL: UrlClass;
  readonly URLSearchParams: unknown;
  readonly TextDecoder: unknown;
  readonly TextEncoder: unknown;
  readonly Blob?: unknown;
  readonly File?: unknown;
  readonly Event?: unknown;
  readonly EventTarget?: unknown;
  readonly performance: unknown;
  readonly console: object;
  readonly process?: NodeProcess;
  readonly atob: unknown;
  readonly crypto: {
    readonly subtle: object;
    getRandomValues<View>(array: View): View;
    randomUUID(): string;
  };
  readonly btoa: unknown;
}
/** A URL of the web. */
export interface UrlObject {
  readonly href: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  search: string;
  hash: string;
  username: string;
  password: string;
}
export type UrlClass = new (
  url: string,
  base?: UrlObject | string,
) => UrlObject;
