// What the web has and a sandbox does not: each says so, and what to use instead. Loaded when it is first looked at.

/** @type {Readonly<Record<string, string>>} */
const CLASSES = {
  BroadcastChannel: "there is one program: call functions of it instead",
  EventSource:
    "it has no connections that stay open: use fetch, if the network is allowed",
  SharedWorker: "it has one thread: use async functions instead",
  WebSocket:
    "it has no connections that stay open: use fetch, if the network is allowed",
  Worker: "it has one thread: use async functions instead",
  XMLHttpRequest: "it has no document: use fetch, if the network is allowed",
};
const STORAGE =
  "nothing of the web's storage outlives a program: use a variable, or a file below /work";

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
 * Makes a storage that says why it cannot be had.
 *
 * @param {string} name
 */
export function unavailableStorage(name) {
  class Storage {
    get length() {
      return fail();
    }
    clear() {
      return fail();
    }
    getItem() {
      return fail();
    }
    key() {
      return fail();
    }
    removeItem() {
      return fail();
    }
    setItem() {
      return fail();
    }
  }
  /** @returns {never} */
  const fail = () => {
    throw failure(name, STORAGE);
  };
  return new Storage();
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
