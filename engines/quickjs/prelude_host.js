// What the prelude of a guest can call of the worker's, and through it the host.

/**
 * @import { QuickJSHandle } from "npm:quickjs-emscripten-core@0.32.0"
 * @import { ServiceName } from "../../core/protocol.ts"
 * @import { Output, Questions } from "../worker/channel.js"
 * @import { GuestRealm, HostFunction } from "./guest_realm.js"
 */

const { parse } = JSON;
const now = performance.now.bind(performance);

/** The worker as the prelude knows it. */
export class PreludeHost {
  #realm;
  #questions;
  /**
   * Where the guest's output goes, from its first run on.
   *
   * @type {Output | undefined}
   */
  output;
  /** Whether the guest's files are there, which are made when they are first asked for. */
  hasFiles = false;
  /** The guest's randomness: numbers from 0 to 1. */
  random = () => 0;

  /**
   * @param {GuestRealm} realm
   * @param {Questions} questions
   */
  constructor(realm, questions) {
    this.#realm = realm;
    this.#questions = questions;
  }

  /**
   * What the prelude may call of the worker's. A copy of a guest has them in this order.
   *
   * @returns {Readonly<Record<string, HostFunction>>}
   */
  functions() {
    return {
      write: (...handles) => this.#write(handles),
      now: () => this.#realm.context.newNumber(now()),
      random: () => this.#realm.context.newNumber(this.random()),
      ask: (...handles) => this.#ask(handles),
      pose: (...handles) => this.#pose(handles),
      show: (...handles) => this.#show(handles),
      load: (...handles) => {
        const name = this.#getString(handles[0]);
        this.hasFiles ||= name === "modules";
        return this.#realm.evaluate(name);
      },
    };
  }

  /** @param {QuickJSHandle[]} handles The descriptor, the text, and whether that is JSON */
  #write([fd, text, isJson]) {
    const { context } = this.#realm;
    const written = this.#getString(text);
    const isFull = this.#getOutput().write(
      fd !== undefined && context.getNumber(fd) === 2 ? 2 : 1,
      isJson === undefined ? written : `${parse(written)}`.toWellFormed(),
    );
    return isFull ? context.true : context.false;
  }

  /** @param {QuickJSHandle | undefined} handle An argument of the prelude's */
  #getString(handle) {
    return handle === undefined ? "" : this.#realm.context.getString(handle);
  }

  #getOutput() {
    if (this.output === undefined) throw new Error("No run has begun");
    return this.output;
  }

  /**
   * Asks the host and waits; the guest gets `[error, value, bytes]`, the first two as JSON.
   *
   * @param {QuickJSHandle[]} handles
   */
  #ask(handles) {
    this.#getOutput().flush();
    const answer = this.#questions.ask(...this.#question(handles));
    return this.#realm.toArray(answer ?? { value: null });
  }

  /**
   * Asks the host without waiting; the guest gets the number by which the answer comes.
   *
   * @param {QuickJSHandle[]} handles
   */
  #pose(handles) {
    return this.#realm.context.newNumber(
      this.#questions.pose(...this.#question(handles)),
    );
  }

  /**
   * Shows forms by MIME type: text, or the number of the buffer that follows.
   *
   * @param {QuickJSHandle[]} handles
   */
  #show([json, ...buffers]) {
    /** @type {Record<string, string | number>} By the prelude. */
    const given = JSON.parse(this.#getString(json));
    /** @type {Record<string, string | { base64: string }>} */
    const forms = {};
    for (const [mime, content] of Object.entries(given)) {
      const buffer = typeof content === "string" ? undefined : buffers[content];
      if (typeof content === "string") forms[mime] = content;
      else if (buffer !== undefined) {
        forms[mime] = { base64: this.#realm.toBase64(buffer) };
      }
    }
    this.output?.show(forms);
  }

  /**
   * @param {QuickJSHandle[]} handles
   * @returns {[ServiceName, string, string | undefined]}
   */
  #question([service, request, buffer]) {
    const { context } = this.#realm;
    return [
      // By the prelude; the host looks for itself.
      /** @type {ServiceName} */ (this.#getString(service)),
      this.#getString(request),
      buffer === undefined || context.typeof(buffer) !== "object"
        ? undefined
        : this.#realm.toBase64(buffer),
    ];
  }
}
