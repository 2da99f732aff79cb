/**
 * What a guest's worker and its supervisor say to each other.
 *
 * Whatever comes from a worker may be forged: it is text of bounded length, parsed here, and believed no further than
 * that a guest which lies spoils its own run.
 *
 * @module
 */
import { type Display, parseDisplay } from "./displays.ts";
import type { Limits } from "./limits.ts";
import type { Language } from "./options.ts";
import type { GuestError, Truncated } from "./result.ts";

/** What a supervisor tells a worker, through its mailbox. */
export type ToGuest =
  | {
    readonly type: "open";
    readonly memoryBytes: number;
    readonly stackBytes: number;
    /** Four 32-bit words from which all of the guest's randomness comes if `seeded`, and some of it otherwise. */
    readonly entropy: readonly number[];
    readonly seeded: boolean;
    readonly env: Readonly<Record<string, string>>;
    readonly args: readonly string[];
    readonly grants: Grants;
    /** Whether nobody waits to hear that it is open, as a run follows at once. */
    readonly silent?: boolean;
    /** Bytes that a value which crosses may have. */
    readonly valueBytes: number;
    readonly fileBytes: number;
    readonly maxFiles: number;
    /** Bytes that the arguments of a host function may have. */
    readonly callBytes: number;
  }
  | {
    readonly type: "run";
    readonly run: number;
    readonly language: Language;
    readonly code: string;
    readonly filename: string;
    readonly outputBytes: number;
    readonly displayBytes: number;
    readonly valueBytes: number;
    readonly repr: boolean;
  }
  /** The host's answer to what the guest asked; what it has in bytes is attached. */
  | {
    readonly type: "answer";
    readonly ask: number;
    readonly value: unknown;
    /** Whether what is attached is the value, a text. */
    readonly text?: boolean;
    readonly error?: Refusal;
  }
  /** Has a worker that waits for an answer look whether it was interrupted. */
  | { readonly type: "wake" }
  /** Does something with the files of a guest that is idle; what shall be written is attached. */
  | {
    readonly type: "file";
    /** By which the answer is told from others. */
    readonly file: number;
    readonly request: FileRequest;
  }
  | { readonly type: "close" }
  | { readonly type: "exit" };

/** What the host wants of a guest's files; paths are relative to `/work`, that of `/work` itself is empty. */
export type FileRequest =
  | {
    readonly op: "read";
    readonly path: string;
    readonly offset: number;
    readonly length: number;
  }
  /** Writes a piece of a file; the first one, at 0, makes the file and its directories, or empties it. */
  | { readonly op: "write"; readonly path: string; readonly offset: number }
  /** Names files, beginning with the one that has this number. */
  | { readonly op: "list"; readonly path: string; readonly from: number }
  /** The same for those that the last run made or changed. */
  | { readonly op: "changes"; readonly from: number }
  | { readonly op: "remove"; readonly path: string };

/** A guest's answer to a {@linkcode FileRequest}, as its worker tells it. */
export interface FileAnswer {
  readonly file: number;
  /** Why it was not done: the name of an error number such as `ENOENT`. */
  readonly error: string | undefined;
  /** What was read, in base64. */
  readonly data: string | undefined;
  /** The size of the file that was read, in bytes. */
  readonly bytes: number | undefined;
  /** What is there: `[path, bytes]` each, not checked yet. */
  readonly entries: unknown;
  /** From where to ask for more of them. */
  readonly next: number | undefined;
}

/** What of the host's there is for a guest to ask for. */
export interface Grants {
  /** Names of host functions. */
  readonly functions: readonly string[];
  /** Where the guest finds directories of the host's. */
  readonly mounts: readonly MountGrant[];
  readonly network: boolean;
}

/** A directory of the host's, as its guest knows it. */
export interface MountGrant {
  /** The guest path. */
  readonly path: string;
  readonly writable: boolean;
}

/** What a guest may ask of the host while it runs. */
export const SERVICES = ["stdin", "function", "file", "network"] as const;
/** The name of one of the {@linkcode SERVICES}. */
export type ServiceName = typeof SERVICES[number];

/** A guest's request to the host. */
export interface Ask {
  readonly run: number;
  /** By which the answer is told from others; the worker's own choice. */
  readonly ask: number;
  readonly service: ServiceName;
  /** What is asked, in the service's own JSON. */
  readonly request: string;
  /** Bytes that go with it, in base64. */
  readonly data: string | undefined;
}

/** Why the host does not do what it was asked, in a form that guests may see. */
export interface Refusal {
  readonly name: string;
  readonly message: string;
}

/** How a run ended, as its worker tells it. */
export interface Outcome {
  readonly run: number;
  readonly status: "ok" | "error" | "memory" | "interrupted" | "crashed";
  /** The value in wire form. */
  readonly value: string | undefined;
  readonly repr: string | undefined;
  /** Whether the value went over its limit. */
  readonly tooLarge: boolean;
  readonly error: GuestError | undefined;
  readonly reason: string | undefined;
  readonly cut: readonly Truncated[];
  /** Whether the guest can take no further run. */
  readonly broken: boolean;
  readonly cpuMs: number | undefined;
  readonly memoryBytes: number | undefined;
  /** Whether it made or changed files. */
  readonly changed: boolean;
}

/** What a worker starts from. */
export interface WorkerStart {
  readonly mailbox: SharedArrayBuffer;
  readonly control: SharedArrayBuffer;
  /** Sources in the guest's language, by name. */
  readonly sources: Readonly<Record<string, string>>;
  /** The image from which its engine starts, if it does. */
  readonly image?: ArrayBufferLike;
  /** Where in it the image begins, in bytes. */
  readonly imageAt?: number;
  /** The lock that the worker holds, so that it can be stopped. */
  readonly lock?: string;
}

/** What a worker takes out of its mailbox: a message, with the bytes that are attached to it. */
export type Delivered = ToGuest & { readonly bytes?: Uint8Array<ArrayBuffer> };

/** What a guest displays, as its worker writes it: text, or bytes in base64, by MIME type. */
export type DisplayForms = Readonly<
  Record<string, string | { readonly base64: string }>
>;

/** The answer to a {@linkcode FileRequest}, as a worker writes it. */
export type FileReply = {
  readonly [Name in keyof Omit<FileAnswer, "file">]?: FileAnswer[Name];
};

/** The end of a run, as a worker writes it. */
export type DoneMessage =
  & { readonly type: "done" }
  & Pick<Outcome, "run" | "status">
  & {
    readonly [Name in keyof Outcome]?: Outcome[Name] | undefined;
  };

/**
 * What a worker writes, as JSON. Its writers and {@linkcode parseFromGuest} have this type in common: neither knows a
 * property that the other does not.
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
  | { readonly type: "ask" } & Ask
  | { readonly type: "filed"; readonly file: number } & FileReply
  | DoneMessage;

/** A message of one type that may have anything in the place of its properties. */
type Untrusted<Type extends WorkerMessage["type"]> = {
  readonly [
    Name in keyof Extract<WorkerMessage, { readonly type: Type }>
  ]?: unknown;
};

/** What a worker says, parsed. */
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
  | { readonly type: "ask"; readonly ask: Ask }
  | { readonly type: "filed"; readonly answer: FileAnswer }
  | { readonly type: "done"; readonly outcome: Outcome };

const STATUSES: readonly unknown[] = [
  "ok",
  "error",
  "memory",
  "interrupted",
  "crashed",
];
const TRUNCATED: readonly unknown[] = [
  "stdout",
  "stderr",
  "value",
  "displays",
];

/** The longest message, in UTF-16 units, that a worker with these limits has any reason to send. */
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

/**
 * Reads what a worker sent.
 *
 * @param data What arrived, which may be anything
 * @param maxChars The longest message to look at, in UTF-16 units
 * @returns The message, or `undefined` if it is none
 */
export function parseFromGuest(
  data: unknown,
  maxChars: number,
): FromGuest | undefined {
  if (typeof data !== "string" || data.length > maxChars) return undefined;
  if (!isPlain(data)) return undefined;
  const message = parseObject(data);
  switch (message?.type) {
    case "loaded":
    case "ready":
    case "closed":
    case "opened":
      return { type: message.type };
    case "failed":
      return parseFailed(message);
    case "output":
      return parseOutput(message);
    case "display":
      return parseShown(message);
    case "ask":
      return parseAsk(message);
    case "filed":
      return parseFiled(message);
    case "done":
      return parseDone(message);
    default:
      return undefined;
  }
}

/** What a message may have beside the insides of its strings: the names of many files, at the most. */
const MAX_PARTS = 200_000;

/**
 * Whether a text has few parts, however long its strings are. A million of names or lists would keep the parser, and by
 * that everything else of the host's, for seconds, and take much more memory than the text.
 */
function isPlain(data: string): boolean {
  let parts = 0;
  for (let at = 0;;) {
    const start = data.indexOf('"', at);
    parts += (start < 0 ? data.length : start) - at + 1;
    if (parts > MAX_PARTS) return false;
    if (start < 0) return true;
    at = endOfString(data, start + 1);
  }
}

/** Where the text goes on behind the string that begins here. */
function endOfString(data: string, start: number): number {
  for (let from = start;;) {
    const end = data.indexOf('"', from);
    if (end < 0) return data.length;
    let slashes = 0;
    while (end - slashes > start && data[end - slashes - 1] === "\\") slashes++;
    if (slashes % 2 === 0) return end + 1;
    from = end + 1;
  }
}

function parseObject(data: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(data);
    // An object by the check before it; arrays have no `type` and fall through.
    return typeof value === "object" && value !== null
      ? value as Record<string, unknown>
      : undefined;
  } catch {
    return undefined;
  }
}

function parseFailed({ reason }: Untrusted<"failed">): FromGuest {
  return { type: "failed", reason: text(reason) ?? "unknown" };
}

function parseOutput(message: Untrusted<"output">): FromGuest | undefined {
  const { run, fd, text } = message;
  if (!isCount(run) || (fd !== 1 && fd !== 2) || typeof text !== "string") {
    return undefined;
  }
  return { type: "output", run, fd, text };
}

function parseShown(message: Untrusted<"display">): FromGuest | undefined {
  const { run } = message;
  const display = parseDisplay(message.data);
  if (!isCount(run) || display === undefined) return undefined;
  return { type: "display", run, display };
}

function parseAsk(message: Untrusted<"ask">): FromGuest | undefined {
  const { run, ask, request, data } = message;
  const service = SERVICES.find((one) => one === message.service);
  if (!isCount(run) || !isCount(ask) || service === undefined) return undefined;
  if (typeof request !== "string") return undefined;
  return {
    type: "ask",
    ask: { run, ask, service, request, data: text(data) },
  };
}

function parseFiled(message: Untrusted<"filed">): FromGuest | undefined {
  const { file, bytes, next } = message;
  if (!isCount(file)) return undefined;
  const answer: FileAnswer = {
    file,
    error: text(message.error),
    data: text(message.data),
    bytes: isCount(bytes) ? bytes : undefined,
    entries: message.entries,
    next: isCount(next) ? next : undefined,
  };
  return { type: "filed", answer };
}

function parseDone(message: Untrusted<"done">): FromGuest | undefined {
  if (!isCount(message.run) || !STATUSES.includes(message.status)) {
    return undefined;
  }
  const outcome: Outcome = {
    run: message.run,
    // One of the statuses by the check before.
    status: message.status as Outcome["status"],
    value: text(message.value),
    repr: text(message.repr),
    tooLarge: message.tooLarge === true,
    error: parseError(message.error),
    reason: text(message.reason),
    cut: Array.isArray(message.cut) ? message.cut.filter(isTruncated) : [],
    broken: message.broken === true,
    cpuMs: amount(message.cpuMs),
    memoryBytes: amount(message.memoryBytes),
    changed: message.changed === true,
  };
  return { type: "done", outcome };
}

function parseError(value: unknown): GuestError | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  // Any object has unknown properties.
  const error = value as Record<string, unknown>;
  const optional = (
    name: "line" | "column" | "exitCode",
  ): Partial<GuestError> =>
    Number.isSafeInteger(error[name]) ? { [name]: error[name] } : {};
  return {
    name: text(error.name) ?? "Error",
    message: text(error.message) ?? "",
    traceback: text(error.traceback) ?? "",
    ...optional("line"),
    ...optional("column"),
    ...optional("exitCode"),
  };
}

function isTruncated(value: unknown): value is Truncated {
  return TRUNCATED.includes(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function amount(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 && value < Infinity
    ? value
    : undefined;
}
