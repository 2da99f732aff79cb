/**
 * The head of a request of HTTP/1.1: its line and its headers. What two readers could understand in two ways is
 * refused, as there may be a proxy in front that understood it in the other one.
 *
 * @module
 */

/** The longest head, in bytes. */
export const MAX_HEAD_BYTES = 16 * 1024;

/** A head, read. */
export interface Head {
  readonly method: string;
  /** What the request is for: a path, or a URL. */
  readonly target: string;
  /** Names in lower case, in the order in which they came. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The header `Host`. */
  readonly host: string;
  /** How many bytes the body has; or that it comes in chunks. */
  readonly length: number | "chunked";
  /** Whether the client wants to go on with this connection. */
  readonly keepsAlive: boolean;
  /** Whether the client understands chunks. */
  readonly takesChunks: boolean;
  /** Whether the client waits to be told that the body may come. */
  readonly expectsContinue: boolean;
}

/** Why a head is refused. */
export class HeadError extends Error {
  /** The status of the answer. */
  readonly status: number;

  /** Makes one. */
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
 * Reads a head.
 *
 * @param text Its lines without the empty one at the end, each byte a character
 * @returns What it says
 * @throws {HeadError} If it is not valid, or can be read in two ways
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
