/**
 * One request of a guest from its start to the end of its body: hops, time limit, body, and its report.
 *
 * @module
 */
import type { ResolvedNetworkPolicy } from "../../../core/network_policy.ts";
import type { NetworkRequest } from "../../../core/network_request.ts";
import { GuestVisibleError } from "../host_requests.ts";
import { BodyBuffer, type BodyEnd, decodeAnswer } from "./body.ts";
import type { OpenRequest } from "./guest_request.ts";
import {
  exchange,
  type Headers,
  type HttpAnswer,
  type HttpRequest,
} from "./http_exchange.ts";
import { openConnection } from "./open_connection.ts";
import type { Connection, NetworkPlatform } from "./platform.ts";
import { isRedirect, MAX_REDIRECTS, redirect } from "./redirects.ts";
import {
  isPolicyRefusal,
  malformed,
  networkFailure,
  notAllowed,
  timedOut,
} from "./refusals.ts";

/** What an exchange is made of. */
export interface GuestExchangeOptions {
  readonly policy: ResolvedNetworkPolicy;
  readonly platform: NetworkPlatform;
  /** Is asked before each hop, and throws where there may be no more. */
  readonly count: () => void;
  /** Waits until a connection may be opened. */
  readonly enter: (signal: AbortSignal) => Promise<void>;
  /** Says that the connection is closed. */
  readonly leave: () => void;
  /** Receives each hop when it has ended. */
  readonly tell: (request: NetworkRequest) => void;
}

/** The head of a response, which the guest gets before the body. */
export interface AnswerHead {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly redirected: boolean;
  readonly headers: Headers;
  /** Whether there is no body to read. */
  readonly done: boolean;
}

const MAX_TOLD_URL_CHARS = 2_048;

/** An exchange. */
export class GuestExchange {
  readonly #options: GuestExchangeOptions;
  readonly #controller = new AbortController();
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #connection: Connection | undefined;
  #body: BodyBuffer | undefined;
  #entered = false;
  #hop:
    | { method: string; url: string; startedAt: number; status?: number }
    | undefined;

  constructor(options: GuestExchangeOptions) {
    this.#options = options;
  }

  /** Sends the request, and what redirects make of it; answers with the head of the last answer. */
  async open(request: OpenRequest): Promise<AnswerHead> {
    this.#deadline = setTimeout(
      () =>
        this.abort(
          timedOut(`The request took longer than ${request.timeoutMs} ms`),
        ),
      request.timeoutMs,
    );
    try {
      return await this.#follow(request);
    } catch (error) {
      const reason = this.#reasonOf(error);
      this.abort(reason);
      // Where it was aborted before, what was being opened meanwhile is left to close.
      this.#finish({ bytes: 0, error: reason });
      throw reason;
    }
  }

  /** The next bytes of the body. */
  async read(): Promise<{ bytes: Uint8Array; done: boolean }> {
    if (this.#body === undefined) {
      return { bytes: new Uint8Array(0), done: true };
    }
    return await this.#body.take();
  }

  /** Ends it at once. Pending calls reject with this error. */
  abort(reason: GuestVisibleError): void {
    if (this.#controller.signal.aborted) return;
    this.#controller.abort(reason);
    this.#body?.fail(reason);
    this.#finish({ bytes: 0, error: reason });
  }

  async #follow(request: OpenRequest): Promise<AnswerHead> {
    this.#begin(request.method, request.url);
    let next: HttpRequest = {
      ...request,
      url: parseUrl(request.url),
    };
    for (let hops = 0;; hops++) {
      const answer = await this.#send(next);
      if (!isRedirect(answer) || request.redirect === "manual") {
        return this.#deliver(answer, next.url, hops > 0);
      }
      if (request.redirect === "error") {
        throw networkFailure("The answer redirects, which is not wanted");
      }
      if (hops >= MAX_REDIRECTS) {
        throw networkFailure(
          `The answer redirects more than ${MAX_REDIRECTS} times`,
        );
      }
      this.#closeHop({ bytes: 0 });
      const location = answer.headers.find(([name]) => name === "location");
      this.#begin(next.method, location?.[1] ?? "");
      next = redirect(next, answer, parseUrl);
    }
  }

  #begin(method: string, url: string): void {
    this.#hop = { method, url: toldUrl(url), startedAt: performance.now() };
  }

  async #send(request: HttpRequest): Promise<HttpAnswer> {
    const { policy, platform, count, enter } = this.#options;
    const { signal } = this.#controller;
    if (this.#hop !== undefined) {
      this.#hop.method = request.method;
      this.#hop.url = toldUrl(request.url.href);
    }
    if (!policy.methods.includes(request.method)) {
      throw notAllowed(`Cannot use the method ${request.method}`);
    }
    count();
    if (!this.#entered) {
      await enter(signal);
      this.#entered = true;
      signal.throwIfAborted();
    }
    const connection = await untilAborted(
      openConnection(request.url, { policy, platform, signal }),
      signal,
    );
    this.#connection = connection;
    signal.throwIfAborted();
    const answer = await exchange(connection, request, policy);
    if (this.#hop !== undefined) this.#hop.status = answer.status;
    return answer;
  }

  #deliver(answer: HttpAnswer, url: URL, redirected: boolean): AnswerHead {
    const { maxResponseBytes } = this.#options.policy;
    const { headers, body } = decodeAnswer(answer, maxResponseBytes);
    if (body === undefined) this.#finish({ bytes: 0 });
    else this.#body = new BodyBuffer(body, (end) => this.#finish(end));
    const { status, statusText } = answer;
    return {
      status,
      statusText,
      url: withoutFragment(url),
      redirected,
      headers,
      done: body === undefined,
    };
  }

  /** Lets go of everything. */
  #finish(end: BodyEnd): void {
    clearTimeout(this.#deadline);
    this.#closeHop(end);
    if (this.#entered) this.#options.leave();
    this.#entered = false;
  }

  #closeHop({ bytes, error }: BodyEnd): void {
    this.#connection?.close();
    const hop = this.#hop;
    const wasSent = this.#connection !== undefined;
    this.#connection = undefined;
    this.#hop = undefined;
    if (hop === undefined) return;
    const { startedAt, ...told } = hop;
    this.#options.tell({
      ...told,
      bytes,
      ms: performance.now() - startedAt,
      ...(error === undefined ? {} : reasonsOf(error, wasSent)),
    });
  }

  /** What a guest may be told of what went wrong. */
  #reasonOf(error: unknown): GuestVisibleError {
    const { signal } = this.#controller;
    if (signal.aborted && signal.reason instanceof GuestVisibleError) {
      return signal.reason;
    }
    return error instanceof GuestVisibleError
      ? error
      : networkFailure("The connection failed");
  }
}

/** Reads a URL as a browser does, numbers for addresses and characters that look alike included. */
function parseUrl(text: string, base?: URL): URL {
  const url = URL.parse(text, base);
  if (url === null) {
    throw malformed(
      `The URL must be absolute and well-formed: current value is ${
        JSON.stringify(text.slice(0, 80))
      }`,
    );
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw malformed("The URL must begin with http: or https:");
  }
  if (url.username !== "" || url.password !== "") {
    throw malformed("The URL must have no name and no password");
  }
  return url;
}

function withoutFragment(url: URL): string {
  return url.href.replace(/#.*$/s, "");
}

function toldUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null) return text.slice(0, MAX_TOLD_URL_CHARS);
  url.username = "";
  url.password = "";
  return withoutFragment(url).slice(0, MAX_TOLD_URL_CHARS);
}

function reasonsOf(
  error: unknown,
  wasSent: boolean,
): Pick<NetworkRequest, "refused" | "failed"> {
  const message = error instanceof GuestVisibleError
    ? error.message
    : "The connection failed";
  return !wasSent && isPolicyRefusal(error)
    ? { refused: message }
    : { failed: message };
}

/** A name server is not to be hurried: its answer is then no longer waited for. */
async function untilAborted(
  opening: Promise<Connection>,
  signal: AbortSignal,
): Promise<Connection> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([opening, promise]);
  } catch (error) {
    opening.then((late) => late.close(), () => {});
    throw error;
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
