// Modules that a sandbox cannot have. They can be loaded, as many programs do without using them; what they export says
// on use why it is not there and what to use.

import { nodeError } from "./errors.js";

const NO_PROCESSES =
  "the sandbox runs no other programs: do it in JavaScript, or give the program a host function (--functions; in the API: functions)";
const NO_THREADS =
  "the sandbox has one thread: run the work in it, with async functions";
const NO_SOCKETS =
  "the sandbox has no sockets: use fetch(), which --allow-net grants (in the API: network)";

/**
 * What each module exports, and why it cannot be had.
 *
 * @type {Readonly<Record<string, readonly [exported: string, reason: string]>>}
 */
const MODULES = {
  async_hooks: [
    "AsyncLocalStorage AsyncResource createHook executionAsyncId",
    "the engine does not say which task goes on: pass the value as an argument",
  ],
  child_process: [
    "exec execFile execFileSync execSync fork spawn spawnSync ChildProcess",
    NO_PROCESSES,
  ],
  cluster: ["fork setupPrimary Worker", NO_THREADS],
  dgram: ["createSocket Socket", NO_SOCKETS],
  diagnostics_channel: [
    "channel subscribe tracingChannel",
    "the sandbox has no diagnostics",
  ],
  dns: ["lookup resolve resolve4 resolve6 reverse Resolver", NO_SOCKETS],
  "dns/promises": ["lookup resolve resolve4 resolve6 reverse", NO_SOCKETS],
  http: ["createServer get request Agent Server", NO_SOCKETS],
  http2: ["connect createServer createSecureServer", NO_SOCKETS],
  https: ["createServer get request Agent Server", NO_SOCKETS],
  net: ["connect createConnection createServer Server Socket", NO_SOCKETS],
  tls: ["connect createServer createSecureContext TLSSocket", NO_SOCKETS],
  inspector: ["open Session", "the sandbox has no debugger"],
  "inspector/promises": ["Session", "the sandbox has no debugger"],
  repl: ["start REPLServer", "the sandbox has no prompt: use sandglass repl"],
  sqlite: [
    "DatabaseSync StatementSync",
    "the sandbox has no database: keep the data in files or in memory",
  ],
  v8: [
    "serialize deserialize getHeapStatistics getHeapSnapshot setFlagsFromString",
    "the engine is QuickJS: use JSON or structuredClone()",
  ],
  vm: [
    "Script createContext runInContext runInNewContext runInThisContext isContext compileFunction",
    "the sandbox has one realm: use (0, eval)(code) or new Function(code)",
  ],
  wasi: ["WASI", "the sandbox has no WebAssembly"],
  worker_threads: [
    "Worker MessageChannel MessagePort BroadcastChannel receiveMessageOnPort",
    NO_THREADS,
  ],
  zlib: [
    "gzip gzipSync gunzip gunzipSync deflate deflateSync inflate inflateSync deflateRaw deflateRawSync inflateRaw inflateRawSync brotliCompress brotliCompressSync brotliDecompress brotliDecompressSync createGzip createGunzip createDeflate createInflate createBrotliCompress createBrotliDecompress unzip unzipSync crc32",
    "the sandbox has no compression for JavaScript: keep the data as it is, or compress it outside",
  ],
};

/**
 * What is there all the same, for programs that only look.
 *
 * @type {Readonly<Record<string, Record<string, unknown>>>}
 */
const KNOWN = {
  cluster: { isMaster: true, isPrimary: true, isWorker: false },
  http: {
    METHODS: ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
    STATUS_CODES: {
      200: "OK",
      201: "Created",
      202: "Accepted",
      204: "No Content",
      301: "Moved Permanently",
      302: "Found",
      304: "Not Modified",
      400: "Bad Request",
      401: "Unauthorized",
      403: "Forbidden",
      404: "Not Found",
      405: "Method Not Allowed",
      409: "Conflict",
      418: "I'm a Teapot",
      422: "Unprocessable Entity",
      429: "Too Many Requests",
      500: "Internal Server Error",
      501: "Not Implemented",
      502: "Bad Gateway",
      503: "Service Unavailable",
    },
  },
  net: {
    /** @param {string} text */
    isIP: (text) => /^\d+(?:\.\d+){3}$/.test(text) ? 4 : /:/.test(text) ? 6 : 0,
    /** @param {string} text */
    isIPv4: (text) =>
      /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(text),
  },
  worker_threads: {
    isMainThread: true,
    parentPort: null,
    workerData: null,
    threadId: 0,
  },
};

export function make() {
  /** @type {Record<string, object>} */
  const made = {};
  for (const [name, [exported, reason]] of Object.entries(MODULES)) {
    const module = { ...KNOWN[name] };
    for (const one of exported.split(" ")) {
      const refused = function () {
        throw nodeError(
          Error,
          "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM",
          `Cannot use ${one} of node:${name} as ${reason}`,
        );
      };
      Object.defineProperty(refused, "name", { value: one });
      module[one] = refused;
    }
    made[name] = module;
  }
  return made;
}
