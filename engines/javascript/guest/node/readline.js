// `readline` and `readline/promises`.

import { nodeError } from "./errors.js";
import { cursorFunctions } from "./readline_cursor.js";

/**
 * @import { Abortable, Chunk, Emitter, EmitterClass, Listener, NodeParts, ReadableObject, Signal, StringDecoderClass, WritableObject } from "./node.d.ts"
 *
 * @typedef {object} ReadlineOptions
 * @property {ReadableObject} [input]
 * @property {WritableObject} [output]
 * @property {unknown} [terminal]
 * @property {string} [prompt]
 * @property {Signal} [signal]
 *
 * @typedef {{ resolve(line: string): void, reject(error: unknown): void }} Question
 */

/** @type {EmitterClass} */
let EventEmitter;
/** @type {StringDecoderClass} */
let StringDecoder;

function usedAfterClose() {
  return nodeError(Error, "ERR_USE_AFTER_CLOSE", "readline was closed");
}

class Interface {
  #buffer = "";
  /** @type {string[]} */
  #lines = [];
  /** @type {Question[]} */
  #questions = [];
  #iterators = 0;
  #hasEnded = false;
  #isListening = false;
  #decoder = new StringDecoder("utf8");
  #prompt;
  /**
   * @param {ReadableObject & ReadlineOptions} [input] A stream, or options
   * @param {WritableObject} [output]
   */
  constructor(input, output) {
    /** @type {ReadlineOptions} */
    const options = input?.input === undefined && input?.on !== undefined
      ? { input, output }
      : input ?? {};
    EventEmitter.call(this);
    this.input = options.input;
    this.output = options.output ?? undefined;
    this.terminal = Boolean(options.terminal);
    this.line = "";
    this.cursor = 0;
    /** @type {string[]} */
    this.history = [];
    this.closed = false;
    this.#prompt = options.prompt ?? "> ";
    this.input?.on("end", () => this.#end());
    this.input?.on("close", () => this.#end());
    this.input?.on("error", (error) => this.#emitter.emit("error", error));
    options.signal?.addEventListener("abort", () => this.close());
  }
  /** What it inherits of event emitters once the module is made. */
  get #emitter() {
    return /** @type {Emitter} */ (/** @type {unknown} */ (this));
  }
  /** Reads only while somebody waits for lines, so that none is lost. */
  #listen() {
    if (this.#isListening || this.closed) return;
    this.#isListening = true;
    if (this.#hasEnded || this.#lines.length > 0) {
      queueMicrotask(() => this.#deliver());
    }
    this.input?.on(
      "data",
      /** @param {Chunk} chunk */ (chunk) => this.#take(chunk),
    );
    this.input?.resume();
  }
  /** @param {Chunk} chunk */
  #take(chunk) {
    const text = typeof chunk === "string" ? chunk : this.#decoder.write(chunk);
    const parts = (this.#buffer + text).split(/\r\n|\n|\r(?!$)/);
    this.#buffer = parts.pop();
    this.#lines.push(...parts);
    this.#deliver();
  }
  #end() {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    const rest = (this.#buffer + this.#decoder.end()).replace(/\r$/, "");
    this.#buffer = "";
    if (rest !== "") this.#lines.push(rest);
    this.#deliver();
  }
  #deliver() {
    while (this.#lines.length > 0 && !this.closed) {
      const question = this.#questions.shift();
      if (question !== undefined) question.resolve(this.#lines.shift());
      else if (this.#emitter.listenerCount("line") > 0) {
        this.#emitter.emit("line", this.#lines.shift());
      } else return;
    }
    if (this.#hasEnded && this.#lines.length === 0) this.close();
  }
  /**
   * @param {PropertyKey} name
   * @param {Listener} listener
   */
  on(name, listener) {
    EventEmitter.prototype.on.call(this, name, listener);
    if (name === "line" || name === "close") {
      queueMicrotask(() => this.#listen());
    }
    return this;
  }
  /**
   * @param {PropertyKey} name
   * @param {Listener} listener
   */
  addListener(name, listener) {
    return this.on(name, listener);
  }
  /**
   * The next line, or nothing at the end.
   *
   * @param {string} text
   * @param {Signal} [signal]
   * @returns {Promise<string>}
   */
  ask(text, signal) {
    if (this.closed) return Promise.reject(usedAfterClose());
    if (text !== "") this.output?.write(text);
    return new Promise((resolve, reject) => {
      const question = { resolve, reject };
      this.#questions.push(question);
      signal?.addEventListener("abort", () => {
        const at = this.#questions.indexOf(question);
        if (at >= 0) this.#questions.splice(at, 1);
        const error = nodeError(
          Error,
          "ABORT_ERR",
          "The operation was aborted",
        );
        error.name = "AbortError";
        reject(error);
      });
      this.#listen();
      this.#deliver();
    });
  }
  close() {
    if (this.closed) return;
    this.closed = true;
    this.input?.pause();
    for (const { reject } of this.#questions.splice(0)) {
      reject(usedAfterClose());
    }
    this.#emitter.emit("close");
  }
  pause() {
    this.input?.pause();
    this.#emitter.emit("pause");
    return this;
  }
  resume() {
    this.input?.resume();
    this.#emitter.emit("resume");
    return this;
  }
  /** @param {string} text */
  setPrompt(text) {
    this.#prompt = text;
  }
  getPrompt() {
    return this.#prompt;
  }
  prompt() {
    this.output?.write(this.#prompt);
    this.#listen();
  }
  /** @param {unknown} text */
  write(text) {
    if (text) this.#take(`${text}`);
  }
  getCursorPos() {
    return { rows: 0, cols: 0 };
  }
  async *[Symbol.asyncIterator]() {
    /** @type {string[]} */
    const lines = [];
    /** @type {(value?: unknown) => void} */
    let wake = () => {};
    this.on("line", /** @param {string} line */ (line) => {
      lines.push(line);
      wake();
    });
    this.#emitter.once("close", () => wake());
    this.#listen();
    this.#iterators++;
    try {
      for (;;) {
        if (lines.length > 0) yield lines.shift();
        else if (this.closed) return;
        else await new Promise((resolve) => wake = resolve);
      }
    } finally {
      this.close();
    }
  }
  [Symbol.for("Symbol.dispose")]() {
    this.close();
  }
}

class CallbackInterface extends Interface {
  /**
   * @param {string} text
   * @param {Abortable | ((line: string) => void)} options
   * @param {(line: string) => void} [callback]
   */
  question(text, options, callback = undefined) {
    const answered = /** @type {(line: string) => void} */ (
      callback ?? options
    );
    const signal = callback === undefined
      ? undefined
      : /** @type {Abortable} */ (options)?.signal;
    this.ask(text, signal).then(
      (line) => answered(line),
      (error) => {
        // As in Node, a question that the end of the input leaves open is not answered.
        if (
          error.code !== "ERR_USE_AFTER_CLOSE" && error.code !== "ABORT_ERR"
        ) throw error;
      },
    );
  }
}

class PromiseInterface extends Interface {
  /**
   * @param {string} text
   * @param {Abortable} [options]
   */
  question(text, options) {
    return this.ask(text, options?.signal);
  }
}
Object.assign(CallbackInterface.prototype.question, {
  /**
   * @this {Interface}
   * @param {string} text
   * @param {Abortable} [options]
   */
  [Symbol.for("nodejs.util.promisify.custom")](text, options) {
    return this.ask(text, options?.signal);
  },
});
for (const one of [CallbackInterface, PromiseInterface]) {
  Object.defineProperty(one, "name", { value: "Interface" });
}

/** @param {NodeParts} node */
export function make({ require }) {
  EventEmitter = require("events");
  ({ StringDecoder } = require("string_decoder"));
  Object.setPrototypeOf(Interface.prototype, EventEmitter.prototype);
  const promises = {
    Interface: PromiseInterface,
    /** @param {ConstructorParameters<typeof Interface>} args */
    createInterface: (...args) => new PromiseInterface(...args),
  };
  const readline = {
    Interface: CallbackInterface,
    /** @param {ConstructorParameters<typeof Interface>} args */
    createInterface: (...args) => new CallbackInterface(...args),
    promises,
    ...cursorFunctions(),
  };
  return { readline, "readline/promises": promises };
}
