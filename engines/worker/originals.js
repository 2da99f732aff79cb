// The first module that a guest's worker evaluates: it keeps what the glue needs of the runtime and takes `process` and
// `Deno` away, so that the modules imported after it find a plain web worker.

/**
 * @typedef {(hooks: { resolve(specifier: string): never }) => void} RegisterHooks
 *
 * @typedef {{
 *   "node:module": { registerHooks?: RegisterHooks },
 *   "node:vm": typeof import("node:vm"),
 *   "node:worker_threads": typeof import("node:worker_threads"),
 * }} BuiltinModules The modules of Node's that are imported.
 *
 * @typedef {{ request(name: string, hold: () => Promise<never>): void }} LockManager
 */

/**
 * This realm, before and while things are removed from it.
 *
 * @type {Record<PropertyKey, unknown>}
 */
export const realm = globalThis;

export const post = globalThis.postMessage.bind(globalThis);
/** @type {WorkerNavigator & { locks?: LockManager }} Deno's types leave the locks out. */
const { locks } = navigator;
const { Deno: runtime } = globalThis;

/** Whether this is a node worker, which has what it starts from in its data, and not a web worker, which is sent it. */
export const inNodeWorker = globalThis.WorkerGlobalScope === undefined;

delete realm.process;
delete realm.Deno;
if (inNodeWorker) {
  // Libraries recognise web workers by these two.
  realm.self = globalThis;
  realm.WorkerGlobalScope = class {
    /**
     * @before-guest libraries ask while they are loaded
     * @param {unknown} value
     */
    static [Symbol.hasInstance](value) {
      return value === globalThis;
    }
  };
}

/** @type {readonly Deno.PermissionDescriptor["name"][]} */
const PERMISSIONS = [
  "read",
  "write",
  "run",
  "net",
  "env",
  "sys",
  "ffi",
  "import",
];

/**
 * Checks that this worker has no permission. Without this wall, no guest runs.
 *
 * @before-guest without it no guest is opened
 * @throws {Error} If it has one, or part of one
 */
export function requireNoPermissions() {
  const had = PERMISSIONS.filter((name) => {
    const { state, partial } = runtime.permissions.querySync({ name });
    return state === "granted" || partial === true;
  });
  if (had.length === 0) return;
  throw new Error(`The worker has permissions: ${had.join(", ")}`);
}

/**
 * Takes a lock for as long as this worker lives. A worker of a broker is given one, because Deno stops a worker in the
 * middle of its code only if it holds a lock.
 *
 * @before-guest a worker takes its lock before it opens a guest
 * @param {string | undefined} name
 * @returns {Promise<void>}
 */
export function holdLock(name) {
  // A binary may have been made with a Deno whose node workers have no locks. There they end by themselves.
  if (name === undefined || locks === undefined) return Promise.resolve();
  /** @type {PromiseWithResolvers<void>} */
  const { promise, resolve } = Promise.withResolvers();
  /** @type {PromiseWithResolvers<never>} */
  const { promise: never } = Promise.withResolvers();
  locks.request(name, () => {
    resolve();
    return never;
  });
  return promise;
}

/** Whether this worker's code has no `import()` but the one below: `deno task compile` sees to that in binaries. */
export const importsAreRemoved = false;

/** @type {Promise<unknown>} */
let importing = Promise.resolve();

/**
 * Imports a built-in module of Node's, whose loading looks for `Deno`; one after the other, as each takes it away.
 *
 * @before-guest they are what a worker starts with
 * @template {keyof BuiltinModules} Name
 * @param {Name} specifier
 * @returns {Promise<BuiltinModules[Name]>}
 */
export function importBuiltin(specifier) {
  if (
    specifier !== "node:module" && specifier !== "node:vm" &&
    specifier !== "node:worker_threads"
  ) {
    throw new TypeError(`Import of ${specifier} is disallowed in this sandbox`);
  }
  const imported = importAfter(importing, specifier);
  importing = imported;
  return imported;
}

/**
 * @before-guest as above
 * @template {keyof BuiltinModules} Name
 * @param {Promise<unknown>} before
 * @param {Name} specifier
 * @returns {Promise<BuiltinModules[Name]>}
 */
async function importAfter(before, specifier) {
  await before;
  realm.Deno = runtime;
  try {
    return await import(specifier);
  } finally {
    delete realm.Deno;
  }
}
