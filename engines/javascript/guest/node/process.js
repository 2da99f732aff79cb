// `process`.

import { needFunction, nodeError } from "./errors.js";

/**
 * @import { NodeModules, NodeParts, NodeProcess } from "./node.d.ts"
 *
 * @typedef {(warning: string | Error, type?: string | { type?: string, code?: string }, code?: string) => void} WarningArguments
 */

const VERSION = "v24.11.0";
const VERSIONS = { node: "24.11.0", quickjs: "2025-09-13", modules: "137" };

/** @param {() => number} now */
function makeHrtime(now) {
  /** @param {readonly [number, number]} [earlier] */
  const hrtime = (earlier) => {
    const ms = now();
    let seconds = Math.floor(ms / 1000);
    let nanoseconds = Math.floor((ms % 1000) * 1e6);
    if (earlier !== undefined) {
      seconds -= earlier[0];
      nanoseconds -= earlier[1];
      if (nanoseconds < 0) {
        seconds--;
        nanoseconds += 1e9;
      }
    }
    return [seconds, nanoseconds];
  };
  hrtime.bigint = () => BigInt(Math.floor(now() * 1e6));
  return hrtime;
}

/**
 * The environment, whose values are text as everywhere.
 *
 * @param {Readonly<Record<string, string>>} env
 */
function makeEnv(env) {
  return new Proxy({ ...env }, {
    set(target, name, value) {
      return Reflect.set(
        target,
        name,
        typeof name === "symbol" ? value : `${value}`,
      );
    },
    defineProperty(target, name, property) {
      const { value } = property;
      return Reflect.defineProperty(target, name, {
        configurable: true,
        enumerable: true,
        writable: true,
        value: `${value}`,
      });
    },
  });
}

/**
 * @param {NodeParts["write"]} write
 * @param {string | Error} warning
 * @param {string | { type?: string, code?: string }} [type]
 * @param {string} [code]
 */
function emitWarning(write, warning, type, code) {
  const options = typeof type === "object" && type !== null
    ? type
    : { type, code };
  const isError = warning instanceof Error;
  const name = isError ? warning.name : options.type ?? "Warning";
  const head = options.code ? `[${options.code}] ` : "";
  write(
    2,
    `(sandglass) ${head}${name}: ${isError ? warning.message : warning}\n`,
  );
}

/**
 * @param {string} what
 * @param {string} instead
 */
function refuse(what, instead) {
  return {
    [what]() {
      throw nodeError(
        Error,
        "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM",
        `Cannot use process.${what} as the sandbox has no processes${instead}`,
      );
    },
  }[what];
}

function constants() {
  return {
    platform: "linux",
    arch: "wasm32",
    pid: 1,
    ppid: 0,
    version: VERSION,
    versions: { ...VERSIONS },
    release: { name: "node", lts: "Krypton" },
    config: { variables: {} },
    features: { inspector: false, typescript: "strip", require_module: true },
    execPath: "/usr/bin/node",
    execArgv: /** @type {string[]} */ ([]),
    argv0: "node",
    title: "node",
  };
}

/** @param {() => number} memoryBytes */
function makeMemoryUsage(memoryBytes) {
  return Object.assign(function memoryUsage() {
    const bytes = memoryBytes();
    return {
      rss: bytes,
      heapTotal: bytes,
      heapUsed: bytes,
      external: 0,
      arrayBuffers: 0,
    };
  }, { rss: () => memoryBytes() });
}

/** @param {NodeParts} node */
function methodsOf(node) {
  const { now, later, write, memoryBytes } = node;
  const started = now();
  return {
    cwd: () => "/work",
    chdir: refuse("chdir", ": its current directory is /work"),
    uptime: () => (now() - started) / 1000,
    hrtime: makeHrtime(now),
    memoryUsage: makeMemoryUsage(memoryBytes),
    cpuUsage: () => ({ user: Math.floor((now() - started) * 1000), system: 0 }),
    resourceUsage: () => ({
      userCPUTime: Math.floor((now() - started) * 1000),
      systemCPUTime: 0,
      maxRSS: memoryBytes() / 1024,
    }),
    /**
     * @param {(...args: unknown[]) => unknown} callback
     * @param {unknown[]} args
     */
    nextTick(callback, ...args) {
      needFunction("callback", callback);
      node.nextTick(() => callback(...args));
    },
    /** @param {Parameters<WarningArguments>} args */
    emitWarning: (...args) => emitWarning(write, ...args),
    umask: () => 0o022,
    getuid: () => 0,
    geteuid: () => 0,
    getgid: () => 0,
    getegid: () => 0,
    getgroups: () => [0],
    kill: refuse("kill", ": end the program with process.exit()"),
    abort: () => node.process.exit(134),
    binding: refuse("binding", ""),
    /** @param {unknown} name */
    getBuiltinModule(name) {
      const plain = `${name}`.replace(/^node:/, "");
      // A cast, as it is one of the modules.
      return node.isBuiltin(plain)
        ? node.require(/** @type {keyof NodeModules} */ (plain))
        : undefined;
    },
    constrainedMemory: () => 0,
    availableMemory: () => 0,
    hasUncaughtExceptionCaptureCallback: () => false,
    setUncaughtExceptionCaptureCallback() {},
    setSourceMapsEnabled() {},
    ref() {},
    unref() {},
    _tickCallback: later,
  };
}

/** @param {NodeParts} node */
export function make(node) {
  const EventEmitter = node.require("events");
  class Process {}
  Object.setPrototypeOf(Process.prototype, EventEmitter.prototype);
  Object.defineProperty(Process.prototype, Symbol.toStringTag, {
    value: "process",
    configurable: true,
  });
  Object.defineProperty(Process, "name", { value: "process" });
  // A cast, as its members come from elsewhere.
  const process =
    /** @type {NodeProcess} */ (/** @type {unknown} */ (new Process()));
  EventEmitter.call(process);
  for (const name of ["_events", "_eventsCount", "_maxListeners"]) {
    Object.defineProperty(process, name, { enumerable: false });
  }
  node.process = process;
  Object.assign(process, constants(), {
    argv: ["/usr/bin/node", node.filename(), ...node.args],
    env: makeEnv(node.env),
  }, methodsOf(node));
  for (const name of /** @type {const} */ (["stdin", "stdout", "stderr"])) {
    /** @type {object | undefined} */
    let made;
    Object.defineProperty(process, name, {
      get: () => made ??= node.require("internal/standard_streams")[name](),
      set: (value) => made = value,
      configurable: true,
      enumerable: true,
    });
  }
  Object.defineProperty(process, "mainModule", {
    get: () => node.mainModule(),
    configurable: true,
  });
  node.defineExit(process);
  node.onRejection((reason, promise) =>
    process.emit("unhandledRejection", reason, promise) ||
    process.listenerCount("uncaughtException") > 0 &&
      process.emit("uncaughtException", reason, "unhandledRejection")
  );
  node.onUncaught((thrown) => {
    process.emit("uncaughtExceptionMonitor", thrown, "uncaughtException");
    return process.emit("uncaughtException", thrown, "uncaughtException");
  });
  node.onIdle((code) => process.emit("beforeExit", code));
  node.onExit((code) => {
    process.emit("exit", code);
    process.removeAllListeners("exit");
  });
  return { process };
}
