// The network of a JavaScript guest, where it has one: `fetch` and what belongs to it. The requests are the host's to
// make and to judge; what is here only writes them down and hands the answers over.

import { bodyWith, received } from "./body.js";
import { Headers } from "./headers.js";
import { $TypeError, requestNetwork, useChannel } from "./network.js";
import { contentBytes, Request } from "./request.js";
import { Head, Response } from "./response.js";

/**
 * @import { Channel } from "../host.d.ts"
 * @import { AbortSignal } from "../web/abort.js"
 * @import { ResponseFields } from "./response.js"
 *
 * @typedef {Omit<ResponseFields, "headers"> & { headers: [string, string][], done: boolean }} Opened What the host
 *   answers when it has made a request.
 */

const { freeze } = Object;

let lastId = 0;
/** @type {() => { timeLeftMs(signal: AbortSignal): number }} */
let events;
/** @type {{ maxRequestBytes: number } | undefined} */
let limits;

/**
 * Makes `fetch` and what belongs to it.
 *
 * @param {Channel} channel
 * @param {import("./body.js").Web & { events: typeof events }} web The other parts of the web, which are loaded when they are needed
 */
export function makeFetch(channel, web) {
  useChannel(channel);
  bodyWith(web);
  ({ events } = web);
  return freeze({
    __proto__: null,
    fetch,
    Headers,
    Request,
    Response,
  });
}

/**
 * Cancels a request on the host, and rejects its promise.
 *
 * @template Result
 * @param {AbortSignal | null} signal
 * @param {number} id
 * @param {Promise<Result>} promise
 */
async function untilAborted(signal, id, promise) {
  if (signal === null) return await promise;
  /** @type {Promise<never>} */
  const aborted = new Promise((_, reject) => {
    signal.addEventListener("abort", () => {
      reject(signal.reason);
      requestNetwork({ op: "close", id });
    });
  });
  try {
    return await Promise.race([promise, aborted]);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}

/**
 * Makes sure that the host would take so many bytes.
 *
 * @param {number} bytes
 */
async function checkLength(bytes) {
  // The casts here are by what the host answers to each.
  limits ??= /** @type {{ maxRequestBytes: number }} */ (
    (await requestNetwork({ op: "limits" })).value
  );
  if (bytes <= limits.maxRequestBytes) return;
  throw new $TypeError(
    `The body of a request may have at most ${limits.maxRequestBytes} bytes`,
  );
}

/**
 * @param {unknown} input
 * @param {import("./request.js").RequestInit} [init]
 */
async function fetch(input, init) {
  const request = new Request(input, init);
  const { method, url, headers, redirect, signal } = request;
  // Made here, where the guest calls, so that its stack says so.
  const failure = new $TypeError();
  signal?.throwIfAborted();
  const id = ++lastId;
  const bytes = await contentBytes(request);
  if (bytes !== undefined) await checkLength(bytes.length);
  const timeoutMs = signal === null ? Infinity : events().timeLeftMs(signal);
  const opening = requestNetwork(
    {
      op: "open",
      id,
      method,
      url,
      headers: [...headers],
      redirect,
      ...(timeoutMs < Infinity && { timeoutMs }),
    },
    bytes?.buffer.slice(
      bytes.byteOffset,
      bytes.byteOffset + bytes.byteLength,
    ),
    failure,
  );
  const answer = await untilAborted(signal, id, opening);
  const value = /** @type {Opened} */ (answer.value);
  return new Response(
    new Head({
      ...value,
      headers: new Headers(value.headers),
      pieces: value.done ? undefined : received(id, signal),
    }),
  );
}
