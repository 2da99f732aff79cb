// Events, and what aborts. Loaded when the guest first looks at one of these.

import {
  AbortController,
  AbortSignal,
  keepTimeBy,
  timeLeftMs,
} from "./abort.js";
import { DOMException } from "./dom_exception.js";
import { CustomEvent, Event, useHost } from "./event.js";
import { EventTarget } from "./event_target.js";

/**
 * Makes the classes.
 *
 * @param {object} given
 * @param {() => number} given.now
 * @param {(callback: () => void) => void} given.later
 * @param {(callback: () => void, delayMs: number) => void} given.wait
 */
export function makeEvents(given) {
  useHost(given);
  keepTimeBy(given);
  return {
    AbortController,
    AbortSignal,
    CustomEvent,
    DOMException,
    Event,
    EventTarget,
    timeLeftMs,
  };
}
