// What the web has and a sandbox does not: each says so, and what to use instead. Loaded when it is first looked at.
// deno-lint-ignore-file require-await

/** @type {Readonly<Record<string, string>>} */
const CLASSES = {
  BroadcastChannel: "there is one program: call functions of it instead",
  WebSocket:
    "it has no connections that stay open: use fetch, if the network is allowed",
};
/**
 * @param {string} name
 * @param {string} reason
 */
function failure(name, reason) {
  return new Error(`Cannot use ${name} in this sandbox as ${reason}`);
}

/**
 * Makes a class that says why it cannot be had.
 *
 * @param {string} name
 */
export function unavailableClass(name) {
  return {
    [name]: class {
      constructor() {
        throw failure(name, CLASSES[name]);
      }
    },
  }[name];
}

/**
 * What `fetch` is without a network.
 *
 * @param {unknown} [_input]
 * @param {unknown} [_init]
 */
export async function fetch(_input, _init) {
  throw new TypeError(
    "Cannot fetch as this sandbox has no network: allow a host with --allow-net HOST, or the network option of the library",
  );
}

/** A small `navigator`, as Node has it. */
export function makeNavigator() {
  class Navigator {
    get hardwareConcurrency() {
      return 1;
    }
    get language() {
      return "en-US";
    }
    get languages() {
      return Object.freeze(["en-US"]);
    }
    get platform() {
      return "linux";
    }
    get userAgent() {
      return "Sandglass";
    }
  }
  return new Navigator();
}
