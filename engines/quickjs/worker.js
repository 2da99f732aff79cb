// The guest side of the QuickJS engine: a worker without permissions that serves one guest at a time, each in a fresh
// WebAssembly instance. It is synchronous from end to end: while it waits it blocks, so nothing runs between runs.

// First, because what is imported next takes away the runtime that the parser of TypeScript needs when it is loaded.
import { stripTypes } from "quickjs/strip-types";
import { holdLock, post } from "../worker/originals.js";
import { listen, Output, say } from "../worker/channel.js";
import { strip } from "../worker/realm.js";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  StaticLifetime,
} from "quickjs/core";
import { QuickJSFFI } from "quickjs/ffi";
import loadModule from "quickjs/module";

const PAGE_BYTES = 65_536;
/** What the engine itself needs of linear memory, beside what the guest may allocate. */
const INITIAL_BYTES = 16_777_216;
const EVAL_ASYNC = 1 << 7;
const FORGIVEN_JOBS = 1_000;
/** What 32-bit linear memory can have at the most, of which a guest gets what its limit says. */
const MAX_PAGES = 32_768;
const OWN_FUNCTIONS = [
  "configure",
  "watch",
  "nextTimer",
  "fireTimers",
  "clearTimers",
  "outcome",
  "describe",
];

const { Memory, Module, Instance } = WebAssembly;
const { load, store, wait } = Atomics;
const now = performance.now.bind(performance);

/** The engine's code: compiled out of the library's own copy when it instantiates it for the first time. */
let compiled;
WebAssembly.instantiate = (bytes, imports) => {
  compiled = new Module(bytes);
  return Promise.resolve({
    instance: new Instance(compiled, imports),
    module: compiled,
  });
};

const VARIANT = {
  type: "sync",
  importFFI: () => Promise.resolve(QuickJSFFI),
  importModuleLoader: () => Promise.resolve(loadModule),
};

/** A fresh instance of the engine in a memory. */
function instantiate(wasmMemory) {
  const emscriptenModule = compiled === undefined ? {} : {
    instantiateWasm: (imports, done) => done(new Instance(compiled, imports)),
  };
  return newQuickJSWASMModuleFromVariant(
    newVariant(VARIANT, { wasmMemory, emscriptenModule }),
  );
}

/**
 * The memory of a guest that has everything but its settings, with the addresses of what the worker needs in it. All of
 * a QuickJS guest lies in linear memory, so a copy of it in a fresh instance is a fresh guest.
 */
let template;

const growNatively = Memory.prototype.grow;

const OUT_OF_MEMORY = {
  status: "memory",
  error: {
    name: "InternalError",
    message: "out of memory",
    traceback: "InternalError: out of memory",
  },
};

/** A guest: one instance, runtime and context, with what the prelude left for the host. */
class Guest {
  /** Whether the instance is in no state to go on. */
  broken = false;
  #memory;
  #capBytes = INITIAL_BYTES;
  /** Whether the guest asked for more memory in this run than it may have. */
  #exhausted = false;
  #random = () => 0;
  #runtime;
  #context;
  #shared;
  #output;
  #run = 0;
  /** Functions of the prelude, by name; guest code has no way to them. */
  #own = {};

  /** Makes a guest that waits to be opened: all that can be done before its settings are known. */
  static async prepare(shared) {
    const memory = new Memory({
      initial: INITIAL_BYTES / PAGE_BYTES,
      maximum: MAX_PAGES,
    });
    return new Guest(await instantiate(memory), memory, shared);
  }

  constructor(module, memory, shared) {
    this.#shared = shared;
    this.#memory = memory;
    Object.defineProperty(memory, "grow", {
      value: (pages) => this.#grow(pages),
    });
    this.#runtime = module.newRuntime();
    this.#runtime.setInterruptHandler(() => this.#interrupted);
    this.#context = this.#runtime.newContext();
    this.#install();
  }

  /** Gives the guest its limits and its surroundings. */
  open({ memoryBytes, stackBytes, entropy, env, args }) {
    this.#capBytes = Math.max(INITIAL_BYTES, memoryBytes);
    this.#runtime.setMaxStackSize(stackBytes);
    this.#random = generator(entropy);
    const settings = this.#context.newString(JSON.stringify({ env, args }));
    this.#call("configure", settings).dispose();
    settings.dispose();
  }

  #grow(pages) {
    if (this.memoryBytes + pages * PAGE_BYTES > this.#capBytes) {
      this.#exhausted = true;
      throw new RangeError("The memory limit is reached");
    }
    return Reflect.apply(growNatively, this.#memory, [pages]);
  }

  get memoryBytes() {
    return this.#memory.buffer.byteLength;
  }

  /** Runs code to its end and returns what the supervisor wants to know of it. */
  run(message, output) {
    this.#output = output;
    this.#run = message.run;
    this.#exhausted = false;
    try {
      const failure = this.#evaluate(message) ?? this.#settle();
      if (this.#interrupted) return this.#stop();
      const outcome = failure ?? this.#outcome(message);
      // Without memory for an error object QuickJS throws null.
      const threwNull = outcome.error?.name === "Uncaught" &&
        outcome.error.message === "null";
      return this.#exhausted && threwNull ? OUT_OF_MEMORY : outcome;
    } catch (thrown) {
      return this.#perish(thrown);
    }
  }

  #install() {
    const context = this.#context;
    const host = context.newObject();
    const provide = (name, fn) => {
      const handle = context.newFunction(name, fn);
      context.setProp(host, name, handle);
      handle.dispose();
    };
    provide("write", (fd, text) => {
      this.#output?.write(context.getNumber(fd), context.getString(text));
    });
    provide("now", () => context.newNumber(now()));
    provide("random", () => context.newNumber(this.#random()));
    provide("readStdin", () => this.#readStdin());
    if (template === undefined) this.#evaluatePrelude(host);
    else this.#restore(template);
  }

  /** Makes the template: what follows here is the same for every guest. */
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
    template = {
      bytes: usedPart(this.#memory),
      pointers: this.#pointers(),
      own: OWN_FUNCTIONS.map((name) => [name, this.#own[name].value]),
    };
  }

  /** Puts the template into this instance, whose runtime and context were allocated where the template's were. */
  #restore({ bytes, pointers, own }) {
    if (this.#pointers().join() !== pointers.join()) {
      throw new Error(
        "A fresh instance of the engine is laid out in another way than the first",
      );
    }
    const missing = bytes.length - this.memoryBytes;
    if (missing > 0) {
      Reflect.apply(growNatively, this.#memory, [
        Math.ceil(missing / PAGE_BYTES),
      ]);
    }
    const heap = new Uint8Array(this.#memory.buffer);
    heap.set(bytes);
    for (const [name, pointer] of own) {
      this.#own[name] = new StaticLifetime(pointer, this.#runtime);
    }
  }

  #pointers() {
    return [this.#runtime.rt.value, this.#context.ctx.value];
  }

  #internal(name) {
    const { [name]: source } = this.#shared.sources;
    return this.#must(this.#context.evalCode(source, `<sandglass:${name}>`));
  }

  #must(result) {
    if (result.error === undefined) return result.value;
    const error = this.#context.dump(result.error);
    throw new Error(`${error?.name}: ${error?.message}\n${error?.stack}`);
  }

  #readStdin() {
    this.#output.flush();
    say({ type: "stdin", run: this.#run });
    const { text } = listen(this.#shared.mailbox);
    return text === null ? this.#context.null : this.#context.newString(text);
  }

  get #interrupted() {
    return load(this.#shared.control, 0) !== 0;
  }

  /** Starts the code; returns an outcome if it failed before it could wait for anything. */
  #evaluate(message) {
    let { code } = message;
    if (message.language === "typescript") {
      const stripped = stripTypes(code);
      if (stripped.error !== undefined) {
        this.broken ||= stripped.broken;
        return { status: "error", error: stripped.error };
      }
      code = stripped.code;
    }
    const result = this.#compileAndStart(code, message.filename);
    if (result.error !== undefined) return this.#failure(result.error);
    this.#call("watch", result.value).dispose();
    result.value.dispose();
    return undefined;
  }

  #compileAndStart(code, filename) {
    const options = { type: "global" };
    const result = this.#context.evalCode(code, filename, EVAL_ASYNC);
    if (result.error === undefined || !/\breturn\b/.test(code)) return result;
    // A script may not `return` at its top level; as the body of a function it may.
    const message = this.#context.getProp(result.error, "message").consume((
      it,
    ) => this.#context.dump(it));
    if (!/return not in a function/.test(String(message))) return result;
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
      if (delayMs < 0) return undefined;
      if (delayMs > 0) {
        this.#output.flush();
        wait(this.#shared.control, 0, 0, Math.min(delayMs, 2 ** 31));
        if (this.#interrupted) return undefined;
      }
      const fired = this.#callHandles("fireTimers", [
        this.#context.newNumber(now()),
      ]);
      if (fired.error !== undefined) return this.#failure(fired.error);
      fired.value.dispose();
    }
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

  /** Ends an interrupted run. What could go on in the next one makes the guest unfit for it. */
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
    // Not even the error could be described: there is no memory left to do it.
    described.error.dispose();
    return OUT_OF_MEMORY;
  }

  /** The instance itself failed, by a trap or by overflowing the stack beneath it: it cannot be used again. */
  #perish(thrown) {
    this.broken = true;
    const overflow = thrown instanceof RangeError ||
      /call stack|stack overflow/i.test(String(thrown?.message));
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
    return text === "" ? OUT_OF_MEMORY : JSON.parse(text);
  }

  #callHandles(name, handles) {
    const result = this.#context.callFunction(
      this.#own[name],
      this.#context.undefined,
      ...handles,
    );
    for (const handle of handles) handle.dispose();
    return result;
  }

  #call(name, ...handles) {
    return this.#must(
      this.#context.callFunction(
        this.#own[name],
        this.#context.undefined,
        ...handles,
      ),
    );
  }

  #callNumber(name, number) {
    const result = this.#must(
      this.#callHandles(name, [this.#context.newNumber(number)]),
    );
    const value = this.#context.getNumber(result);
    result.dispose();
    return value;
  }
}

/** A copy of memory up to the last byte that is not zero. */
function usedPart(memory) {
  const words = new BigUint64Array(memory.buffer);
  return new Uint8Array(memory.buffer).slice(
    0,
    8 * (words.findLastIndex((word) => word !== 0n) + 1),
  );
}

/** Numbers from 0 to 1 from a seed of four 32-bit words (xoshiro128**). */
function generator(words) {
  const state = Uint32Array.from(words);
  if (state.every((word) => word === 0)) state[0] = 1;
  const rotate = (word, by) => (word << by) | (word >>> (32 - by));
  const next = () => {
    const result = Math.imul(rotate(Math.imul(state[1], 5), 7), 9) >>> 0;
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotate(state[3], 11);
    return result;
  };
  return () => (next() >>> 5) * 2 ** -27 + (next() >>> 6) * 2 ** -53;
}

function report(message, guest, output, outcome) {
  output.flush();
  say({
    type: "done",
    run: message.run,
    ...outcome,
    cut: output.cut,
    broken: guest.broken,
    memoryBytes: guest.memoryBytes,
  });
}

async function serve({ lock, mailbox, control, sources }) {
  await holdLock(lock);
  const shared = { mailbox, sources, control: new Int32Array(control) };
  // Before the first instance: what the engine sees of the realm decides how its memory is laid out.
  strip(["performance"]);
  let guest = await Guest.prepare(shared);
  say({ type: "ready" });
  for (;;) {
    const message = listen(mailbox);
    switch (message.type) {
      case "open":
        guest.open(message);
        say({ type: "opened" });
        break;
      case "run": {
        const output = new Output(message.run, message.outputBytes);
        report(message, guest, output, guest.run(message, output));
        break;
      }
      case "close":
        // Nothing of a guest outlives its instance: the next one gets an instance of its own.
        guest = await Guest.prepare(shared);
        say({ type: "ready" });
        break;
      case "exit":
        return;
    }
  }
}

globalThis.onmessage = (event) => {
  globalThis.onmessage = null;
  const close = globalThis.close.bind(globalThis);
  serve(event.data).then(close, (error) => {
    say({ type: "failed", reason: `${error?.message ?? error}` });
    close();
  });
};
post(JSON.stringify({ type: "loaded" }));
