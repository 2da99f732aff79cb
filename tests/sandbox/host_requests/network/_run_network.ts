/**
 * What servers answer, and what a run's network says of it.
 *
 * @module
 */
import { assertEquals, assertRejects } from "@std/assert";
import { GuestVisibleError } from "../../../../sandbox/host_requests/host_requests.ts";
import type { RawServer } from "../../../_raw_server.ts";
import { Requester } from "./_requester.ts";

/** The first line of an answer that went well. */
export const OK = "HTTP/1.1 200 OK\r\n";
/** The last header of an answer without a body. */
export const NO_BODY = "Content-Length: 0\r\n\r\n";

/** A run that may reach some servers. */
export function allowing(...servers: readonly RawServer[]): Requester {
  return new Requester({
    allow: servers.map(({ port }) => `127.0.0.1:${port}`),
  });
}

/** Asserts how a request is refused. */
export async function assertRefused(
  promise: Promise<unknown>,
  name: string,
  message: string,
): Promise<void> {
  const error = await assertRejects(() => promise, GuestVisibleError, message);
  assertEquals(error.name, name);
}

/** Compresses a body. */
export async function compressed(
  plain: string | Uint8Array<ArrayBuffer>,
  format: "gzip" | "deflate",
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([plain]).stream()
    .pipeThrough(new CompressionStream(format));
  return await new Response(stream).bytes();
}
