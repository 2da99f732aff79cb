// What the prelude of a guest can call of the worker's, and through it the host.

import {
  entries,
  NativeError,
  NativeNumber,
  now,
  parse,
  toWellFormed,
} from "../worker/intrinsics.js";

/**
 * @import { QuickJSHandle } from "npm:quickjs-emscripten-core@0.32.0"
 * @import { DisplayForms, ServiceName } from "../../core/protocol.ts"
 * @import { HostRequests } from "../worker/host_requests.js"
 * @import { Output } from "../worker/output.js"
 * @import { GuestPackages } from "./guest_packages.js"
 * @import { GuestModules } from "./guest_modules.js"
 * @import { GuestRealm, HostFunction } from "./guest_realm.js"
 * @import { Sources } from "./sources.js"
 */

/** What becomes of a request after `process.exit`. */
const EXITED = { name: "Error", message: "The program has exited" };

/** The worker as the prelude knows it. */
export class PreludeHost {
  #realm;
  #requests;
  #modules;
  #sources;
  /**
   * Where the guest's output goes, from its first run on.
   *
   * @type {Output | undefined}
   */
  output;
  /** Whether the guest's files are there, which are made when they are first asked for. */
  hasFiles = false;
  /** Whether the guest has ended its run, and may do nothing more. */
  exited = false;
  /** The code of the program that runs. */
  program = "";
  #packages;
  /** The guest's randomness: numbers from 0 to 1. */
  random = () => 0;

  /**
   * @param {GuestRealm} realm
   * @param {{ requests: HostRequests, sources: Sources, modules: GuestModules, packages?: GuestPackages | undefined }} means
   */
  constructor(realm, { requests, sources, modules, packages }) {
    this.#realm = realm;
    this.#packages = packages;
    this.#sources = sources;
    this.#requests = requests;
    this.#modules = modules;
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
      request: (...handles) => this.#request(handles),
      sendRequest: (...handles) => this.#sendRequest(handles),
      show: (...handles) => this.#show(handles),
      sourceBefore: (...handles) => this.#source("before", handles),
      sourceAfter: (...handles) => this.#source("after", handles),
      sourceLine: (...handles) => this.#source("line", handles),
      original: (...handles) => this.#source("original", handles),
      exit: () => {
        this.exited = true;
      },
      promise: (...handles) => this.#promise(handles),
      load: (...handles) => {
        const name = this.#getString(handles[0]);
        this.hasFiles ||= name === "modules";
        if (!this.#realm.hasSource(name)) this.#fetchSource(name);
        return this.#realm.evaluate(name);
      },
      memory: () => this.#realm.context.newNumber(this.#realm.memoryBytes),
      compile: (...handles) =>
        this.#modules.compileCommonJs(
          this.#getString(handles[0]),
          this.#getString(handles[1]),
        ),
      link: (...handles) =>
        this.#modules.importNow(this.#getString(handles[0])),
      program: () => this.#realm.context.newString(this.program),
      packageModule: (...handles) => this.#resolvePackage(handles),
      packageKind: (...handles) =>
        this.#realm.context.newString(
          this.#packages?.kindOf(this.#getString(handles[0])) ?? "",
        ),
      packageText: (...handles) =>
        this.#realm.newText(
          this.#packages?.textOf(this.#getString(handles[0])) ?? "",
        ),
    };
  }

  /**
   * Finds a module in packages: its path, empty if no package is meant, or the code and the message of an error in lines.
   *
   * @param {QuickJSHandle[]} handles The path of the module that imports it, what it names, and `import` or `require`
   */
  #resolvePackage(handles) {
    const { context } = this.#realm;
    const found = this.#packages?.resolve(
      this.#getString(handles[0]),
      this.#getString(handles[1]),
      this.#getString(handles[2]) === "require" ? "require" : "import",
    );
    if (found?.fault === undefined) return context.newString(found?.path ?? "");
    const { code, message } = found.fault;
    return context.newString(`${code}\n${message}`);
  }

  /**
   * Requests a script that the worker does not have yet. All its guests use it from then on.
   *
   * @param {string} name
   */
  #fetchSource(name) {
    const answer = this.#requests.active
      ? this.#requests.request("source", name)
      : undefined;
    if (typeof answer?.value !== "string") {
      throw new NativeError(`The script ${name} did not arrive`);
    }
    this.#realm.addSource(name, answer.value);
  }

  /** @param {QuickJSHandle[]} handles The descriptor, the text, and whether that is JSON */
  #write(handles) {
    const { context } = this.#realm;
    const fd = handles[0];
    const isJson = handles[2] !== undefined;
    const written = this.#getString(handles[1]);
    const isFull = this.#getOutput().write(
      fd !== undefined && context.getNumber(fd) === 2 ? 2 : 1,
      isJson ? toWellFormed(parse(written)) : written,
    );
    return isFull ? context.true : context.false;
  }

  /**
   * What a promise is: 0 while it waits, 1 with its value, 2 with its reason; a list of both.
   *
   * @param {QuickJSHandle[]} handles
   */
  #promise(handles) {
    const { context } = this.#realm;
    const array = context.newArray();
    const state = context.getPromiseState(handles[0]);
    const kind = state.type === "pending"
      ? 0
      : state.type === "rejected"
      ? 2
      : 1;
    setItem(context, array, 0, context.newNumber(kind));
    if (state.type === "fulfilled" && !state.notAPromise) {
      setItem(context, array, 1, state.value);
    } else if (state.type === "rejected") {
      setItem(context, array, 1, state.error);
    }
    return array;
  }

  /**
   * Answers about the guest's code.
   *
   * @param {"before" | "after" | "line" | "original"} what
   * @param {QuickJSHandle[]} handles The file, the line, and the column
   */
  #source(what, handles) {
    const text = this.#sources[what](
      this.#getString(handles[0]),
      NativeNumber(this.#getString(handles[1])),
      NativeNumber(this.#getString(handles[2])),
    );
    return this.#realm.context.newString(text);
  }

  /** @param {QuickJSHandle | undefined} handle An argument of the prelude's */
  #getString(handle) {
    return handle === undefined ? "" : this.#realm.context.getString(handle);
  }

  #getOutput() {
    if (this.output === undefined) throw new NativeError("No run has begun");
    return this.output;
  }

  /**
   * Sends a host request and waits for the response. The guest gets `[error, value, bytes]`, the first two as JSON.
   *
   * @param {QuickJSHandle[]} handles
   */
  #request(handles) {
    if (this.exited) {
      return this.#realm.toTriple({ error: EXITED, value: null });
    }
    this.#getOutput().flush();
    const { service, request, data } = this.#readRequest(handles);
    const response = this.#requests.request(service, request, data);
    return this.#realm.toTriple(response ?? { value: null });
  }

  /**
   * Sends a host request. The guest gets its number, which the response carries.
   *
   * @param {QuickJSHandle[]} handles
   */
  #sendRequest(handles) {
    if (this.exited) return this.#realm.context.newNumber(-1);
    const { service, request, data } = this.#readRequest(handles);
    return this.#realm.context.newNumber(
      this.#requests.send(service, request, data),
    );
  }

  /**
   * Shows forms by MIME type: text, or the number of the buffer that follows.
   *
   * @param {QuickJSHandle[]} handles
   */
  #show(handles) {
    if (this.exited) return;
    /** @type {Record<string, string | number | { base64: string }>} By the prelude. */
    const forms = parse(this.#getString(handles[0]));
    const pairs = entries(forms);
    for (let i = 0; i < pairs.length; i++) {
      const content = pairs[i][1];
      if (typeof content !== "number") continue;
      const buffer = handles[1 + content];
      forms[pairs[i][0]] = { base64: this.#realm.readBase64(buffer) };
    }
    // A cast, as every number is replaced by now.
    this.output?.show(/** @type {DisplayForms} */ (forms));
  }

  /**
   * @param {QuickJSHandle[]} handles
   */
  #readRequest(handles) {
    const { context } = this.#realm;
    const buffer = handles[2];
    return {
      // By the prelude; the host checks it.
      service: /** @type {ServiceName} */ (this.#getString(handles[0])),
      request: this.#getString(handles[1]),
      data: buffer === undefined || context.typeof(buffer) !== "object"
        ? undefined
        : this.#realm.readBase64(buffer),
    };
  }
}

/**
 * @param {GuestRealm["context"]} context
 * @param {QuickJSHandle} array
 * @param {number} index
 * @param {QuickJSHandle} item Is freed
 */
function setItem(context, array, index, item) {
  context.setProp(array, index, item);
  item.dispose();
}
