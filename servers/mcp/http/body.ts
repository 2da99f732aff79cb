/**
 * Reads the body of a request. The length, the time and the memory of the parsed data are limited before the body is parsed.
 *
 * @module
 */
import { concatenate } from "../../../core/concatenate.ts";
import { busyResponse, errorResponse } from "./error_response.ts";
import { measureJson } from "./measure_json.ts";

/** Limits of a body. */
export interface BodyLimits {
  /** The maximum length of a body, in bytes. */
  readonly maxBytes: number;
  /** How long a body may take to arrive, in milliseconds. */
  readonly withinMs: number;
}

/** Options for reading a body. */
export interface BodyOptions extends BodyLimits {
  /** Takes bytes from the quota of all bodies. Returns whether the quota was sufficient. */
  readonly take: (bytes: number) => boolean;
}

/** The maximum number of messages in a batch. No client needs more. */
const MAX_BATCH = 100;
/** The maximum depth of the data. No client needs more, and recursive functions read the data. */
const MAX_DEPTH = 500;
/** The maximum number of values in a body. */
const MAX_VALUES = 1_000_000;
/** The maximum memory of a parsed value, in bytes. */
const BYTES_PER_VALUE = 100;

/** The data of a body, or the response that refuses it. */
type Body =
  | { readonly json: unknown }
  | { readonly refusal: Response };

type Bytes = Uint8Array | "tooLong" | "tooLate" | "quotaExceeded" | "broken";

/**
 * Reads a body as JSON.
 *
 * @param request The request
 * @param options The limits
 * @returns The data, or a refusal
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
    return refuseBytes("quotaExceeded", options);
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
    return "tooLong";
  }
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  const { promise: late, resolve } = Promise.withResolvers<"tooLate">();
  const timer = setTimeout(() => resolve("tooLate"), withinMs);
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const read = await Promise.race([reader.read(), late]);
      if (read === "tooLate") return "tooLate";
      if (read.done) return concatenate(parts);
      length += read.value.length;
      if (length > maxBytes) return "tooLong";
      // Only received bytes count. A length that is announced and never sent takes no quota.
      if (!take(read.value.length)) return "quotaExceeded";
      parts.push(read.value);
    }
  } catch {
    // The client is gone.
    return "broken";
  } finally {
    clearTimeout(timer);
    reader.cancel().catch(() => {});
  }
}

function refuseBytes(
  why: Exclude<Bytes, Uint8Array>,
  { maxBytes, withinMs }: BodyLimits,
): Body {
  switch (why) {
    case "tooLong":
      return refuse(413, `The body must have at most ${maxBytes} bytes`);
    case "tooLate":
      return refuse(408, `The body must arrive within ${withinMs} ms`);
    case "quotaExceeded":
      return { refusal: busyResponse() };
    case "broken":
      return refuse(400, "The body broke off");
  }
}

function refuse(status: number, message: string): Body {
  return { refusal: errorResponse(status, message) };
}
