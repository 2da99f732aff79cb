/**
 * Parses the head of a request of HTTP/1.1: the request line and the headers. An ambiguous head is refused, because a proxy
 * in front of the server may read it in another way.
 *
 * @module
 */

/** The maximum length of a head, in bytes. */
export const MAX_HEAD_BYTES = 16 * 1024;

/** A parsed head. */
export interface Head {
  readonly method: string;
  /** The request target: a path or a URL. */
  readonly target: string;
  /** The headers in their order, with names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The value of the header `Host`. */
  readonly host: string;
  /** The length of the body in bytes, or `chunked`. */
  readonly length: number | "chunked";
  /** Whether the client wants to keep the connection. */
  readonly keepsAlive: boolean;
  /** Whether the client accepts a chunked response. */
  readonly takesChunks: boolean;
  /** Whether the client waits for `100 Continue` before it sends the body. */
  readonly expectsContinue: boolean;
}

/** A head is invalid. */
export class HeadError extends Error {
  /** The HTTP status of the response. */
  readonly status: number;

  /** Creates the error from the rule that the head breaks, and from its value. */
  constructor(rule: string, found: string, status = 400) {
    super(
      `Cannot read the request as it must ${rule}: current value is ${found}`,
    );
    this.name = "HeadError";
    this.status = status;
  }
}

const REQUEST_LINE =
  /^([!#$%&'*+\-.^`|~\w]{1,32}) ([!-~\x80-\xff]+) HTTP\/(\d)\.(\d)$/;
const HEADER_LINE =
  /^([!#$%&'*+\-.^`|~\w]+):[\t ]*([\t\x20-\x7e\x80-\xff]*?)[\t ]*$/;

/**
 * Parses a head.
 *
 * @param text The lines without the empty last line. Each character is a byte
 * @returns The head
 * @throws {HeadError} If the head is invalid or ambiguous
 */
export function parseHead(text: string): Head {
  const [line = "", ...lines] = text.split("\r\n");
  const [, method = "", target = "", major, minor] = REQUEST_LINE.exec(line) ??
    [];
  if (method === "") {
    throw new HeadError("begin with a line of HTTP/1.1", "another line");
  }
  if (major !== "1") throw new HeadError("be of HTTP/1.1", `${major}`, 505);
  const isOld = minor === "0";
  const headers = lines.map(parseHeader);
  const all = (name: string): readonly string[] =>
    headers.filter(([other]) => other === name).map(([, value]) => value);
  const [host, ...more] = all("host");
  if (host === undefined || more.length > 0) {
    throw new HeadError(
      "have one header Host",
      host === undefined ? "none" : `${more.length + 1} of them`,
    );
  }
  const connection = all("connection").join().toLowerCase();
  return {
    method,
    target,
    headers,
    host,
    length: lengthOf(all("content-length"), all("transfer-encoding"), isOld),
    keepsAlive: !isOld && !/(?:^|,)\s*close\s*(?:,|$)/.test(connection),
    takesChunks: !isOld,
    expectsContinue: /^100-continue$/i.test(all("expect").join()),
  };
}

function parseHeader(line: string): readonly [string, string] {
  const [, name, value = ""] = HEADER_LINE.exec(line) ?? [];
  if (name === undefined) {
    throw new HeadError(
      "have headers of a name, a colon and a value",
      "another line",
    );
  }
  return [name.toLowerCase(), value];
}

function lengthOf(
  lengths: readonly string[],
  encodings: readonly string[],
  isOld: boolean,
): number | "chunked" {
  if (encodings.length > 0) {
    if (lengths.length > 0 || isOld) {
      throw new HeadError("say in one way how long it is", "two ways");
    }
    if (encodings.join().toLowerCase() === "chunked") return "chunked";
    throw new HeadError("have the transfer encoding chunked", "another", 501);
  }
  const [length = "0"] = lengths;
  if (lengths.length <= 1 && /^\d{1,15}$/.test(length)) return Number(length);
  throw new HeadError("have one length, which is a count", "another");
}
