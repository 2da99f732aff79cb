// One guest of the engine: what it may use, its runs and their outcomes.

import { GuestHost } from "./guest_host.js";
import { GuestInstance } from "./guest_instance.js";
import { SITE_PATH } from "./library.js";
import {
  check,
  exited,
  GuestFailure,
  MEMORY_USED_UP,
  reasonOf,
} from "./outcomes.js";
import { TimePassed } from "../python/watchdog.js";
import { ProcessExit } from "./wasi_system.js";

/**
 * @import { Delivered } from "../../core/protocol.ts"
 * @import { HostRequests } from "../worker/host_requests.js"
 * @import { Output } from "../worker/output.js"
 * @import { Image, SavedFiles } from "./guest_instance.js"
 * @import { GuestReport } from "./outcomes.js"
 * @import { Watchdog } from "../python/watchdog.js"
 *
 * @typedef {Extract<Delivered, { type: "open" }>} OpenMessage
 * @typedef {Extract<Delivered, { type: "run" }>} RunMessage
 *
 * @typedef {object} GuestOptions
 * @property {Image} image
 * @property {HostRequests} requests
 * @property {Int32Array} flags What is in the control memory.
 * @property {WebAssembly.Memory} controlMemory
 * @property {Watchdog} watchdog
 */

/** One guest. */
export class Guest {
  /** Whether it cannot take another run. */
  broken = false;
  /**
   * How its opening failed, which is the outcome of its first run.
   *
   * @type {GuestReport | undefined}
   */
  failed;
  #host;
  #watchdog;
  /** @type {GuestInstance} */
  #instance;
  /** @type {OpenMessage | undefined} */
  #opening;
  /**
   * Its memory after the last run, if it is to be kept.
   *
   * @type {Uint8Array | undefined}
   */
  #memoryBefore;
  /**
   * Its files and what it has open, as they were before the current run.
   *
   * @type {SavedFiles | undefined}
   */
  #filesBefore;

  /**
   * @param {GuestOptions} options
   * @param {number} maxBytes The limit of its memory
   * @param {Guest} [before] The guest before, which is gone
   */
  constructor(
    { image, requests, flags, controlMemory, watchdog },
    maxBytes,
    before,
  ) {
    const host = new GuestHost({ requests, flags });
    this.#host = host;
    this.#watchdog = watchdog;
    this.#instance = new GuestInstance(
      { image, controlMemory, host },
      maxBytes,
      before && before.#instance,
    );
  }

  /** The limit of its memory. */
  get maxBytes() {
    return this.#instance.maxBytes;
  }

  /** The size of its memory. */
  get memoryBytes() {
    return this.#instance.memoryBytes;
  }

  /** Whether the last run made or changed files. */
  get changed() {
    if (this.broken) return false;
    const { entries = [] } = this.serveFiles({ op: "changes", from: 0 });
    return /** @type {unknown[]} */ (entries).length > 0;
  }

  /**
   * Gives it what it may use, before it runs.
   *
   * @param {OpenMessage} message
   */
  open(message) {
    this.#opening = message;
    const { entropy, seeded, fileBytes, maxFiles, grants } = message;
    if (seeded) this.#instance.seed(entropy);
    for (const { path } of grants.mounts) {
      this.#instance.tree.addMount(path, this.#host.tell);
    }
    this.#instance.tree.limit({ fileBytes, maxFiles });
    this.#configure(message);
  }

  /** @param {OpenMessage} message */
  #configure({ isolation, entropy, env, args, callBytes, grants, value }) {
    this.#instance.limitStack(isolation);
    const settings = {
      env,
      args,
      callBytes,
      grants,
      seed: entropy.join(":"),
      ...(this.#instance.hasSite && { packages: SITE_PATH }),
    };
    try {
      this.#instance.call("configure", JSON.stringify(settings));
      if (value !== undefined) this.#instance.call("set_globals", value);
    } catch (thrown) {
      this.failed = this.#explain(thrown);
    }
  }

  /** Goes through a program, for a guest that is thrown away. */
  rehearse() {
    this.#instance.tree.limit({ fileBytes: 0, maxFiles: 0 });
    const grants = { functions: [], mounts: [], network: false };
    const settings = {
      env: {},
      args: [],
      callBytes: 0,
      grants,
      seed: "1:2:3:4",
    };
    this.#instance.call("configure", JSON.stringify(settings));
    this.#instance.call(
      "run",
      "1 + 1",
      "main.py",
      "",
      100,
      false,
      "none",
      true,
    );
    this.#instance.call("end");
  }

  /**
   * @param {RunMessage} message
   * @param {Output} output
   * @returns {GuestReport}
   */
  run(message, output) {
    if (this.failed !== undefined) {
      this.broken = true;
      return this.failed;
    }
    const { code, valueBytes, repr, echo, value, last = false } = message;
    this.#instance.tree.changed.clear();
    this.#keepFiles(message);
    const { name, path } = this.#instance.program.place(message);
    this.#host.begin(message.run, output);
    // An earlier run may have closed them.
    this.#instance.renewStreams();
    try {
      const report = this.#watchdog.watch(
        this.#filesBefore && message.timeoutMs,
        () =>
          this.#instance.call(
            "run",
            ...[code, name, path, valueBytes, repr, echo, last, value ?? null],
          ),
      );
      if (last) this.#end(output);
      const ended = check(JSON.parse(report));
      if (ended.full === true) this.broken = true;
      return ended;
    } catch (thrown) {
      return this.#explain(thrown);
    } finally {
      this.#host.end();
    }
  }

  /**
   * Ends the program. A failure here does not change its outcome.
   *
   * @param {Output} output
   */
  #end(output) {
    try {
      this.#instance.call("end");
    } catch (thrown) {
      this.broken = true;
      const { reason = "" } = this.#explain(thrown);
      if (reason === "") return;
      output.write(2, `The end of the program failed: ${reason}\n`);
    }
  }

  /**
   * Keeps its files for the case that the run has to be undone.
   *
   * @param {RunMessage} message
   */
  #keepFiles({ keepsState, last }) {
    this.#filesBefore = keepsState && !last
      ? this.#instance.saveFiles()
      : undefined;
  }

  /** Whether a run that lost the interpreter can be undone. */
  get isRestorable() {
    return this.#filesBefore !== undefined && this.failed === undefined;
  }

  /**
   * Makes itself ready for another run, after its outcome was reported: undoes the run, or keeps what it made.
   *
   * @param {RunMessage} message
   */
  settle({ only = false }) {
    if (!this.isRestorable) return;
    if (this.broken) this.#restore();
    else if (!only) {
      this.#memoryBefore = this.#instance.saveMemory(this.#memoryBefore);
    }
  }

  /** Has the state that was there before the run. */
  #restore() {
    if (this.#filesBefore === undefined) return;
    this.broken = false;
    this.#instance.restoreFiles(this.#filesBefore);
    const bytes = this.#memoryBefore;
    // An interrupt that was on its way to the run may still arrive.
    do {
      this.#host.clearInterrupt();
      this.failed = undefined;
      this.#instance.restoreMemory(bytes);
      // Before the first run, what it was opened with is not in its memory.
      if (bytes === undefined && this.#opening !== undefined) {
        this.#configure(this.#opening);
      }
    } while (this.failed !== undefined && this.#host.isInterrupted);
  }

  /**
   * Carries out a guest file request.
   *
   * @param {Parameters<import("./files.js").FileTree["serve"]>} request
   */
  serveFiles(...request) {
    return this.#instance.tree.serve(...request);
  }

  /**
   * What a failure of a call means for its run. The interpreter is lost, unless it could report.
   *
   * @param {unknown} thrown
   * @returns {GuestReport}
   */
  #explain(thrown) {
    if (thrown instanceof GuestFailure) {
      if (thrown.message === "KeyboardInterrupt") {
        return { status: "interrupted" };
      }
      this.broken = true;
      if (thrown.message === "MemoryError" || this.#instance.isFull) {
        return MEMORY_USED_UP;
      }
      const reason = `The interpreter failed: ${thrown.message}`;
      return { status: "crashed", reason };
    }
    this.broken = true;
    if (thrown instanceof ProcessExit) {
      // The guest has ended itself.
      this.#filesBefore = undefined;
      return exited(thrown.exitCode);
    }
    if (thrown instanceof TimePassed || this.#host.isInterrupted) {
      return { status: "interrupted" };
    }
    if (this.#instance.isFull) return MEMORY_USED_UP;
    return { status: "crashed", reason: reasonOf(thrown) };
  }
}
