/**
 * Attempts by JavaScript in the realm of a guest's worker.
 *
 * @module
 */
import type { Isolation, RunStatus } from "../../mod.ts";
import type { Attempt } from "./_break_in.ts";

/** An attempt, with the error that it meets in a realm that is not stripped, if it fails there. */
export interface RealmAttempt extends Attempt {
  readonly open?: RegExp;
}

const DENIED = /^NotCapable$/;

/** Attempts to import a module. */
export const IMPORTS: readonly RealmAttempt[] = [
  {
    name: "a file",
    code: `(await bring("$MODULE")).default`,
    open: /^TypeError$/,
  },
  {
    name: "a URL",
    code: `(await bring("http://127.0.0.1:$PORT/secret.js")).default`,
    open: /^TypeError$/,
  },
  { name: "npm:", code: `await bring("npm:amaro@1.2.1")` },
  {
    name: "data:",
    code: `await bring("data:text/javascript,export default 5")`,
  },
  { name: "node:os", code: `(await bring("node:os")).EOL` },
  {
    name: "node:fs",
    code: `(await bring("node:fs")).readFileSync("$PATH", "utf8")`,
    open: DENIED,
  },
  {
    name: "node:child_process",
    code: `(await bring("node:child_process")).execSync("cat $PATH")`,
    open: DENIED,
  },
  {
    name: "node:net",
    code:
      `await bring("node:net").then((net) => new Promise((resolve, reject) => net.connect($PORT, "127.0.0.1").on("connect", resolve).on("error", reject)))`,
    open: DENIED,
  },
  {
    name: "node:dns",
    code:
      `await (await bring("node:dns/promises")).lookup("localhost.example.invalid")`,
    open: /^Error$/,
  },
  { name: "node:vm", code: `(await bring("node:vm")).runInThisContext("5")` },
  {
    name: "node:worker_threads",
    code: `(await bring("node:worker_threads")).Worker.name`,
  },
  {
    name: "node:sqlite",
    code: `new (await bring("node:sqlite")).DatabaseSync("$DIRECTORY/new.db")`,
    open: DENIED,
  },
];

/** Attempts through globals that the runtime puts into every realm. */
export const GLOBALS: readonly RealmAttempt[] = [
  {
    name: "a file",
    code: `Deno.readTextFileSync("$PATH")`,
    open: DENIED,
  },
  {
    name: "the environment",
    code: `Deno.env.get("$VARIABLE")`,
    open: DENIED,
  },
  {
    name: "Node's environment",
    code: `process.env.$VARIABLE`,
    open: /^NotCapable$|^undefined$/,
  },
  {
    name: "a process",
    code: `new Deno.Command("/bin/cat", { args: ["$PATH"] }).outputSync()`,
    open: DENIED,
  },
  {
    name: "a signal for the process itself",
    code: `Deno.kill(Deno.pid, "SIGCONT") ?? "sent"`,
  },
  {
    name: "a listener that disarms a signal",
    code: `Deno.addSignalListener("SIGUSR2", () => {}) ?? "added"`,
  },
  { name: "the host's input", code: `Deno.stdin.readSync.name` },
  { name: "the host's output", code: `Deno.stdout.writeSync.name` },
  { name: "Node's output", code: `process.stdout.write.name` },
  { name: "the runtime's operations", code: `Deno[Deno.internal].core.ops` },
  {
    name: "a built-in module without an import",
    code: `process.getBuiltinModule("node:fs").readFileSync("$PATH")`,
    open: DENIED,
  },
  { name: "the end of the runtime", code: `Deno.exit.name` },
  { name: "the end of the worker", code: `self.close.name` },
  { name: "the end of Node's process", code: `process.exit.name` },
  {
    name: "a web socket",
    code: `new WebSocket("ws://127.0.0.1:$PORT/")`,
    open: DENIED,
  },
  {
    name: "a nested worker",
    code: `Worker.name`,
  },
  {
    name: "a channel to other sandboxes",
    code: `new BroadcastChannel("x").close() ?? "opened"`,
  },
  { name: "locks across sandboxes", code: `await navigator.locks.query()` },
  { name: "caches on the disk", code: `caches.open.name` },
  { name: "messages to the supervisor", code: `postMessage.name` },
  { name: "the graphics processor", code: `navigator.gpu.requestAdapter.name` },
  { name: "a URL for a module", code: `URL.createObjectURL(new Blob(["5"]))` },
  {
    name: "the console's output",
    code:
      `String(console.log).includes("silent") || console.log.length === 0 && String(console.log).replace(/\\s/g, "") !== "()=>{}"`,
  },
  { name: "a report of an error", code: `reportError.name` },
  { name: "another clone of memory", code: `structuredClone.name` },
];

/** Code from strings, which V8 refuses in a process and the stripped realm refuses in a thread. */
export const STRINGS: readonly RealmAttempt[] = [
  "Function('return 5')()",
  "new Function('return 5')()",
  "(0, eval)('5')",
  "globalThis['ev' + 'al']('5')",
  "(() => {}).constructor('return 5')()",
  "(async () => {}).constructor('return 5')()",
  "(function* () {}).constructor('return 5')().next()",
  "(async function* () {}).constructor('return 5')().next()",
  "Reflect.construct((() => {}).constructor, ['return 5'])()",
  "class extends (() => {}).constructor {}.constructor('return 5')()",
  "Object.getPrototypeOf(class {}).constructor('return 5')()",
  "(() => {}).bind().constructor('return 5')()",
  "setTimeout.constructor('return 5')()",
  "new Proxy(() => {}, {}).constructor('return 5')()",
  "Object.getOwnPropertyDescriptor(Function.prototype, 'constructor').value('return 5')()",
  "siteOf().constructor.constructor('return 5')()",
  "siteOf().getFunction.constructor('return 5')()",
  "delete Object.getPrototypeOf(() => {}).constructor && Function('return 5')()",
].map((code) => ({ name: code, code }));

/** JavaScript that takes memory outside the interpreter's limits, with the statuses that it may end with. */
export interface Greed extends Attempt {
  readonly ends: readonly RunStatus[];
  /** The isolation in which it must not be tried, as it would end the test process. */
  readonly not?: Isolation;
}

/** Ways to exhaust memory. */
export const GREEDY: readonly Greed[] = [
  {
    name: "buffers",
    code:
      "(() => { const a = []; for (;;) a.push(new Uint8Array(2 ** 24).fill(1)); })()",
    ends: ["memory"],
    not: "thread",
  },
  {
    name: "a string split into its characters",
    code: `"x".repeat(2 ** 28).split("")`,
    ends: ["memory", "crashed"],
    not: "thread",
  },
  {
    name: "a worker message of a gigabyte, and millions of them",
    code: "globalThis.postMessage(new Uint8Array(2 ** 30))",
    ends: ["ok"],
  },
  {
    name: "objects",
    code: "(() => { const a = []; for (;;) a.push({ a }); })()",
    // Deno ends a thread silently if a promise job fills its heap; then the run ends at the deadline.
    ends: ["memory", "timeout"],
  },
];
