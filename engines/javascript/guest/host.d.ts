/**
 * What the guest's side and its worker have of each other.
 *
 * @module
 */
import type { FileKind } from "../../../core/mount_messages.ts";
import type { ServiceName } from "../../../core/protocol.ts";

/** An answer of the host's: an error or `null`, and a value, both as JSON; and bytes. */
export type Reply = readonly [
  error: string | null,
  value: string,
  bytes: ArrayBuffer | null,
];

/** Functions of the worker's, which only the prelude has. */
export interface Host {
  /** Writes to standard output or error; says whether that has had all that is kept of it. */
  write(fd: 1 | 2, text: string, isJson?: true): boolean;
  /** Milliseconds. */
  now(): number;
  /** A number from 0 to 1. */
  random(): number;
  /** Sends a host request and waits for the response. */
  request(service: ServiceName, request: string, buffer?: ArrayBuffer): Reply;
  /** Sends a host request and returns its number, which the response carries. */
  sendRequest(
    service: ServiceName,
    request: string,
    buffer?: ArrayBuffer,
  ): number;
  /** Makes the engine end the run when it next looks whether it may go on. */
  exit(): void;
  /** The code of a file that the engine runs, as far as it matters, before a place or after it. */
  sourceBefore(file: string, line: string, column: string): string;
  sourceAfter(file: string, line: string, column: string): string;
  /** A line of a file. */
  sourceLine(file: string, line: string): string;
  /** The place of a frame in the code as it was sent, as `line:column`. */
  original(file: string, line: string, column: string): string;
  /** Shows forms by MIME type, as JSON: text, or the number of one of the buffers. */
  show(forms: string, ...buffers: ArrayBuffer[]): void;
  /** The bytes of the guest's memory. */
  memory(): number;
  /** What a promise is: 0 while it waits, 1 with its value, 2 with its reason. */
  promise(promise: object): readonly [state: number, value: unknown];
  /** Evaluates a further part of the guest's side. */
  load<Name extends keyof LateScripts>(name: Name): LateScripts[Name];
  /** Compiles the body of a module in CommonJS to a function. */
  compile(path: string, source: string): unknown;
  /** Evaluates an ES module: its namespace as `it`, or a promise of that. */
  link(path: string): unknown;
  /** The code of the program that runs, as it was sent. */
  program(): string;
  /**
   * Finds a module in the packages that the host gives: its path, empty if no package is meant, or the code and the message
   * of an error in lines.
   */
  packageModule(
    importer: string,
    specifier: string,
    manner: "import" | "require",
  ): string;
  /** How a file of a package is loaded; empty if there is no such file. */
  packageKind(path: string): "module" | "commonjs" | "json" | "";
  /** The text of a file of a package. */
  packageText(path: string): string;
}

/** The scripts that are loaded when they are first needed, with what they export. */
export interface LateScripts {
  readonly atomics: typeof import("./web/atomics.js");
  readonly blobs: typeof import("./web/blob.js");
  readonly events: typeof import("./web/events.js");
  readonly performance: typeof import("./web/performance.js");
  readonly streams: typeof import("./web/transform_streams.js");
  readonly unavailable: typeof import("./web/unavailable.js");
  readonly url: typeof import("./web/url.js");
  readonly console: typeof import("./console.js");
  readonly clone: typeof import("./clone.js");
  readonly crypto: typeof import("./crypto.js");
  readonly disposal: typeof import("./disposal.js");
  readonly json: typeof import("./json.js");
  readonly display: typeof import("./display.js");
  readonly fetch: typeof import("./fetch/fetch.js");
  readonly intl: typeof import("./intl/intl.js");
  readonly intl_collation: typeof import("./intl/data/collation.js");
  readonly intl_currencies: typeof import("./intl/data/currencies.js");
  readonly intl_names: typeof import("./intl/data/names.js");
  readonly intl_units: typeof import("./intl/data/units.js");
  readonly intl_zones: typeof import("./intl/data/zones.js");
  readonly functions: typeof import("./functions.js");
  readonly messages: typeof import("./messages.js");
  readonly modules: typeof import("./modules.js");
  readonly mounts: typeof import("./mounts.js");
  readonly text: typeof import("./text.js");
  readonly "node/util": {
    make(node: object): Record<string, Record<string, unknown>>;
  };
  readonly reports: typeof import("./reports.js");
}

/** The response to a host request. */
export interface Answer {
  readonly value: unknown;
  readonly bytes: ArrayBuffer | null;
}

/** Host requests, as the parts of the guest's side send them. */
export interface Channel {
  /** Sends a host request and waits for the response; throws the error of the host. */
  request(service: ServiceName, request: string, buffer?: ArrayBuffer): Answer;
  /** Sends a host request; returns a promise of what `request` would return. */
  requestAsync(
    service: ServiceName,
    request: string,
    buffer?: ArrayBuffer,
  ): Promise<Answer>;
  /** Changes when all pending requests are dropped. */
  epoch: number;
}

/** What is at a path. */
export interface Stat {
  readonly kind: FileKind;
  readonly size: number;
  readonly mtimeMs: number;
  readonly birthtimeMs?: number;
  readonly ino?: number;
}

/**
 * What serves a directory beneath `fs`. Each operation is complete in itself: there are no handles. Paths are absolute
 * and normal. What cannot be done is thrown with a `code` such as `ENOENT`.
 */
export interface Backend {
  /** The most bytes that one `read` gives. */
  readonly readBytes: number;
  stat(path: string): Stat;
  list(
    path: string,
  ): readonly { readonly name: string; readonly kind: FileKind }[];
  /** Fewer bytes at the end of the file. */
  read(
    path: string,
    offset: number,
    length: number,
  ): Uint8Array<ArrayBuffer>;
  /** The file must be there. */
  write(path: string, bytes: Uint8Array, at: number | "end"): void;
  /** Makes an empty file, where there is nothing. */
  create(path: string): void;
  truncate(path: string, length: number): void;
  mkdir(path: string): void;
  rmdir(path: string): void;
  unlink(path: string): void;
  rename(from: string, to: string): void;
}
