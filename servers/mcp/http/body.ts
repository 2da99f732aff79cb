/**
 * The body of a request, bounded in length, time and what becomes of it, before any of it is parsed.
 *
 * @module
 */
import { errorResponse } from "./error_response.ts";
import { measureJson } from "./measure_json.ts";

/** What can be set for reading a body. */
export interface BodyLimits {
  /** The longest body, in bytes. */
  readonly maxBytes: number;
  /** How long it may take to arrive, in milliseconds. */
  readonly withinMs: number;
}

/** What a body is read with. */
export interface BodyOptions extends BodyLimits {
  /** Takes bytes of what all bodies together may have; says whether there were enough. */
  readonly take: (bytes: number) => boolean;
}

/** More messages in one request than anybody has a use for. */
const MAX_BATCH = 100;
/** Deeper data than anybody has a use for; what walks through it does so by recursion. */
const MAX_DEPTH = 500;
/** How many values a body may have. */
const MAX_VALUES = 1_000_000;
/** What a value takes when it is parsed, at the most, in bytes. */
const BYTES_PER_VALUE = 100;

/** A body, read; or the answer to one that is not taken. */
export type Body =
  | { readonly json: unknown }
  | { readonly refusal: Response };

type Bytes = Uint8Array | "long" | "late" | "many" | "broken";

/**
 * Reads a body as JSON.
 *
 * @param request The request
 * @param options What it may have
 * @returns Its data, or a refusal
 */
export async function readJson(
  request: Request,
  options: BodyOptions,
): Promise<Body> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json *(?:;|$)/i.test(type)) {
    return refuse(415, "The body must be application/json");
  }
  const bytes = await readBytes(request, options);
  if (!(bytes instanceof Uint8Array)) return refuseBytes(bytes, options);
  const { depth, values } = measureJson(bytes);
  if (depth > MAX_DEPTH || values > MAX_VALUES) {
    return refuse(
      400,
      `The body may have at most ${MAX_VALUES} values, ${MAX_DEPTH} levels deep`,
    );
  }
  if (!options.take(values * BYTES_PER_VALUE)) {
    return refuseBytes("many", options);
  }
  return parse(bytes);
}

function parse(bytes: Uint8Array): Body {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const json: unknown = JSON.parse(text);
    return Array.isArray(json) && json.length > MAX_BATCH
      ? refuse(400, `A batch may have at most ${MAX_BATCH} messages`)
      : { json };
  } catch {
    return {
      refusal: errorResponse(400, "The body is no JSON in UTF-8", {
        code: -32_700,
      }),
    };
  }
}

async function readBytes(
  request: Request,
  { maxBytes, withinMs, take }: BodyOptions,
): Promise<Bytes> {
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
      // What was promised but never comes takes nothing.
      if (!take(read.value.length)) return "many";
      parts.push(read.value);
    }
  } catch {
    // The client went away.
    return "broken";
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

function refuseBytes(
  why: Exclude<Bytes, Uint8Array>,
  { maxBytes, withinMs }: BodyLimits,
): Body {
  switch (why) {
    case "long":
      return refuse(413, `The body must have at most ${maxBytes} bytes`);
    case "late":
      return refuse(408, `The body must arrive within ${withinMs} ms`);
    case "many":
      return {
        refusal: errorResponse(503, "The server is busy: try again later", {
          headers: { "retry-after": "1" },
        }),
      };
    case "broken":
      return refuse(400, "The body broke off");
  }
}

function refuse(status: number, message: string): Body {
  return { refusal: errorResponse(status, message) };
}
