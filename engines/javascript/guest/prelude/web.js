// The globals of the web that few guests use, each made when it is first looked at.

import { $Date, split } from "../intrinsics.js";
import { defineLate } from "./globals.js";
import { host } from "./host.js";
import { openReports } from "./reports.js";
import { schedule } from "./timers.js";

/**
 * @import { Channel } from "../host.d.ts"
 */

/** When the guest's clock was zero, in milliseconds. */
const origin = { __proto__: null, now: 0, time: 0 };

/** @param {() => void} callback */
function soon(callback) {
  schedule(callback, 0, [], false);
}

/**
 * @param {() => void} callback
 * @param {number} delayMs
 */
function wait(callback, delayMs) {
  schedule(callback, delayMs, [], false).unref();
}

/**
 * @template Value
 * @param {() => Value} make
 */
function once(make) {
  /** @type {Value | undefined} */
  let made;
  return () => made ??= make();
}

const events = once(() =>
  host.load("events").makeEvents({
    now: () => host.now() - origin.now,
    later: soon,
    wait,
  })
);

/**
 * @param {string} name
 * @param {string} message
 */
function exception(name, message) {
  return new (events().DOMException)(message, name);
}

const streams = once(() => host.load("streams").makeStreams());
const unavailable = once(() => host.load("unavailable"));
const url = once(() => host.load("url").makeUrl());
const blobs = once(() => host.load("blobs").makeBlobs(streams, host.random));
const texts = once(() =>
  host.load("text").makeText((message) =>
    exception("InvalidCharacterError", message)
  )
);
const cryptos = once(() =>
  host.load("crypto").makeCrypto(host.random, exception)
);
const performances = once(() =>
  host.load("performance").makePerformance({
    now: () => host.now() - origin.now,
    timeOrigin: origin.time,
    exception,
  })
);

const disposal = once(() => host.load("disposal").makeDisposal());

/**
 * The names of globals, and what makes them all.
 *
 * @type {readonly (readonly [make: () => object, names: string])[]}
 */
const WEB_GLOBALS = [
  [
    events,
    "AbortController AbortSignal CustomEvent DOMException Event EventTarget",
  ],
  [disposal, "AsyncDisposableStack DisposableStack SuppressedError"],
  [url, "URL URLSearchParams"],
  [blobs, "Blob File FormData"],
  [
    streams,
    "ByteLengthQueuingStrategy CountQueuingStrategy ReadableStream ReadableStreamDefaultReader TextDecoderStream TextEncoderStream TransformStream WritableStream WritableStreamDefaultWriter",
  ],
  [texts, "TextEncoder TextDecoder btoa atob"],
  [cryptos, "crypto Crypto CryptoKey SubtleCrypto"],
  [
    performances,
    "performance Performance PerformanceEntry PerformanceMark PerformanceMeasure",
  ],
];

/** What Node has and a sandbox does not. */
const UNAVAILABLE = "BroadcastChannel WebSocket";

/** Sets the zero of the guest's clock. */
export function startClock() {
  origin.now = host.now();
  origin.time = $Date.now();
}

/** Gives the guest what it has of the web without a network. */
export function defineWeb() {
  for (let i = 0; i < WEB_GLOBALS.length; i++) {
    const make = WEB_GLOBALS[i][0];
    // A cast, as it has what the table says.
    defineNames(
      WEB_GLOBALS[i][1],
      (name) => /** @type {Record<string, unknown>} */ (make())[name],
    );
  }
  defineNames(UNAVAILABLE, (name) => unavailable().unavailableClass(name));
  defineLate("navigator", () => unavailable().makeNavigator());
  defineLate("Atomics", () => host.load("atomics").makeAtomics(host.now));
  defineLate(
    "structuredClone",
    () =>
      host.load("clone").makeClone((message) =>
        exception("DataCloneError", message)
      ),
  );
  defineLate(
    "display",
    () => host.load("display").makeDisplay(host.show, openReports().inspect),
  );
}

/**
 * @param {string} names
 * @param {(name: string) => unknown} make
 */
function defineNames(names, make) {
  const list = split(names, " ");
  for (let i = 0; i < list.length; i++) {
    const name = list[i];
    defineLate(name, () => make(name));
  }
}

/**
 * Gives the guest what belongs to requests, which it can make without a network, and `fetch` where it has one.
 *
 * @param {Channel} channel
 * @param {boolean} hasNetwork
 */
export function defineNetwork(channel, hasNetwork) {
  const made = once(() =>
    host.load("fetch").makeFetch(channel, { events, blobs, streams, url })
  );
  const names = "Headers Request Response" + (hasNetwork ? " fetch" : "");
  if (!hasNetwork) defineLate("fetch", () => unavailable().fetch);
  // A cast, as above.
  defineNames(
    names,
    (name) => /** @type {Record<string, unknown>} */ (made())[name],
  );
}
