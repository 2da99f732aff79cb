/**
 * The body of a request, bounded in length and time before any of it is parsed.
 *
 * @module
 */
import { errorResponse } from "./guard.ts";

/** What can be set for reading a body. */
export interface BodyLimits {
  /** The longest body, in bytes. */
  readonly maxBytes: number;
  /** How long it may take to arrive, in milliseconds. */
  readonly withinMs: number;
}

/** More messages in one request than anybody has a use for. */
const MAX_BATCH = 100;

/** A body, read; or the answer to one that is not taken. */
export type Body =
  | { readonly json: unknown }
  | { readonly refusal: Response };

/**
 * Reads a body as JSON.
 *
 * @param request The request
 * @param limits What it may have
 * @returns Its data, or a refusal
 */
export async function readJson(
  request: Request,
  { maxBytes, withinMs }: BodyLimits,
): Promise<Body> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json *(?:;|$)/i.test(type)) {
    return refuse(415, "The body must be application/json");
  }
  const bytes = await readBytes(request, maxBytes, withinMs);
  if (bytes === "long") {
    return refuse(413, `The body must have at most ${maxBytes} bytes`);
  }
  if (bytes === "late") {
    return refuse(408, `The body must arrive within ${withinMs} ms`);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const json: unknown = JSON.parse(text);
    return Array.isArray(json) && json.length > MAX_BATCH
      ? refuse(400, `A batch may have at most ${MAX_BATCH} messages`)
      : { json };
  } catch {
    const error = { code: -32_700, message: "The body is no JSON in UTF-8" };
    return {
      refusal: Response.json({ jsonrpc: "2.0", id: null, error }, {
        status: 400,
      }),
    };
  }
}

async function readBytes(
  request: Request,
  maxBytes: number,
  withinMs: number,
): Promise<Uint8Array | "long" | "late"> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) {
    return "long";
  }
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  const { promise: late, resolve } = Promise.withResolvers<"late">();
  const timer = setTimeout(() => resolve("late"), withinMs);
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const read = await Promise.race([reader.read(), late]);
      if (read === "late") return "late";
      if (read.done) return join(parts, length);
      length += read.value.length;
      if (length > maxBytes) return "long";
      parts.push(read.value);
    }
  } finally {
    clearTimeout(timer);
    reader.cancel().catch(() => {});
  }
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function refuse(status: number, message: string): Body {
  return { refusal: errorResponse(status, message) };
}
