// One guest of the QuickJS engine, as its worker drives it.

import { Questions } from "../worker/channel.js";
import {
  bufferOf,
  byteLengthOf,
  entries,
  exec,
  load,
  NativeError,
  NativeRangeError,
  NativeString,
  NativeUint8Array,
  now,
  parse,
  store,
  stringify,
  stringIncludes,
  toBase64,
  toWellFormed,
} from "../worker/intrinsics.js";
import { StaticLifetime } from "npm:quickjs-emscripten-core@0.32.0";
import { CappedMemory, instantiate } from "./instance.js";
import { generator } from "./random.js";
import { rewriteImports } from "./static_imports.js";

/** QuickJS's flag for scripts that may await at their top level. */
const EVAL_ASYNC = 1 << 7;
/** Jobs that an interrupted run may have left behind and that are run off before the next. */
const FORGIVEN_JOBS = 1_000;
/** What an allocation takes beside what was asked for. */
const SPARE_BYTES = 64;
/** Text that may be too long when little memory is left. */
const LONG_TEXT_CHARS = 4096;
/** What the prelude leaves for the worker. */
const OWN_FUNCTIONS = [
  "configure",
  "setGlobals",
  "begin",
  "watch",
  "nextTimer",
  "fireTimers",
  "clearTimers",
  "answer",
  "allocate",
  "files",
  "sourceOf",
  "outcome",
  "describe",
];

const OUT_OF_MEMORY = {
  status: "memory",
  error: {
    name: "InternalError",
    message: "out of memory",
    traceback: "InternalError: out of memory",
  },
};

/**
 * The memory of a guest that has everything but its settings, with the addresses of what the worker needs in it. All of
 * a QuickJS guest lies in linear memory, so a copy of it in a fresh instance is a fresh guest.
 */
let template;

/** What the guest threw, where its description failed too. */
const INDESCRIBABLE = {
  status: "error",
  error: {
    name: "Uncaught",
    message: "[Unreadable]",
    traceback: "Uncaught [Unreadable]",
  },
};

/** A guest: one instance, runtime and context, with what the prelude left for the host. */
export class Guest {
  /** Whether the instance is in no state to go on. */
  broken = false;
  #memory;
  #random = () => 0;
  #runtime;
  #context;
  #shared;
  #questions;
  #output;
  /** Whether the guest's files are there, which are made when they are first asked for. */
  #hasFiles = false;
  /** How setting its first globals failed, which is the outcome of its first run. */
  failed;
  /** Functions of the prelude, by name; guest code has no way to them. */
  #own = {};

  /** Makes a guest that waits to be opened: all that can be done before its settings are known. */
  static async prepare(shared) {
    const memory = new CappedMemory();
    return new Guest(await instantiate(memory.memory), memory, shared);
  }

  constructor(module, memory, shared) {
    this.#shared = shared;
    this.#questions = new Questions(shared.mailbox, shared.control);
    this.#memory = memory;
    const adopted = template && this.#restore(template, module.ffi);
    this.#runtime = module.newRuntime();
    this.#runtime.setInterruptHandler(() => this.#interrupted);
    this.#runtime.setModuleLoader((name) => this.#moduleSource(name));
    this.#context = this.#runtime.newContext();
    this.#install();
    adopted?.();
  }

  /** Gives the guest its limits and its surroundings; the value of the message is its globals, encoded. */
  open({ memoryBytes, stackBytes, entropy, text: _, value, ...settings }) {
    this.#memory.limit(memoryBytes);
    this.#runtime.setMaxStackSize(stackBytes);
    this.#random = generator(entropy);
    const text = this.#context.newString(stringify(settings));
    this.#call("configure", text).dispose();
    text.dispose();
    if (value !== undefined) this.failed = this.#setGlobals(value);
  }

  /** Sets globals of the guest; returns an outcome if it could not, or was interrupted. */
  #setGlobals(encoded) {
    this.#memory.exhausted = false;
    try {
      const set = this.#callHandles("setGlobals", [this.#newText(encoded)]);
      if (set.error !== undefined) {
        const outcome = this.#failure(set.error);
        return outcome && this.#memory.exhausted ? OUT_OF_MEMORY : outcome;
      }
      set.value.dispose();
      return undefined;
    } catch (thrown) {
      if (this.#memory.exhausted) return OUT_OF_MEMORY;
      throw thrown;
    }
  }

  get memoryBytes() {
    return this.#memory.bytes;
  }

  /** Runs code to its end and returns what the supervisor wants to know of it. */
  run(message, output) {
    if (this.failed !== undefined) {
      this.broken = true;
      return this.failed;
    }
    this.#output = output;
    // What an earlier run that ended in an error still waited for.
    if (this.#questions.pending) this.#call("clearTimers").dispose();
    this.#questions.begin(message.run);
    this.#memory.exhausted = false;
    if (this.#hasFiles) this.serve({ op: "begin" });
    try {
      const failure = this.#evaluate(message) ?? this.#settle();
      if (this.#interrupted) return this.#stop();
      const outcome = failure ?? this.#outcome(message);
      // The value may have getters or traps that never end.
      if (outcome === undefined) return this.#stop();
      // Without memory for an error object QuickJS throws null.
      const threwNull = outcome.error?.name === "Uncaught" &&
        outcome.error.message === "null";
      return this.#memory.exhausted && threwNull ? OUT_OF_MEMORY : outcome;
    } catch (thrown) {
      return this.#perish(thrown);
    }
  }

  /** Carries out a guest file request and returns the response. */
  serve(request, bytes = new NativeUint8Array(0)) {
    const context = this.#context;
    this.#memory.exhausted = false;
    try {
      const result = this.#callHandles("files", [
        context.newString(stringify(request)),
        this.#toBuffer(bytes),
      ]);
      if (result.error !== undefined) {
        result.error.dispose();
        return { error: "ENOMEM" };
      }
      return this.#readServed(result.value);
    } catch (thrown) {
      if (this.#memory.exhausted) return { error: "ENOMEM" };
      this.#perish(thrown);
      return { error: "EIO" };
    }
  }

  #readServed(served) {
    const context = this.#context;
    const text = context.getProp(served, 0);
    const buffer = context.getProp(served, 1);
    served.dispose();
    const answer = parse(text.consume((it) => context.getString(it)));
    if (context.typeof(buffer) === "object" && answer.bytes !== undefined) {
      answer.data = this.#toBase64(buffer);
    }
    buffer.dispose();
    return answer;
  }

  /** Whether the run made or changed files. */
  get changed() {
    return this.#hasFiles && !this.broken &&
      this.serve({ op: "changed" }).changed === true;
  }

  #moduleSource(name) {
    const context = this.#context;
    const result = this.#callHandles("sourceOf", [context.newString(name)]);
    if (result.error === undefined) {
      return result.value.consume((it) => context.getString(it));
    }
    const { message } = result.error.consume((it) => context.dump(it)) ?? {};
    return { error: new NativeError(NativeString(message)) };
  }

  #install() {
    const context = this.#context;
    const host = template === undefined ? context.newObject() : undefined;
    const provide = (name, fn) => {
      const handle = context.newFunction(name, fn);
      // In a copy it is there already; all that was missing is what it calls.
      if (host === undefined) return;
      context.setProp(host, name, handle);
      handle.dispose();
    };
    provide("write", (fd, text, isJson) => {
      const written = context.getString(text);
      const isFull = this.#output.write(
        context.getNumber(fd),
        isJson === undefined ? written : toWellFormed(parse(written)),
      );
      return isFull ? context.true : context.false;
    });
    provide("now", () => context.newNumber(now()));
    provide("random", () => context.newNumber(this.#random()));
    provide("ask", (...handles) => this.#ask(handles));
    provide("pose", (...handles) => this.#pose(handles));
    provide("show", (json, ...buffers) => this.#show(json, buffers));
    provide("load", (handle) => {
      const name = context.getString(handle);
      this.#hasFiles ||= name === "modules";
      return this.#internal(name);
    });
    if (host !== undefined) return this.#evaluatePrelude(host);
    for (let i = 0; i < OWN_FUNCTIONS.length; i++) {
      const pointer = template.own[i];
      this.#own[OWN_FUNCTIONS[i]] = new StaticLifetime(pointer, this.#runtime);
    }
  }

  /** Makes the template: what follows here is the same for every guest. @before-guest the first one waits for it */
  #evaluatePrelude(host) {
    const context = this.#context;
    const values = this.#internal("values");
    const inspect = this.#internal("inspect");
    const prelude = this.#internal("prelude");
    const own = this.#must(
      context.callFunction(prelude, context.undefined, host, values, inspect),
    );
    for (const name of OWN_FUNCTIONS) {
      this.#own[name] = context.getProp(own, name);
    }
    for (const handle of [host, values, inspect, prelude, own]) {
      handle.dispose();
    }
    if (!this.#shared.serial) return;
    template = {
      copy: this.#memory.copy(),
      runtime: this.#runtime.rt.value,
      context: this.#context.ctx.value,
      own: OWN_FUNCTIONS.map((name) => this.#own[name].value),
    };
  }

  /**
   * Puts the template into this instance. The library then makes its objects for what lies in there, rather than a
   * runtime, a context and functions of its own. Returns what ends that.
   */
  #restore({ copy, runtime, context }, ffi) {
    this.#memory.restore(copy);
    ffi.QTS_NewRuntime = () => runtime;
    ffi.QTS_NewContext = () => context;
    const { QTS_NewFunction: newFunction } = ffi;
    ffi.QTS_NewFunction = () => 0;
    return () => ffi.QTS_NewFunction = newFunction;
  }

  #internal(name) {
    const { [name]: source } = this.#shared.sources;
    return this.#must(this.#context.evalCode(source, `<sandglass:${name}>`));
  }

  #must(result) {
    if (result.error === undefined) return result.value;
    const error = this.#context.dump(result.error);
    throw new NativeError(`${error?.name}: ${error?.message}\n${error?.stack}`);
  }

  /** Asks the host and waits; the guest gets `[error, value, bytes]`, the first two as JSON. */
  #ask(handles) {
    this.#output.flush();
    const { service, request, data } = this.#question(handles);
    const answer = this.#questions.ask(service, request, data);
    return this.#toArray(answer ?? { value: null });
  }

  /** Asks the host without waiting; the guest gets the number by which the answer comes. */
  #pose(handles) {
    const { service, request, data } = this.#question(handles);
    return this.#context.newNumber(
      this.#questions.pose(service, request, data),
    );
  }

  /** Shows forms by MIME type: text, or the number of the buffer that follows. */
  #show(json, buffers) {
    const forms = parse(this.#context.getString(json));
    const pairs = entries(forms);
    for (let i = 0; i < pairs.length; i++) {
      const content = pairs[i][1];
      if (typeof content === "string") continue;
      forms[pairs[i][0]] = { base64: this.#toBase64(buffers[content]) };
    }
    this.#output?.show(forms);
  }

  #question(handles) {
    const context = this.#context;
    const buffer = handles[2];
    return {
      service: context.getString(handles[0]),
      request: context.getString(handles[1]),
      data: buffer === undefined || context.typeof(buffer) !== "object"
        ? undefined
        : this.#toBase64(buffer),
    };
  }

  /** The bytes of a buffer of the guest's in base64. */
  #toBase64(buffer) {
    return this.#context.getArrayBuffer(buffer).consume((copy) =>
      toBase64(copy.value)
    );
  }

  /**
   * Bytes as a buffer of the guest's. The library does not look whether it gets the memory for them, and would write
   * over the engine's own: so the guest itself allocates as much first, which fails as it should, and gives it back.
   */
  #toBuffer(bytes) {
    this.#callMust("allocate", byteLengthOf(bytes) + SPARE_BYTES).dispose();
    return this.#context.newArrayBuffer(bufferOf(bytes));
  }

  /** Text as a string of the guest's; for memory the same holds. */
  #newText(text) {
    if (text.length > LONG_TEXT_CHARS) {
      this.#callMust("allocate", 3 * text.length + SPARE_BYTES).dispose();
    }
    return this.#context.newString(text);
  }

  #toArray({ error, value, bytes }) {
    const context = this.#context;
    const array = context.newArray();
    const items = [
      error === undefined ? context.null : context.newString(stringify(error)),
      this.#newText(stringify(value)),
      bytes === undefined ? context.null : this.#toBuffer(bytes),
    ];
    for (let i = 0; i < items.length; i++) {
      context.setProp(array, i, items[i]);
      items[i].dispose();
    }
    return array;
  }

  get #interrupted() {
    return load(this.#shared.control, 0) !== 0;
  }

  /** Starts the code; returns an outcome if it failed before it could wait for anything. */
  #evaluate(message) {
    let { code } = message;
    if (message.language === "typescript") {
      const stripped = this.#shared.stripTypes(code);
      if (stripped.error !== undefined) {
        this.broken ||= stripped.broken;
        return { status: "error", error: stripped.error };
      }
      code = stripped.code;
    }
    const begun = this.#callHandles("begin", [
      this.#context.newNumber(message.outputBytes),
    ]);
    if (begun.error !== undefined) return this.#failure(begun.error);
    begun.value.dispose();
    if (message.value !== undefined) {
      const failed = this.#setGlobals(message.value);
      if (failed !== undefined || this.#interrupted) return failed;
    }
    const result = this.#compileAndStart(code, message.filename);
    if (result.error !== undefined) return this.#failure(result.error);
    const watched = this.#callHandles("watch", [result.value]);
    if (watched.error !== undefined) return this.#failure(watched.error);
    watched.value.dispose();
    return undefined;
  }

  #compileAndStart(code, filename) {
    const options = { type: "global" };
    let result = this.#context.evalCode(code, filename, EVAL_ASYNC);
    if (result.error !== undefined && exec(/\bimport\b/, code) !== null) {
      const rewritten = rewriteImports(code);
      if (rewritten !== code) {
        result.error.dispose();
        code = rewritten;
        result = this.#context.evalCode(code, filename, EVAL_ASYNC);
      }
    }
    if (result.error === undefined || exec(/\breturn\b/, code) === null) {
      return result;
    }
    // A script may not `return` at its top level; as the body of a function it may.
    const message = this.#context.getProp(result.error, "message").consume((
      it,
    ) => this.#context.dump(it));
    if (!stringIncludes(NativeString(message), "return not in a function")) {
      return result;
    }
    result.error.dispose();
    const wrapped = this.#context.evalCode(
      `(async () => {${code}\n})()`,
      filename,
      options,
    );
    if (wrapped.error !== undefined) return wrapped;
    const holder = this.#context.newObject();
    this.#context.setProp(holder, "value", wrapped.value);
    wrapped.value.dispose();
    return { value: holder };
  }

  /** Runs jobs and timers until nothing is left to do. */
  #settle() {
    for (;;) {
      const jobs = this.#runtime.executePendingJobs();
      if (this.#interrupted) return undefined;
      if (jobs.error !== undefined) return this.#failure(jobs.error);
      const delayMs = this.#callNumber("nextTimer", now());
      if (delayMs < 0 && !this.#questions.pending) return undefined;
      const failure = this.#await(delayMs < 0 ? Infinity : delayMs);
      if (this.#interrupted || failure !== undefined) return failure;
      const fired = this.#callHandles("fireTimers", [
        this.#context.newNumber(now()),
      ]);
      if (fired.error !== undefined) return this.#failure(fired.error);
      fired.value.dispose();
    }
  }

  /** Waits for answers of the host, until the next timer is due. */
  #await(delayMs) {
    if (delayMs > 0) this.#output.flush();
    const answer = this.#questions.next(delayMs);
    if (answer === undefined) return undefined;
    const taken = this.#callHandles("answer", [
      this.#context.newNumber(answer.id),
      this.#toArray(answer),
    ]);
    if (taken.error !== undefined) return this.#failure(taken.error);
    taken.value.dispose();
    return undefined;
  }

  #outcome(message) {
    const context = this.#context;
    const result = this.#callHandles("outcome", [
      context.newNumber(message.valueBytes),
      message.repr ? context.true : context.false,
    ]);
    if (result.error !== undefined) return this.#failure(result.error);
    return this.#readJson(result.value);
  }

  /** Ends an interrupted run. The guest is not reusable if something could continue in the next run. */
  #stop() {
    store(this.#shared.control, 0, 0);
    this.#call("clearTimers").dispose();
    this.#runtime.executePendingJobs(FORGIVEN_JOBS);
    this.broken ||= this.#runtime.hasPendingJob();
    return { status: "interrupted" };
  }

  #failure(error) {
    if (this.#interrupted) {
      error.dispose();
      return undefined;
    }
    const described = this.#callHandles("describe", [error]);
    if (described.error === undefined) return this.#readJson(described.value);
    // Not even the error could be described: there is no memory left to do it, or the guest has spoilt the means.
    described.error.dispose();
    if (this.#interrupted) return undefined;
    return this.#memory.exhausted ? OUT_OF_MEMORY : INDESCRIBABLE;
  }

  /** The instance itself failed, by a trap or by overflowing the stack beneath it: it cannot be used again. */
  #perish(thrown) {
    this.broken = true;
    // deno-lint-ignore walls/captured-intrinsics -- QuickJS gives its guests no way to this realm's objects
    const overflow = thrown instanceof NativeRangeError ||
      exec(/call stack|stack overflow/i, NativeString(thrown?.message)) !==
        null;
    return {
      status: "crashed",
      reason: overflow
        ? "The guest's recursion overflowed the stack of the engine"
        : `The engine failed: ${thrown}`,
    };
  }

  #readJson(handle) {
    const text = this.#context.getString(handle);
    handle.dispose();
    // Nothing is what is read where there was no memory for a copy.
    return text === "" ? OUT_OF_MEMORY : parse(text);
  }

  #callHandles(name, handles) {
    const result = this.#context.callFunction(
      this.#own[name],
      this.#context.undefined,
      handles,
    );
    for (let i = 0; i < handles.length; i++) handles[i].dispose();
    return result;
  }

  #call(name, ...handles) {
    return this.#must(
      this.#context.callFunction(
        this.#own[name],
        this.#context.undefined,
        handles,
      ),
    );
  }

  /** Calls with a number what only fails for lack of memory. */
  #callMust(name, number) {
    return this.#must(
      this.#callHandles(name, [this.#context.newNumber(number)]),
    );
  }

  #callNumber(name, number) {
    const result = this.#callMust(name, number);
    const value = this.#context.getNumber(result);
    result.dispose();
    return value;
  }
}
