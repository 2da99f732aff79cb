import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import type { Isolation } from "../../mod.ts";
import { Canary } from "./_canary.ts";
import { ISOLATIONS } from "./_guest.ts";
import { type Attempt, breakIn } from "./_break_in.ts";
import { type Gap, Weakened } from "./_without.ts";

/** An attempt, with the wall that it meets in a realm that is not stripped, if it is not reached. */
interface RealmAttempt extends Attempt {
  readonly open?: RegExp;
}

const DENIED = /^NotCapable$/;

const IMPORTS: readonly RealmAttempt[] = [
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

const GLOBALS: readonly RealmAttempt[] = [
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
    name: "a listener that makes a signal harmless",
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
  { name: "the way to the supervisor", code: `postMessage.name` },
  { name: "the graphics processor", code: `navigator.gpu.requestAdapter.name` },
  { name: "a URL for a module", code: `URL.createObjectURL(new Blob(["5"]))` },
  {
    name: "what the console writes",
    code:
      `String(console.log).includes("silent") || console.log.length === 0 && String(console.log) !== "() => {}"`,
  },
  { name: "a report of an error", code: `reportError.name` },
  { name: "another clone of memory", code: `structuredClone.name` },
];

/** Code from strings, which V8 refuses in a process and what is left of the realm refuses in a thread. */
const STRINGS: readonly RealmAttempt[] = [
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

/** The realm as it comes. */
const NOT_STRIPPED: readonly Gap[] = [
  {
    file: "engines/pyodide/worker.js",
    wall: "denyImports();\n  strip([",
    instead: "void ([",
  },
  {
    file: "engines/worker/originals.js",
    wall: "delete globalThis.process;\ndelete globalThis.Deno;",
    instead:
      "const { process } = globalThis; delete globalThis.process; delete globalThis.Deno;",
  },
  {
    file: "engines/pyodide/worker.js",
    wall: `say({ type: "ready" });`,
    instead: `say({ type: "ready" }); giveBack();`,
  },
  {
    file: "engines/pyodide/worker.js",
    wall: `import { holdLock } from`,
    instead: `import { giveBack, holdLock } from`,
  },
  {
    file: "engines/worker/originals.js",
    wall: "/** Imports a built-in module",
    instead:
      "export function giveBack() { Object.assign(globalThis, { Deno, process }); }\n/** Imports a built-in module",
  },
];

async function attemptAll(
  gaps: readonly Gap[],
  { attempts, canary, isolation }: {
    readonly attempts: readonly RealmAttempt[];
    readonly canary: Canary;
    readonly isolation: Isolation;
  },
): Promise<Record<string, unknown>> {
  await using weakened = await Weakened.make([
    ...breakIn(
      attempts.map(({ name, code }) => ({ name, code: canary.fill(code) })),
    ),
    ...gaps,
  ]);
  await using sandbox = await weakened.library.createSandbox({ isolation });
  const outcomes: Record<string, unknown> = {};
  for (const { name } of attempts) {
    const result = await sandbox.run(name, { timeoutMs: 10_000 });
    canary.assertUntouched(result);
    assert(result.status === "ok", Deno.inspect([name, result]));
    outcomes[name] = result.value;
  }
  return outcomes;
}

/** Every attempt, under a name that no other has. */
const ALL: readonly RealmAttempt[] = [
  ...IMPORTS.map((one) => ({ ...one, name: `import of ${one.name}` })),
  ...GLOBALS,
  ...STRINGS,
];

for (const isolation of ISOLATIONS) {
  Deno.test(`JavaScript in a guest's worker finds nothing of the runtime (${isolation})`, async () => {
    await using canary = new Canary();
    const outcomes = await attemptAll([], {
      attempts: ALL,
      canary,
      isolation,
    });
    const refusals = ["TypeError", "ReferenceError", "EvalError", "undefined"];
    const open = Object.entries(outcomes).filter(([, outcome]) =>
      !refusals.includes(String(outcome))
    );
    assertEquals(open, []);
  });

  Deno.test(`control: in a realm that is not stripped it does, and meets the lack of permissions (${isolation})`, async () => {
    await using canary = new Canary();
    const outcomes = await attemptAll(NOT_STRIPPED, {
      attempts: ALL,
      canary,
      isolation,
    });
    const texts = new Set(STRINGS.map(({ name }) => name));
    const other = ALL.filter(({ name, open = /^reached/ }) => {
      // V8 itself compiles no text in a child.
      const refused = isolation === "process" && texts.has(name);
      return !(refused ? /^EvalError$/ : open).test(String(outcomes[name]));
    });
    assertEquals(other.map(({ name }) => [name, outcomes[name]]), []);
  });
}
