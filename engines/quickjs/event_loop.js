// What runs after the code of a guest: jobs of promises, timers, and what waits for responses of the host.

import { now } from "../worker/intrinsics.js";

/**
 * @import { HostRequests } from "../worker/host_requests.js"
 * @import { GuestRealm } from "./guest_realm.js"
 * @import { Hooks } from "./hooks.js"
 * @import { GuestOutcome, GuestOutcomes } from "./outcomes.js"
 * @import { PreludeHost } from "./prelude_host.js"
 */

/** What `nextTimer` of the prelude says when the script has failed. */
const FAILED = -2;
/** What it says without a timer, where a listener of the guest's wants to know that nothing is left to do. */
const IDLE = -3;

/** The event loop of one guest. */
export class EventLoop {
  #realm;
  #requests;
  #hooks;
  #host;
  #outcomes;

  /**
   * @param {GuestRealm} realm
   * @param {object} parts
   * @param {HostRequests} parts.requests
   * @param {Hooks} parts.hooks
   * @param {PreludeHost} parts.host
   * @param {GuestOutcomes} parts.outcomes
   */
  constructor(realm, { requests, hooks, host, outcomes }) {
    this.#realm = realm;
    this.#requests = requests;
    this.#hooks = hooks;
    this.#host = host;
    this.#outcomes = outcomes;
  }

  /**
   * Runs jobs and timers until nothing is left to do.
   *
   * @returns {GuestOutcome | undefined}
   */
  settle() {
    let isEnding = false;
    for (;;) {
      if (this.#hooks.isStopped()) return undefined;
      const failure = this.#runJobs();
      if (this.#hooks.isStopped() || failure !== undefined) return failure;
      const rejection = this.#rejection();
      if (rejection !== undefined || this.#hooks.isStopped()) return rejection;
      const delayMs = this.#realm.prelude.callNumber("nextTimer", now());
      // As soon as the script has failed, nothing else runs.
      if (delayMs === FAILED) return undefined;
      if (delayMs < 0 && !this.#requests.pending) {
        // A listener of the guest's may give it more to do.
        if (delayMs !== IDLE || isEnding) return undefined;
        isEnding = true;
        const asked = this.#realm.prelude.callHandles("beforeExit", []);
        if (asked.error !== undefined) {
          return this.#outcomes.ofError(asked.error);
        }
        asked.value.dispose();
        continue;
      }
      isEnding = false;
      const failed = this.#await(delayMs < 0 ? Infinity : delayMs);
      if (this.#hooks.isStopped() || failed !== undefined) return failed;
      const fired = this.#realm.prelude.callHandles("fireTimers", [
        this.#realm.context.newNumber(now()),
      ]);
      if (fired.error !== undefined) return this.#outcomes.ofError(fired.error);
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
      const ticked = this.#realm.prelude.callHandles("runTicks", []);
      if (ticked.error !== undefined) {
        return this.#outcomes.ofError(ticked.error);
      }
      ticked.value.dispose();
      const jobs = this.#realm.runtime.executePendingJobs();
      if (this.#hooks.isStopped()) return undefined;
      if (jobs.error !== undefined) return this.#outcomes.ofError(jobs.error);
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
    const found = this.#realm.prelude.callHandles("unhandled", []);
    if (found.error !== undefined) return this.#outcomes.ofError(found.error);
    const isNone = this.#realm.context.typeof(found.value) === "undefined";
    if (!isNone) return this.#outcomes.read(found.value);
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
    const taken = this.#realm.prelude.callHandles("answer", [
      this.#realm.context.newNumber(answer.id),
      this.#realm.toTriple(answer),
    ]);
    if (taken.error !== undefined) return this.#outcomes.ofError(taken.error);
    taken.value.dispose();
    return undefined;
  }
}
