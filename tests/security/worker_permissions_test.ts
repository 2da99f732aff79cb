import { assert, assertEquals } from "@std/assert";
import { linkWorker, toBlobUrl } from "../../engines/worker/link.ts";
import { SHARED_MODULES } from "../../engines/worker/shared_modules.ts";
import type { Isolation } from "../../mod.ts";
import {
  childFlags,
  engineFlags,
} from "../../sandbox/process/child_process.ts";
import { controls } from "../level.ts";
import { Canary, runFree } from "./_canary.ts";
import { ISOLATIONS } from "./_guest.ts";

/** JavaScript that reaches for a resource in a realm with permissions: an expression, with `$…` filled in. */
type Reach = readonly [name: string, expression: string];

const OPENS = "Deno.readTextFileSync('$PATH')";

/** Ways from arbitrary JavaScript to the secret of a canary; without a wall, the value of each is the secret. */
const WAYS: readonly Reach[] = [
  ["Deno.readTextFileSync()", OPENS],
  ["Deno.readTextFile()", "await Deno.readTextFile('$PATH')"],
  [
    "Deno.open()",
    "new TextDecoder().decode(Deno.openSync('$PATH') && Deno.readFileSync('$PATH'))",
  ],
  ["Deno.env", "Deno.env.get('$VARIABLE')"],
  ["process.env", "process.env.$VARIABLE"],
  [
    "process.getBuiltinModule()",
    "process.getBuiltinModule('fs').readFileSync('$PATH', 'utf8')",
  ],
  [
    "Deno.Command",
    "new TextDecoder().decode(new Deno.Command('cat', { args: ['$PATH'] }).outputSync().stdout)",
  ],
  [
    "child_process",
    "process.getBuiltinModule('child_process').execFileSync('cat', ['$PATH'], { encoding: 'utf8' })",
  ],
  [
    "fetch() of a server",
    "await (await fetch('http://127.0.0.1:$PORT/')).text()",
  ],
  ["fetch() of a file", "await (await fetch('file://$PATH')).text()"],
  [
    "Deno.connect()",
    "(await (async () => { const c = await Deno.connect({ hostname: '127.0.0.1', port: $PORT }); await c.write(new TextEncoder().encode('GET / HTTP/1.0\\r\\n\\r\\n')); return await new Response(c.readable).text(); })()).split('\\n').at(-1)",
  ],
  [
    "a connection by WebSocketStream",
    "await new Promise((resolve, reject) => { const s = new WebSocket('ws://127.0.0.1:$PORT'); s.onerror = () => resolve('visited'); s.onopen = () => resolve('visited'); })",
  ],
  ["import() of a file", "(await bring('$MODULE')).default"],
  [
    "import() of a computed name",
    "(await bring(['file:', '', '$DIRECTORY', 'secret.js'].join('/').replace('//', '///').replace('////', '///'))).default",
  ],
  [
    "import() of a server",
    "await bring('http://127.0.0.1:$PORT/secret.js').catch((e) => /MIME|parse|syntax|unexpected|variable|expected|not defined/i.test(e.message) ? 'visited' : Promise.reject(e))",
  ],
  [
    "import() of node:fs",
    "(await bring('node:fs')).readFileSync('$PATH', 'utf8')",
  ],
  [
    "import() of data: that imports a file",
    "(await bring('data:text/javascript,export { default } from \"$MODULE\"')).default",
  ],
  [
    "import() of data:",
    `(await bring('data:text/javascript,' + encodeURIComponent("export default ${OPENS}"))).default`,
  ],
  ["eval()", `(0, eval)("${OPENS}")`],
  ["Function()", `Function("return ${OPENS}")()`],
  [
    "the constructor of an asynchronous generator",
    `(await (async function* () {}).constructor("yield ${OPENS}")().next()).value`,
  ],
  [
    "the constructor of a stack's objects",
    `(() => { const before = Error.prepareStackTrace; let sites; Error.prepareStackTrace = (_, all) => { sites = all; return ''; }; new Error().stack; Error.prepareStackTrace = before; return sites[0].getFileName.constructor("return ${OPENS}")(); })()`,
  ],
  ["node:vm", `process.getBuiltinModule('vm').runInThisContext("${OPENS}")`],
  [
    "a nested worker",
    `await new Promise((resolve, reject) => { const w = new Worker('data:text/javascript,' + encodeURIComponent("postMessage(${OPENS})"), { type: 'module' }); w.onmessage = (e) => resolve(e.data); w.onerror = (e) => { e.preventDefault(); reject(new Error(e.message)); }; })`,
  ],
  [
    "a worker from a file",
    "await new Promise((resolve, reject) => { const w = new Worker('data:text/javascript,' + encodeURIComponent('import secret from \"$MODULE\"; postMessage(secret)'), { type: 'module' }); w.onmessage = (e) => resolve(e.data); w.onerror = (e) => { e.preventDefault(); reject(new Error(e.message)); }; })",
  ],
  [
    "node:sqlite",
    "(() => { const { DatabaseSync } = process.getBuiltinModule('sqlite'); new DatabaseSync('$DIRECTORY/new.db').exec('create table t (a)'); return 'visited'; })()",
  ],
  [
    "Deno.writeTextFileSync()",
    "(Deno.writeTextFileSync('$DIRECTORY/new.txt', 'x'), 'visited')",
  ],
  [
    "Deno.symlinkSync()",
    "(Deno.symlinkSync('$PATH', '$DIRECTORY/link'), 'visited')",
  ],
];

/**
 * Powers that a worker has even without a permission: for each name, an expression that is true if it is reachable.
 * All of them are removed.
 */
const POWERS: readonly Reach[] = [
  ["the host's standard input", "typeof Deno.stdin.readSync === 'function'"],
  ["the host's standard output", "typeof Deno.stdout.writeSync === 'function'"],
  ["signals to the host", "typeof Deno.kill === 'function'"],
  ["signal listeners", "typeof Deno.addSignalListener === 'function'"],
  [
    "the operations of the runtime",
    "typeof Deno[Deno.internal].core.ops === 'object'",
  ],
  ["Node's process", "typeof process.stdout.write === 'function'"],
  ["workers", "typeof Worker === 'function'"],
  ["channels to other workers", "typeof BroadcastChannel === 'function'"],
  ["caches on the disk", "typeof caches.open === 'function'"],
  ["locks of the process", "typeof navigator.locks.query === 'function'"],
  ["the graphics processor", "typeof navigator.gpu === 'object'"],
  ["messages to the parent", "typeof postMessage === 'function'"],
  [
    "messages by the global's prototypes",
    "typeof Object.getPrototypeOf(globalThis).postMessage === 'function' || typeof Object.getPrototypeOf(Object.getPrototypeOf(globalThis)).postMessage === 'function' || typeof postMessage === 'function'",
  ],
  ["a silent end", "typeof close === 'function'"],
  [
    "a console that writes",
    "console.log.toString().includes('native') || console.log.toString().length > 20",
  ],
  ["alert, confirm and prompt", "typeof prompt === 'function'"],
  [
    "storage",
    "typeof localStorage !== 'undefined' || typeof Storage === 'function'",
  ],
  ["URLs of blobs", "typeof URL.createObjectURL === 'function'"],
  ["microtasks of the runtime", "typeof queueMicrotask === 'function'"],
  ["timers of the runtime", "typeof setTimeout === 'function'"],
  [
    "growing memory past the cap",
    "typeof WebAssembly.Memory.prototype.grow === 'function'",
  ],
  ["compiling modules", "typeof WebAssembly.compile === 'function'"],
];

/** Which walls a worker has beside its lack of permissions. */
type Walls = "bare" | "stripped";

/** The source of a worker that reaches for all of these, and reports what it got. */
function reachSource(canary: Canary, walls: Walls): string {
  const tries = [...WAYS, ...POWERS].map(([name, expression]) =>
    `[${JSON.stringify(name)}, async () => ${canary.fill(expression)}]`
  );
  const [imports, wall] = walls === "bare"
    ? ["const post = postMessage.bind(globalThis);", ""]
    : [
      `import { post } from "../worker/originals.js";
import { prepareImportDenial, strip } from "../worker/realm.js";`,
      "(await prepareImportDenial())(); strip([]);",
    ];
  return `${imports}
// A literal import in an entry module is loaded with its parent's permissions; guest code is never such a module.
const bring = (name) => import(name);
const tries = [${tries.join(",\n")}];
async function reach() {
  ${wall}
  const got = [];
  for (const [name, attempt] of tries) {
    try { got.push([name, String(await attempt())]); }
    catch (error) { got.push([name, "refused: " + error]); }
  }
  return JSON.stringify(got);
}
`;
}

async function reachInThread(canary: Canary, walls: Walls): Promise<string> {
  const source = reachSource(canary, walls) + "reach().then(post);";
  const url = linkWorker({ source, imports: SHARED_MODULES }, toBlobUrl);
  const worker = new Worker(url, {
    type: "module",
    deno: { permissions: "none" },
  });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message));
      };
    });
  } finally {
    worker.terminate();
  }
}

async function reachInProcess(canary: Canary, walls: Walls): Promise<string> {
  const main = import.meta.resolve("./_realm_child.js");
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", ...childFlags(main), engineFlags(2 ** 26), main],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  const source = reachSource(canary, walls) + "reach().then(post);";
  await writer.write(new TextEncoder().encode(source));
  await writer.close();
  const { stdout, stderr } = await child.output();
  return new TextDecoder().decode(stdout) || new TextDecoder().decode(stderr);
}

const REACH: Readonly<
  Record<Isolation, (canary: Canary, walls: Walls) => Promise<string>>
> = { process: reachInProcess, thread: reachInThread };

for (const isolation of ISOLATIONS) {
  for (const walls of ["bare", "stripped"] as const) {
    Deno.test(`arbitrary JavaScript in a worker reaches nothing of the host (${isolation}, ${walls})`, async () => {
      await using canary = new Canary();
      const got: [string, string][] = JSON.parse(
        await REACH[isolation](canary, walls),
      );
      const ways = got.slice(0, WAYS.length);
      canary.assertUntouched(got);
      const led = ways.filter(([, what]) => what.includes("visited"));
      assertEquals(led, []);
      if (walls === "bare") return;
      for (const [name, what] of ways) assert(what.startsWith("refused"), name);
      const powers = got.slice(WAYS.length)
        .filter(([, what]) => what !== "false" && !what.startsWith("refused"));
      assertEquals(powers, []);
    });
  }
}

controls.test("control: with permissions each way leads to the host, and each power is available", async () => {
  await using canary = new Canary();
  const source = reachSource(canary, "bare").replace("const post", "const _") +
    "console.log(await reach()); Deno.exit(0);";
  const printed = await runFree(
    `const postMessage = () => {}; ${source.replace(/^const _.*$/m, "")}`,
  );
  const got: [string, string][] = JSON.parse(printed);
  const closed = got.slice(0, WAYS.length).filter(([, what]) =>
    what !== canary.secret && what !== "visited"
  );
  assertEquals(closed, []);
});
