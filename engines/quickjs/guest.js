// One guest of the QuickJS engine, as its worker drives it.

import { HostRequests } from "../worker/host_requests.js";
import { load, store, stringify } from "../worker/intrinsics.js";
import { EventLoop } from "./event_loop.js";
import { GuestFiles } from "./guest_files.js";
import { GuestModules } from "./guest_modules.js";
import { GuestRealm } from "./guest_realm.js";
import { Hooks } from "./hooks.js";
import { CappedMemory, instantiate } from "./instance.js";
import {
  crashed,
  explainTypes,
  GuestOutcomes,
  OUT_OF_MEMORY,
} from "./outcomes.js";
import { generator } from "./random.js";
import { PreludeHost } from "./prelude_host.js";
import { Sources } from "./sources.js";
import { startProgram, startScript } from "./start_script.js";

/**
 * @import { QuickJSWASMModule } from "npm:quickjs-emscripten-core@0.32.0"
 * @import { Delivered } from "../../core/protocol.ts"
 * @import { Output } from "../worker/output.js"
 * @import { GuestOutcome } from "./outcomes.js"
 * @import { RunMessage, Shared } from "./worker.js"
 */

/** Jobs that an interrupted run may have left behind and that are run off before the next. */
const FORGIVEN_JOBS = 1_000;

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
  #outcomes;
  #loop;
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
      shared,
      this.#sources,
    );
    this.#host = new PreludeHost(this.#realm, {
      requests: this.#requests,
      sources: this.#sources,
      modules: this.#modules,
      packages: shared.packages,
    });
    this.#outcomes = new GuestOutcomes(this.#realm, { memory, hooks });
    this.files = new GuestFiles(this.#realm, {
      memory,
      perish: (thrown) => this.#perish(thrown),
    });
    this.#loop = new EventLoop(this.#realm, {
      requests: this.#requests,
      hooks,
      host: this.#host,
      outcomes: this.#outcomes,
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
    const text = this.#realm.context.newString(
      stringify({
        ...settings,
        hasPackages: this.#shared.packages !== undefined,
      }),
    );
    this.#realm.prelude.callOwn("configure", text).dispose();
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
      const set = this.#realm.prelude.callHandles("setGlobals", [
        this.#realm.newText(encoded),
      ]);
      if (set.error !== undefined) {
        const outcome = this.#outcomes.ofError(set.error);
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
    if (this.#requests.pending) {
      this.#realm.prelude.callOwn("clearTimers").dispose();
    }
    this.#requests.begin(message.run);
    this.#memory.exhausted = false;
    if (this.#host.hasFiles) this.files.serve({ op: "begin" });
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
      const failure = this.#evaluate(message) ?? this.#loop.settle();
      if (this.#host.exited) return this.#exit(message);
      if (this.#interrupted) return this.#stop();
      const outcome = failure ?? this.#outcomes.ofRun(message);
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

  /** Whether the run made or changed files. */
  get changed() {
    return this.#host.hasFiles && !this.broken &&
      this.files.serve({ op: "changed" }).changed === true;
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
    const begun = this.#realm.prelude.callHandles("begin", [
      this.#realm.context.newNumber(message.outputBytes),
      this.#sources.isMapped || message.kind === "program"
        ? this.#realm.context.true
        : this.#realm.context.false,
      this.#realm.context.newString(message.filename),
    ]);
    if (begun.error !== undefined) return this.#outcomes.ofError(begun.error);
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
      const outcome = this.#outcomes.ofError(result.error);
      return message.language === "javascript"
        ? explainTypes(outcome, message.code)
        : outcome;
    }
    const watched = this.#realm.prelude.callHandles("watch", [
      result.value,
      isModule ? this.#realm.context.true : this.#realm.context.false,
    ]);
    if (watched.error !== undefined) {
      return this.#outcomes.ofError(watched.error);
    }
    watched.value.dispose();
    return undefined;
  }

  /**
   * Ends an interrupted run. The guest is not reusable if something could continue in the next run.
   *
   * @returns {GuestOutcome}
   */
  #stop() {
    store(this.#shared.control, 0, 0);
    this.#realm.prelude.callOwn("clearTimers").dispose();
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
    return this.#outcomes.ofRun(message) ?? stopped;
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
