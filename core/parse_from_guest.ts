/**
 * The parser of the messages from workers, which guests may forge.
 *
 * @module
 */
import { parseDisplay } from "./displays.ts";
import {
  type FromGuest,
  type GuestFileResponse,
  type Outcome,
  SERVICES,
  type WorkerMessage,
} from "./protocol.ts";
import type { GuestError, Truncated } from "./result.ts";

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

/** A message of one type whose properties may have any value. */
type Untrusted<Type extends WorkerMessage["type"]> = {
  readonly [
    Name in keyof Extract<WorkerMessage, { readonly type: Type }>
  ]?: unknown;
};

/**
 * Parses a message from a worker.
 *
 * @param data The data that arrived; it may be anything
 * @param maxChars The longest message to parse, in UTF-16 units
 * @returns The message, or `undefined` if the data is not a message
 */
export function parseFromGuest(
  data: unknown,
  maxChars: number,
): FromGuest | undefined {
  if (typeof data !== "string" || data.length > maxChars) return undefined;
  if (!hasSmallStructure(data)) return undefined;
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
      return parseDisplayMessage(message);
    case "request":
      return parseHostRequest(message);
    case "fileResponse":
      return parseFileResponse(message);
    case "done":
      return parseDone(message);
    default:
      return undefined;
  }
}

/** The most characters of a message outside of its strings. The longest list of files needs that many. */
const MAX_STRUCTURE_CHARS = 200_000;

/**
 * Whether a text has at most {@linkcode MAX_STRUCTURE_CHARS} characters outside of its strings. Parsing a million keys or
 * lists would block the host for seconds, and take much more memory than the text.
 */
function hasSmallStructure(data: string): boolean {
  let chars = 0;
  for (let at = 0;;) {
    const start = data.indexOf('"', at);
    chars += (start < 0 ? data.length : start) - at + 1;
    if (chars > MAX_STRUCTURE_CHARS) return false;
    if (start < 0) return true;
    at = endOfString(data, start + 1);
  }
}

/** Returns the index after the string that begins at `start`. */
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
    // The check says that it is an object. An array has no `type`, so the caller ignores it.
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

function parseDisplayMessage(
  message: Untrusted<"display">,
): FromGuest | undefined {
  const { run } = message;
  const display = parseDisplay(message.data);
  if (!isCount(run) || display === undefined) return undefined;
  return { type: "display", run, display };
}

function parseHostRequest(
  message: Untrusted<"request">,
): FromGuest | undefined {
  const { run, id, body, data } = message;
  const service = SERVICES.find((one) => one === message.service);
  if (!isCount(run) || !isCount(id) || service === undefined) return undefined;
  if (typeof body !== "string") return undefined;
  return {
    type: "request",
    request: { run, id, service, body, data: text(data) },
  };
}

function parseFileResponse(
  message: Untrusted<"fileResponse">,
): FromGuest | undefined {
  const { id, bytes, next } = message;
  if (!isCount(id)) return undefined;
  const response: GuestFileResponse = {
    id,
    error: text(message.error),
    data: text(message.data),
    bytes: isCount(bytes) ? bytes : undefined,
    entries: message.entries,
    next: isCount(next) ? next : undefined,
  };
  return { type: "fileResponse", response };
}

function parseDone(message: Untrusted<"done">): FromGuest | undefined {
  if (!isCount(message.run) || !STATUSES.includes(message.status)) {
    return undefined;
  }
  const outcome: Outcome = {
    run: message.run,
    // The check above says that it is one of the statuses.
    status: message.status as Outcome["status"],
    value: text(message.value),
    repr: text(message.repr),
    tooLarge: message.tooLarge === true,
    error: parseError(message.error),
    reason: text(message.reason),
    cut: Array.isArray(message.cut) ? message.cut.filter(isTruncated) : [],
    broken: message.broken === true,
    restored: message.restored === true,
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
    ...(error.reported === true ? { reported: true } : {}),
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
