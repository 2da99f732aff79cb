/**
 * The messages between a worker and its supervisor.
 *
 * A guest may forge any message of its worker. A message is therefore text of bounded length, which
 * `parse_from_guest.ts` parses before it is used. A forged message can only spoil the guest's own run.
 *
 * @module
 */
import type { Display } from "./displays.ts";
import type { Limits } from "./limits.ts";
import type { CodeKind, Echo, Isolation, Language } from "./options.ts";
import type { GuestError, Truncated } from "./result.ts";

/** A message from a supervisor to a worker, through the mailbox. */
export type ToGuest =
  | {
    readonly type: "open";
    readonly memoryBytes: number;
    readonly stackBytes: number;
    /** Where the worker runs, which decides how large its stack is. */
    readonly isolation: Isolation;
    /** Four 32-bit numbers: the source of all of the guest's randomness if `seeded`, and of some of it otherwise. */
    readonly entropy: readonly number[];
    readonly seeded: boolean;
    readonly env: Readonly<Record<string, string>>;
    readonly args: readonly string[];
    readonly grants: Grants;
    /** Whether the attachment is globals: one map in the format of the value codec. */
    readonly text?: boolean;
    /** Whether the worker sends no `opened`, because a run follows at once. */
    readonly silent?: boolean;
    /** The most bytes of an encoded value. */
    readonly valueBytes: number;
    readonly fileBytes: number;
    readonly maxFiles: number;
    /** The most bytes of the encoded arguments of a host function. */
    readonly callBytes: number;
  }
  /** Has a worker that waits for its guest do what is slow for the first time. */
  | { readonly type: "rehearse" }
  | {
    readonly type: "run";
    readonly run: number;
    readonly language: Language;
    readonly code: string;
    readonly filename: string;
    readonly kind: CodeKind;
    /** Whether the host chose the file name. A file with another name is not in listings of the guest's directory. */
    readonly named: boolean;
    readonly outputBytes: number;
    readonly displayBytes: number;
    readonly valueBytes: number;
    readonly repr: boolean;
    /** What happens to the value of the last expression besides its place in the result. */
    readonly echo: Echo;
    /** Whether it is the last run, after which the program ends. */
    readonly last?: boolean;
    /** Whether the guest's state is wanted after the run. An engine that can then undoes a run that it has to stop. */
    readonly keepsState?: boolean;
    /** Whether no other run follows, so that there is nothing to undo one to. */
    readonly only?: boolean;
    /** The time after which such an engine stops the run by itself, in milliseconds; a little more than the host's limit. */
    readonly timeoutMs?: number;
    /** Whether the attachment is globals: one map in the format of the value codec. */
    readonly text?: boolean;
  }
  /** The host's response to a {@linkcode HostRequest}; its bytes are attached. */
  | {
    readonly type: "response";
    /** The number of the request. */
    readonly id: number;
    readonly value: unknown;
    /** Whether the attachment is the value, as text. */
    readonly text?: boolean;
    readonly error?: ResponseError;
  }
  /** Makes a worker that waits for a response check whether it was interrupted. */
  | { readonly type: "wake" }
  /** A guest file request, sent while the guest is idle; the bytes to write are attached. */
  | {
    readonly type: "fileRequest";
    /** The number that the response carries. */
    readonly id: number;
    readonly request: GuestFileRequest;
  }
  | { readonly type: "close" }
  | { readonly type: "exit" };

/** A request of the host about a guest's files. Paths are relative to `/work`; the path of `/work` itself is empty. */
export type GuestFileRequest =
  | {
    readonly op: "read";
    readonly path: string;
    readonly offset: number;
    readonly length: number;
  }
  /** Writes a piece of a file. The first piece, at offset 0, creates or truncates the file and creates its directories. */
  | { readonly op: "write"; readonly path: string; readonly offset: number }
  /** Lists files, from the one with this index. */
  | { readonly op: "list"; readonly path: string; readonly from: number }
  /** Lists the files that the last run made or changed. */
  | { readonly op: "changes"; readonly from: number }
  | { readonly op: "remove"; readonly path: string };

/** A worker's response to a {@linkcode GuestFileRequest}. */
export interface GuestFileResponse {
  /** The number of the request. */
  readonly id: number;
  /** Why the request failed: the name of an error number such as `ENOENT`. */
  readonly error: string | undefined;
  /** The bytes that were read, in base64. */
  readonly data: string | undefined;
  /** The size of the file that was read, in bytes. */
  readonly bytes: number | undefined;
  /** The files, each as `[path, bytes]`; unchecked. */
  readonly entries: unknown;
  /** The index at which the list continues. */
  readonly next: number | undefined;
}

/** What a guest may request of the host. */
interface Grants {
  /** Names of host functions. */
  readonly functions: readonly string[];
  /** The mounts. */
  readonly mounts: readonly MountGrant[];
  readonly network: boolean;
}

/** A mount, as the guest sees it. */
export interface MountGrant {
  /** The guest path. */
  readonly path: string;
  readonly writable: boolean;
}

/** The services that respond to host requests. */
export const SERVICES = [
  "stdin",
  "function",
  "file",
  "network",
  "source",
] as const;
/** The name of one of the {@linkcode SERVICES}. */
export type ServiceName = typeof SERVICES[number];

/** A request of a running guest to the host. */
export interface HostRequest {
  readonly run: number;
  /** The number that the response carries; the worker chooses it. */
  readonly id: number;
  readonly service: ServiceName;
  /** The request, in the format of the service: JSON, or text of the value codec. */
  readonly body: string;
  /** Bytes that belong to the request, in base64. */
  readonly data: string | undefined;
}

/** Why a host request failed, in a form that guests may see. */
export interface ResponseError {
  readonly name: string;
  readonly message: string;
}

/** The end of a run, as the worker reports it. */
export interface Outcome {
  readonly run: number;
  readonly status: "ok" | "error" | "memory" | "interrupted" | "crashed";
  /** The value in the format of the value codec. */
  readonly value: string | undefined;
  readonly repr: string | undefined;
  /** Whether the value exceeded its limit. */
  readonly tooLarge: boolean;
  readonly error: GuestError | undefined;
  readonly reason: string | undefined;
  readonly cut: readonly Truncated[];
  /** Whether the guest cannot take another run. */
  readonly broken: boolean;
  /** Whether the run is undone: the guest has the state that it had before. */
  readonly restored: boolean;
  readonly cpuMs: number | undefined;
  readonly memoryBytes: number | undefined;
  /** Whether the run made or changed files. */
  readonly changed: boolean;
}

/** A message with what may be attached to it as text: globals, where the message itself has no value. */
type WithText<Message extends ToGuest> = Message extends
  { readonly type: "open" | "run" } ? Message & { readonly value?: string }
  : Message;

/** A message that a worker takes out of its mailbox, with what is attached to it. */
export type Delivered = WithText<ToGuest> & {
  readonly bytes?: Uint8Array<ArrayBuffer>;
};

/** What a guest displays, as its worker writes it: text, or bytes in base64, by MIME type. */
export type DisplayForms = Readonly<
  Record<string, string | { readonly base64: string }>
>;

/** A {@linkcode GuestFileResponse} without its number, as a worker writes it. */
export type GuestFileReply = {
  readonly [Name in keyof Omit<GuestFileResponse, "id">]?:
    GuestFileResponse[Name];
};

/** The end of a run, as a worker writes it. */
export type DoneMessage =
  & { readonly type: "done" }
  & Pick<Outcome, "run" | "status">
  & {
    readonly [Name in keyof Outcome]?: Outcome[Name] | undefined;
  };

/**
 * A message from a worker to its supervisor, as the worker writes it in JSON. The writers and the parser share this
 * type: neither knows a property that the other does not.
 */
export type WorkerMessage =
  | { readonly type: "loaded" | "ready" | "closed" }
  | { readonly type: "opened"; readonly memoryBytes?: number }
  | { readonly type: "failed"; readonly reason: string }
  | {
    readonly type: "output";
    readonly run: number;
    readonly fd: 1 | 2;
    readonly text: string;
  }
  | {
    readonly type: "display";
    readonly run: number;
    readonly data: DisplayForms;
  }
  | { readonly type: "request" } & HostRequest
  | { readonly type: "fileResponse"; readonly id: number } & GuestFileReply
  | DoneMessage;

/** A message from a worker to its supervisor, parsed. */
export type FromGuest =
  | { readonly type: "loaded" | "ready" | "closed" }
  | { readonly type: "opened" }
  | { readonly type: "failed"; readonly reason: string }
  | {
    readonly type: "output";
    readonly run: number;
    readonly fd: 1 | 2;
    readonly text: string;
  }
  | {
    readonly type: "display";
    readonly run: number;
    readonly display: Display;
  }
  | { readonly type: "request"; readonly request: HostRequest }
  | { readonly type: "fileResponse"; readonly response: GuestFileResponse }
  | { readonly type: "done"; readonly outcome: Outcome };

/** Returns the longest message of an engine with these limits, in UTF-16 units. */
export function maxMessageChars(
  limits: Pick<
    Limits,
    "outputBytes" | "valueBytes" | "callBytes" | "displayBytes"
  >,
  network?: { maxRequestBytes: number; maxHeaderBytes: number },
): number {
  // A request's body is base64.
  const requestChars = network === undefined
    ? 0
    : 2 * network.maxRequestBytes + 12 * network.maxHeaderBytes;
  // JSON may write one byte as six characters, and a value is JSON within JSON.
  return 1_000_000 + 6 * limits.outputBytes + 12 * limits.valueBytes +
    2 * limits.callBytes + 2 * limits.displayBytes + requestChars;
}
