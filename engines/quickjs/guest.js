// One guest of the QuickJS engine, as its worker drives it.

import { HostRequests } from "../worker/host_requests.js";
import {
  exec,
  load,
  NativeUint8Array,
  now,
  parse,
  store,
  stringify,
  stringIndexOf,
} from "../worker/intrinsics.js";
import { GuestModules } from "./guest_modules.js";
import { GuestRealm } from "./guest_realm.js";
import { Hooks } from "./hooks.js";
import { CappedMemory, instantiate } from "./instance.js";
import { crashed, INDESCRIBABLE, OUT_OF_MEMORY } from "./outcomes.js";
import { generator } from "./random.js";
import { PreludeHost } from "./prelude_host.js";
import { Sources } from "./sources.js";
import { startProgram, startScript } from "./start_script.js";

/**
 * @import { QuickJSHandle, QuickJSWASMModule } from "npm:quickjs-emscripten-core@0.32.0"
 * @import { Delivered, GuestFileReply, GuestFileRequest } from "../../core/protocol.ts"
 * @import { Output } from "../worker/output.js"
 * @import { GuestOutcome } from "./outcomes.js"
 * @import { RunMessage, Shared } from "./worker.js"
 *
 * @typedef {GuestFileRequest | { op: "begin" | "changed" }} FileRequest What is asked of files, also by the worker.
 * @typedef {GuestFileReply & { changed?: boolean }} FileReply
 */

/** Jobs that an interrupted run may have left behind and that are run off before the next. */
const FORGIVEN_JOBS = 1_000;

/** What `nextTimer` of the prelude says when the script has failed. */
const FAILED = -2;
/** What it says without a timer, where a listener of the guest's wants to know that nothing is left to do. */
const IDLE = -3;

const TYPES =
  /\binterface\s+[\w$]+[^{}()=;]*\{|\btype\s+[\w$]+(?:<[^>]*>)?\s*=|\benum\s+[\w$]+\s*\{|[\w$)\]?]\s*:\s*(?:string|number|boolean|any|unknown|void|never|[A-Z][\w$]*(?:<|\[\]))|\bas\s+(?:const|string|number|any|unknown|[A-Z])/;

/**
 * Says of code that does not compile and has types that it is TypeScript.
 *
 * @param {GuestOutcome | undefined} outcome
 * @param {string} code
 * @returns {GuestOutcome | undefined}
 */
function explainTypes(outcome, code) {
  const error = outcome?.error;
  if (
    error?.name !== "SyntaxError" ||
    stringIndexOf(error.message, "Cannot run") === 0 ||
    exec(TYPES, code) === null
  ) {
    return outcome;
  }
  const hint =
    "(this looks like TypeScript: run it with the language typescript, or as a .ts file)";
  return {
    status: "error",
    error: {
      ...error,
      message: `${error.message} ${hint}`,
      traceback: `${error.traceback}\n${hint}`,
    },
  };
}

/** A guest: one instance, runtime and context, with what the prelude left for the host. */
export class Guest {
  /** Whether the instance is in no state to go on. */
  broken = false;
  /**
   * How setting its first globals failed, which is the outcome of its first run.
   *
   * @type {GuestOutcome | undefined}
   */
  failed;
  #memory;
  #hooks;
  #realm;
  #shared;
  #requests;
  #modules;
  #host;
  #sources = new Sources();

  /**
   * Makes a guest that waits to be opened: all that can be done before its settings are known.
   *
   * @param {Shared} shared
   */
  static async prepare(shared) {
    const memory = new CappedMemory();
    const hooks = new Hooks(memory.memory);
    const module = await instantiate(memory.memory, hooks);
    return new Guest(module, { memory, hooks }, shared);
  }

  /**
   * @param {QuickJSWASMModule} module
   * @param {{ memory: CappedMemory, hooks: Hooks }} parts
   * @param {Shared} shared
   */
  constructor(module, { memory, hooks }, shared) {
    this.#shared = shared;
    this.#requests = new HostRequests(shared.mailbox, shared.control);
    this.#memory = memory;
    this.#hooks = hooks;
    hooks.isStopped = () => this.#interrupted;
    this.#realm = new GuestRealm(module, memory, shared, hooks);
    const { runtime } = this.#realm;
    runtime.setInterruptHandler(() => this.#interrupted);
    this.#modules = new GuestModules(
      this.#realm,
      shared.stripTypes,
      this.#sources,
    );
    this.#host = new PreludeHost(this.#realm, {
      requests: this.#requests,
      sources: this.#sources,
      modules: this.#modules,
    });
    this.#realm.install(this.#host.functions());
  }

  /**
   * Gives the guest its limits and its surroundings; the value of the message is its globals, encoded.
   *
   * @param {Extract<Delivered, { type: "open" }>} message
   */
  open({ memoryBytes, stackBytes, entropy, text: _, value, ...settings }) {
    this.#memory.limit(memoryBytes);
    this.#realm.runtime.setMaxStackSize(stackBytes);
    this.#host.random = generator(entropy);
    const text = this.#realm.context.newString(stringify(settings));
    this.#realm.callOwn("configure", text).dispose();
    text.dispose();
    if (value !== undefined) this.failed = this.#setGlobals(value);
  }

  /**
   * Sets globals of the guest; returns an outcome if it could not, or was interrupted.
   *
   * @param {string} encoded
   * @returns {GuestOutcome | undefined}
   */
  #setGlobals(encoded) {
    this.#memory.exhausted = false;
    try {
      const set = this.#realm.callHandles("setGlobals", [
        this.#realm.newText(encoded),
      ]);
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

  /**
   * Runs code to its end and returns what the supervisor wants to know of it.
   *
   * @param {RunMessage} message
   * @param {Output} output
   * @returns {GuestOutcome}
   */
  run(message, output) {
    if (this.failed !== undefined) {
      this.broken = true;
      return this.failed;
    }
    this.#host.output = output;
    // What an earlier run that ended in an error still waited for.
    if (this.#requests.pending) this.#realm.callOwn("clearTimers").dispose();
    this.#requests.begin(message.run);
    this.#memory.exhausted = false;
    if (this.#host.hasFiles) this.serve({ op: "begin" });
    const outcome = this.#run(message);
    const { losses } = this.#hooks;
    return losses.length === 0 ? outcome : this.#perish(losses[0]);
  }

  /**
   * @param {RunMessage} message
   * @returns {GuestOutcome}
   */
  #run(message) {
    try {
      const failure = this.#evaluate(message) ?? this.#settle();
      if (this.#host.exited) return this.#exit(message);
      if (this.#interrupted) return this.#stop();
      const outcome = failure ?? this.#outcome(message);
      // The value may have getters or traps that never end, or that exit.
      if (this.#host.exited) return this.#exit(message);
      if (outcome === undefined) return this.#stop();
      // Without memory for an error object QuickJS throws null.
      const threwNull = outcome.error?.name === "Uncaught" &&
        outcome.error.message === "null";
      return this.#memory.exhausted && threwNull ? OUT_OF_MEMORY : outcome;
    } catch (thrown) {
      return this.#perish(thrown);
    }
  }

  /**
   * Carries out a guest file request and returns the response.
   *
   * @param {FileRequest} request
   * @returns {FileReply}
   */
  serve(request, bytes = new NativeUint8Array(0)) {
    const { context } = this.#realm;
    this.#memory.exhausted = false;
    try {
      const result = this.#realm.callHandles("files", [
        context.newString(stringify(request)),
        this.#realm.toBuffer(bytes),
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

  /**
   * @param {QuickJSHandle} served
   * @returns {FileReply}
   */
  #readServed(served) {
    const { context } = this.#realm;
    const text = context.getProp(served, 0);
    const buffer = context.getProp(served, 1);
    served.dispose();
    /** @type {FileReply & { data?: string }} Of the guest's memory; the host reads it as untrusted. */
    const answer = parse(text.consume((it) => context.getString(it)));
    if (context.typeof(buffer) === "object" && answer.bytes !== undefined) {
      answer.data = this.#realm.readBase64(buffer);
    }
    buffer.dispose();
    return answer;
  }

  /** Whether the run made or changed files. */
  get changed() {
    return this.#host.hasFiles && !this.broken &&
      this.serve({ op: "changed" }).changed === true;
  }

  get #interrupted() {
    return this.#host.exited || this.#hooks.losses.length > 0 ||
      load(this.#shared.control, 0) !== 0;
  }

  /**
   * Starts the code; returns an outcome if it failed before it could wait for anything.
   *
   * @param {RunMessage} message
   * @returns {GuestOutcome | undefined}
   */
  #evaluate(message) {
    let { code } = message;
    this.#host.program = code;
    const filename = this.#sources.place(message.filename, message.run, code);
    if (message.language === "typescript") {
      const stripped = this.#shared.stripTypes(code);
      if (stripped.code === undefined) {
        this.broken ||= stripped.broken === true;
        return { status: "error", error: stripped.error };
      }
      code = stripped.code;
      this.#sources.transform(filename, code, stripped.map);
    }
    this.#modules.hasTypes = message.language === "typescript";
    const begun = this.#realm.callHandles("begin", [
      this.#realm.context.newNumber(message.outputBytes),
      this.#sources.isMapped || message.kind === "program"
        ? this.#realm.context.true
        : this.#realm.context.false,
      this.#realm.context.newString(message.filename),
    ]);
    if (begun.error !== undefined) return this.#failure(begun.error);
    begun.value.dispose();
    if (message.value !== undefined) {
      const failed = this.#setGlobals(message.value);
      if (failed !== undefined || this.#interrupted) return failed;
    }
    const started = { realm: this.#realm, modules: this.#modules };
    const { result, isModule = false } = message.kind === "program"
      ? startProgram(code, filename, started)
      : startScript(code, filename, started);
    if (result.error !== undefined) {
      const outcome = this.#failure(result.error);
      return message.language === "javascript"
        ? explainTypes(outcome, message.code)
        : outcome;
    }
    const watched = this.#realm.callHandles("watch", [
      result.value,
      isModule ? this.#realm.context.true : this.#realm.context.false,
    ]);
    if (watched.error !== undefined) return this.#failure(watched.error);
    watched.value.dispose();
    return undefined;
  }

  /**
   * Runs jobs and timers until nothing is left to do.
   *
   * @returns {GuestOutcome | undefined}
   */
  #settle() {
    let isEnding = false;
    for (;;) {
      if (this.#interrupted) return undefined;
      const failure = this.#runJobs();
      if (this.#interrupted || failure !== undefined) return failure;
      const rejection = this.#rejection();
      if (rejection !== undefined || this.#interrupted) return rejection;
      const delayMs = this.#realm.callNumber("nextTimer", now());
      // As soon as the script has failed, nothing else runs.
      if (delayMs === FAILED) return undefined;
      if (delayMs < 0 && !this.#requests.pending) {
        // A listener of the guest's may give it more to do.
        if (delayMs !== IDLE || isEnding) return undefined;
        isEnding = true;
        const asked = this.#realm.callHandles("beforeExit", []);
        if (asked.error !== undefined) return this.#failure(asked.error);
        asked.value.dispose();
        continue;
      }
      isEnding = false;
      const failed = this.#await(delayMs < 0 ? Infinity : delayMs);
      if (this.#interrupted || failed !== undefined) return failed;
      const fired = this.#realm.callHandles("fireTimers", [
        this.#realm.context.newNumber(now()),
      ]);
      if (fired.error !== undefined) return this.#failure(fired.error);
      fired.value.dispose();
    }
  }

  /**
   * Runs what `process.nextTick` was given and the jobs of promises, until neither is left.
   *
   * @returns {GuestOutcome | undefined}
   */
  #runJobs() {
    for (;;) {
      const ticked = this.#realm.callHandles("runTicks", []);
      if (ticked.error !== undefined) return this.#failure(ticked.error);
      ticked.value.dispose();
      const jobs = this.#realm.runtime.executePendingJobs();
      if (this.#interrupted) return undefined;
      if (jobs.error !== undefined) return this.#failure(jobs.error);
      if (jobs.value === 0) return undefined;
    }
  }

  /**
   * How the run failed if a promise was rejected and nothing handled that before its jobs were done.
   *
   * @returns {GuestOutcome | undefined}
   */
  #rejection() {
    if (!this.#hooks.rejected) return undefined;
    this.#hooks.rejected = false;
    const found = this.#realm.callHandles("unhandled", []);
    if (found.error !== undefined) return this.#failure(found.error);
    const isNone = this.#realm.context.typeof(found.value) === "undefined";
    if (!isNone) return this.#realm.readOutcome(found.value);
    found.value.dispose();
    return undefined;
  }

  /**
   * Waits for answers of the host, until the next timer is due.
   *
   * @param {number} delayMs
   */
  #await(delayMs) {
    if (delayMs > 0) this.#host.output?.flush();
    const answer = this.#requests.next(delayMs);
    if (answer === undefined) return undefined;
    const taken = this.#realm.callHandles("answer", [
      this.#realm.context.newNumber(answer.id),
      this.#realm.toTriple(answer),
    ]);
    if (taken.error !== undefined) return this.#failure(taken.error);
    taken.value.dispose();
    return undefined;
  }

  /** @param {RunMessage} message */
  #outcome(message) {
    const { context } = this.#realm;
    const result = this.#realm.callHandles("outcome", [
      context.newNumber(message.valueBytes),
      message.repr ? context.true : context.false,
      message.echo === "prompt" ? context.true : context.false,
    ]);
    if (result.error !== undefined) return this.#failure(result.error);
    return this.#realm.readOutcome(result.value);
  }

  /**
   * Ends an interrupted run. The guest is not reusable if something could continue in the next run.
   *
   * @returns {GuestOutcome}
   */
  #stop() {
    store(this.#shared.control, 0, 0);
    this.#realm.callOwn("clearTimers").dispose();
    this.#realm.runtime.executePendingJobs(FORGIVEN_JOBS);
    this.broken ||= this.#realm.runtime.hasPendingJob();
    return { status: "interrupted" };
  }

  /**
   * Ends a run whose guest called `process.exit`. What it left to do is run off without any effect outside of it.
   *
   * @param {RunMessage} message
   * @returns {GuestOutcome}
   */
  #exit(message) {
    const stopped = this.#stop();
    this.#host.exited = false;
    return this.#outcome(message) ?? stopped;
  }

  /**
   * @param {QuickJSHandle} error
   * @returns {GuestOutcome | undefined}
   */
  #failure(error) {
    if (this.#interrupted) {
      error.dispose();
      return undefined;
    }
    const described = this.#realm.callHandles("describe", [error]);
    if (described.error === undefined) {
      return this.#realm.readOutcome(described.value);
    }
    // Not even the error could be described: there is no memory left to do it, or the guest has spoilt the means.
    described.error.dispose();
    if (this.#interrupted) return undefined;
    return this.#memory.exhausted ? OUT_OF_MEMORY : INDESCRIBABLE;
  }

  /**
   * Ends the guest whose instance failed: it cannot be used again.
   *
   * @param {unknown} thrown
   */
  #perish(thrown) {
    this.broken = true;
    // The engine itself does not look everywhere whether it gets memory.
    return this.#memory.exhausted ? OUT_OF_MEMORY : crashed(thrown);
  }
}
