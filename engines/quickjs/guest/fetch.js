// The network of a JavaScript guest, where it has one: `fetch` and what belongs to it. The requests are the host's to
// make and to judge; what is here only writes them down and hands the answers over.
(function (channel, now) {
  "use strict";

  const { stringify, parse } = JSON;
  const { defineProperty, freeze } = Object;
  const $ArrayBuffer = ArrayBuffer;
  const $Error = Error;
  const $Map = Map;
  const $TypeError = TypeError;
  const $Uint8Array = Uint8Array;
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();

  let lastId = 0;
  let limits;

  function namedError(name, message) {
    const error = new $Error(message);
    defineProperty(error, "name", {
      value: name,
      writable: true,
      configurable: true,
      enumerable: false,
    });
    return error;
  }

  /** What `fetch` is to throw is a TypeError, unless it was stopped; its stack is where it was made. */
  function toError(error, made) {
    if (error.name === "AbortError" || error.name === "TimeoutError") {
      return error;
    }
    for (const [key, value] of [["message", error.message], ["cause", error]]) {
      defineProperty(made, key, {
        __proto__: null,
        value,
        writable: true,
        configurable: true,
        enumerable: false,
      });
    }
    return made;
  }

  async function ask(request, buffer, failure = new $TypeError()) {
    try {
      return await channel.pose("network", stringify(request), buffer);
    } catch (error) {
      throw toError(error, failure);
    }
  }

  // Headers

  const NAME = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/;

  function checkName(name) {
    const text = `${name}`;
    if (!NAME.test(text)) {
      throw new $TypeError(`"${text}" is not the name of a header`);
    }
    return text.toLowerCase();
  }

  function checkValue(value) {
    const text = `${value}`.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
    if (/[\0\r\n]|[^\0-\xff]/.test(text)) {
      throw new $TypeError("The value of a header has characters it cannot");
    }
    return text;
  }

  class Headers {
    #values = new $Map();

    constructor(init) {
      if (init === undefined || init === null) return;
      const pairs = typeof init[Symbol.iterator] === "function"
        ? init
        : Object.entries(init);
      for (const [name, value] of pairs) this.append(name, value);
    }
    append(name, value) {
      const key = checkName(name);
      const text = checkValue(value);
      const values = this.#values.get(key);
      if (values === undefined) this.#values.set(key, [text]);
      else values.push(text);
    }
    set(name, value) {
      this.#values.set(checkName(name), [checkValue(value)]);
    }
    get(name) {
      return this.#values.get(checkName(name))?.join(", ") ?? null;
    }
    getSetCookie() {
      return [...this.#values.get("set-cookie") ?? []];
    }
    has(name) {
      return this.#values.has(checkName(name));
    }
    delete(name) {
      this.#values.delete(checkName(name));
    }
    forEach(callback, receiver) {
      for (const [name, value] of this) {
        callback.call(receiver, value, name, this);
      }
    }
    *entries() {
      for (const name of [...this.#values.keys()].sort()) {
        if (name === "set-cookie") {
          for (const value of this.getSetCookie()) yield [name, value];
        } else yield [name, this.get(name)];
      }
    }
    *keys() {
      for (const [name] of this) yield name;
    }
    *values() {
      for (const [, value] of this) yield value;
    }
    [Symbol.iterator]() {
      return this.entries();
    }
  }

  // Aborting

  class AbortSignal {
    #reason;
    #aborted = false;
    #deadline = Infinity;
    #listeners = [];
    onabort = null;

    static abort(reason) {
      const controller = new AbortController();
      controller.abort(reason);
      return controller.signal;
    }
    /** It is the host that keeps the time, so that nothing here keeps a run from ending. */
    static timeout(ms) {
      const signal = new AbortSignal();
      signal.#deadline = now() + Number(ms);
      return signal;
    }
    static any(signals) {
      const any = new AbortSignal();
      for (const signal of signals) {
        any.#deadline = Math.min(any.#deadline, signal.#deadline);
        if (signal.aborted) any.#abort(signal.reason);
        else signal.addEventListener("abort", () => any.#abort(signal.reason));
      }
      return any;
    }
    static abortWith(signal, reason) {
      signal.#abort(reason);
    }
    static leftMs(signal) {
      return Math.max(0, signal.#deadline - now());
    }
    get aborted() {
      if (!this.#aborted && this.#deadline <= now()) {
        this.#abort(namedError("TimeoutError", "The signal timed out"));
      }
      return this.#aborted;
    }
    get reason() {
      return this.aborted ? this.#reason : undefined;
    }
    throwIfAborted() {
      if (this.aborted) throw this.#reason;
    }
    addEventListener(type, listener) {
      if (type === "abort") this.#listeners.push(listener);
    }
    removeEventListener(type, listener) {
      if (type !== "abort") return;
      this.#listeners = this.#listeners.filter((one) => one !== listener);
    }
    #abort(reason) {
      if (this.#aborted) return;
      this.#aborted = true;
      this.#reason = reason ??
        namedError("AbortError", "The operation was aborted");
      const event = { type: "abort", target: this };
      const listeners = this.#listeners;
      this.#listeners = [];
      this.onabort?.(event);
      for (const listener of listeners) {
        typeof listener === "function"
          ? listener.call(this, event)
          : listener.handleEvent(event);
      }
    }
  }
  const { abortWith, leftMs } = AbortSignal;
  delete AbortSignal.abortWith;
  delete AbortSignal.leftMs;

  class AbortController {
    #signal = new AbortSignal();
    get signal() {
      return this.#signal;
    }
    abort(reason) {
      abortWith(this.#signal, reason);
    }
  }

  // Bodies

  /** Turns what may be a body into bytes and the type that goes with it. */
  function toBody(body) {
    if (body === undefined || body === null) return undefined;
    if (body instanceof $ArrayBuffer) return { bytes: new $Uint8Array(body) };
    if ($ArrayBuffer.isView(body)) {
      const { buffer, byteOffset, byteLength } = body;
      return { bytes: new $Uint8Array(buffer, byteOffset, byteLength) };
    }
    return {
      bytes: encoder.encode(`${body}`),
      type: "text/plain;charset=UTF-8",
    };
  }

  function join(pieces, length) {
    const joined = new $Uint8Array(length);
    let at = 0;
    for (const piece of pieces) {
      joined.set(piece, at);
      at += piece.length;
    }
    return joined;
  }

  /** Bytes that are there already. */
  function* given(bytes) {
    if (bytes.length > 0) yield bytes;
  }

  /** Bytes that the host hands over piece by piece. */
  async function* received(id, signal) {
    let done = false;
    try {
      while (!done) {
        signal?.throwIfAborted();
        const { value, bytes } = await ask({ op: "read", id });
        done = value.done;
        if (bytes !== null && bytes.byteLength > 0) {
          yield new $Uint8Array(bytes);
        }
      }
    } catch (error) {
      done = true;
      throw signal?.aborted ? signal.reason : error;
    } finally {
      if (!done) ask({ op: "close", id });
    }
  }

  class Body {
    #pieces;
    #used = false;

    constructor(pieces) {
      this.#pieces = pieces;
    }
    get bodyUsed() {
      return this.#used;
    }
    get body() {
      if (this.#pieces === undefined) return null;
      const take = () => this.#take();
      let iterator;
      return {
        get locked() {
          return iterator !== undefined;
        },
        [Symbol.asyncIterator]: () => take()[Symbol.asyncIterator](),
        async cancel() {
          await take()[Symbol.asyncIterator]().return?.();
        },
        getReader() {
          iterator ??= take()[Symbol.asyncIterator]();
          return {
            read: () => iterator.next(),
            cancel: async () => void await iterator.return(),
            releaseLock() {},
          };
        },
      };
    }
    async bytes() {
      const pieces = [];
      let length = 0;
      for await (const piece of this.#take()) {
        pieces.push(piece);
        length += piece.length;
      }
      return pieces.length === 1 ? pieces[0] : join(pieces, length);
    }
    async arrayBuffer() {
      const { buffer, byteOffset, byteLength } = await this.bytes();
      return buffer.slice(byteOffset, byteOffset + byteLength);
    }
    async text() {
      return decoder.decode(await this.bytes());
    }
    async json() {
      return parse(await this.text());
    }
    async *#take() {
      if (this.#used) throw new $TypeError("The body was read already");
      this.#used = true;
      if (this.#pieces !== undefined) yield* this.#pieces;
    }
  }

  // Requests and responses

  class Request extends Body {
    #init;

    constructor(input, init = {}) {
      const from = input instanceof Request ? input.#init : {};
      const body = toBody(init.body) ?? from.body;
      super(body === undefined ? undefined : given(body.bytes));
      const headers = new Headers(init.headers ?? from.headers);
      if (body?.type !== undefined && !headers.has("content-type")) {
        headers.set("content-type", body.type);
      }
      this.#init = {
        method: `${init.method ?? from.method ?? "GET"}`.toUpperCase(),
        url: from.url ?? `${input}`,
        headers,
        body,
        redirect: init.redirect ?? from.redirect ?? "follow",
        signal: init.signal ?? from.signal,
      };
      if (body !== undefined && /^(?:GET|HEAD)$/.test(this.method)) {
        throw new $TypeError(`A ${this.method} request has no body`);
      }
      if (!["follow", "error", "manual"].includes(this.#init.redirect)) {
        throw new $TypeError("redirect is one of follow, error and manual");
      }
    }
    static bytesOf(request) {
      return request.#init.body?.bytes;
    }
    get method() {
      return this.#init.method;
    }
    get url() {
      return this.#init.url;
    }
    get headers() {
      return this.#init.headers;
    }
    get redirect() {
      return this.#init.redirect;
    }
    get signal() {
      return this.#init.signal ?? null;
    }
    clone() {
      return new Request(this);
    }
  }
  const { bytesOf } = Request;
  delete Request.bytesOf;

  class Response extends Body {
    #head;

    constructor(body = null, { status = 200, statusText = "", headers } = {}) {
      // What the host has sent comes as this, which guests cannot make.
      const head = body instanceof Head ? body : undefined;
      const content = head === undefined ? toBody(body) : undefined;
      super(head?.pieces ?? (content && given(content.bytes)));
      this.#head = head ?? {
        status,
        statusText,
        headers: new Headers(headers),
        url: "",
        redirected: false,
      };
    }
    get status() {
      return this.#head.status;
    }
    get statusText() {
      return this.#head.statusText;
    }
    get ok() {
      return this.status >= 200 && this.status < 300;
    }
    get headers() {
      return this.#head.headers;
    }
    get url() {
      return this.#head.url;
    }
    get redirected() {
      return this.#head.redirected;
    }
    get type() {
      return this.#head instanceof Head ? "basic" : "default";
    }
  }

  class Head {
    constructor(fields) {
      Object.assign(this, fields);
    }
  }

  /** Cancels a request on the host, and rejects its promise. */
  async function untilAborted(signal, id, promise) {
    if (signal === null) return await promise;
    let abort;
    const aborted = new Promise((_, reject) => {
      abort = () => {
        reject(signal.reason);
        ask({ op: "close", id });
      };
      signal.addEventListener("abort", abort);
    });
    try {
      return await Promise.race([promise, aborted]);
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    }
  }

  async function fetch(input, init) {
    const request = new Request(input, init);
    const { method, url, headers, redirect, signal } = request;
    // Made here, where the guest calls, so that its stack says so.
    const failure = new $TypeError();
    signal?.throwIfAborted();
    const id = ++lastId;
    const bytes = bytesOf(request);
    if (bytes !== undefined) {
      limits ??= (await ask({ op: "limits" })).value;
      if (bytes.length > limits.maxRequestBytes) {
        throw new $TypeError(
          `The body of a request may have at most ${limits.maxRequestBytes} bytes`,
        );
      }
    }
    const timeoutMs = signal === null ? Infinity : leftMs(signal);
    const opening = ask(
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
    const { value } = await untilAborted(signal, id, opening);
    return new Response(
      new Head({
        ...value,
        headers: new Headers(value.headers),
        pieces: value.done ? undefined : received(id, signal),
      }),
    );
  }

  return freeze({
    __proto__: null,
    fetch,
    Headers,
    Request,
    Response,
    AbortController,
    AbortSignal,
  });
});
