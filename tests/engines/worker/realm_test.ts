import { assertEquals } from "@std/assert";
import {
  linkWorker,
  toBlobUrl,
  type WorkerModule,
} from "../../../engines/worker/link.ts";
import { SHARED_MODULES } from "../../../engines/worker/shared_modules.ts";

/** The globals of the runtime that remain beside the language; each addition states its use here. */
const LEFT = [
  "TextDecoder", // the glue: output, messages
  "TextEncoder",
  "dispatchEvent", // catches the runtime's events about unhandled rejections
];

/** Evaluates code in a worker with the realm's functions, and returns what the worker posts. */
async function ask(code: string): Promise<unknown> {
  const module: WorkerModule = {
    source: `import { post } from "../worker/originals.js";
import { remaining, strip } from "../worker/realm.js";
${code}`,
    imports: SHARED_MODULES,
  };
  const worker = new Worker(linkWorker(module, toBlobUrl), { type: "module" });
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

/** The names of the language's globals, taken from a fresh context. */
async function languageGlobals(): Promise<Set<string>> {
  const { createContext, runInContext } = await import("node:vm");
  const names = runInContext(
    "Object.getOwnPropertyNames(globalThis)",
    createContext(),
  );
  const language = new Set<string>(names);
  // V8 puts it there, but it is not part of the language.
  language.delete(BLANK);
  return language;
}

Deno.test("strip() leaves only the language and the listed names", async () => {
  const language = await languageGlobals();
  const left = await ask("strip([]); post(remaining());");
  // `remaining` returns an array of strings.
  const names = (left as string[]).filter((name) =>
    !language.has(name) && name !== BLANK
  );
  assertEquals(names.filter((name) => !name.startsWith("Symbol(")), LEFT);
});

/** It returns when it is deleted, so it is set to undefined. */
const BLANK = "queueMicrotask";

/** What a stripped global object inherits: the parts that events of the runtime and of message ports need. */
const INHERITED = [
  "Object: __defineGetter__, __defineSetter__, __lookupGetter__, __lookupSetter__, __proto__, constructor, hasOwnProperty, isPrototypeOf, propertyIsEnumerable, toJSON, toLocaleString, toString, valueOf",
  "EventTarget: Symbol(Deno.privateCustomInspect), Symbol(Symbol.toStringTag), addEventListener, constructor, dispatchEvent, getParent, removeEventListener",
];

/** Lists the properties of each prototype of the global object, from the farthest. */
const LIST_INHERITED = `
const list = [];
for (let object = Object.getPrototypeOf(globalThis); object !== null; object = Object.getPrototypeOf(object)) {
  const names = Reflect.ownKeys(object).filter((name) => object === EventTarget_ || object === Object.prototype || object[name] !== undefined).map(String).sort();
  if (names.length > 0) list.unshift((object === EventTarget_ ? "EventTarget" : object === Object.prototype ? "Object" : "more") + ": " + names.join(", "));
}
post(list);`;

Deno.test("strip() leaves only the listed properties to inherit", async () => {
  const list = await ask(
    `const EventTarget_ = EventTarget.prototype; strip([]);${LIST_INHERITED}`,
  );
  assertEquals(list, INHERITED);
});

Deno.test("control: without strip() more is inherited", async () => {
  const list = await ask(
    `const EventTarget_ = EventTarget.prototype;${LIST_INHERITED}`,
  );
  assertEquals((list as string[]).some((one) => one.includes("more")), true);
});

Deno.test("strip() fails if a name of the runtime cannot be removed", async () => {
  const said = await ask(
    `Object.defineProperty(globalThis, "fetch", { value: fetch, writable: false, configurable: false });
try { strip([]); post("stripped"); } catch (error) { post(error.message); }`,
  );
  assertEquals(said, "The worker's realm still has fetch");
});

Deno.test("strip() removes globals that return when they are deleted", async () => {
  const said = await ask(
    `strip([]); post([typeof queueMicrotask, typeof globalThis.queueMicrotask]);`,
  );
  assertEquals(said, ["undefined", "undefined"]);
});

Deno.test("control: without strip() the runtime is reachable", async () => {
  const left = await ask("post(remaining());");
  const names = new Set(left as string[]);
  for (const name of ["fetch", "Worker", "navigator", "BroadcastChannel"]) {
    assertEquals(names.has(name), true, name);
  }
});

Deno.test("strip() blocks every way to run code from strings", async () => {
  const refusals = await ask(`
const ways = {
  Function: () => Function("return 1")(),
  constructor: () => (() => {}).constructor("return 1")(),
  async: () => (async () => {}).constructor("return 1")(),
  generator: () => (function* () {}).constructor("return 1")(),
  asyncGenerator: () => (async function* () {}).constructor("return 1")(),
  eval: () => globalThis.eval("1"),
};
strip([]);
post(Object.entries(ways).map(([name, way]) => {
  try { way(); return name + " works"; } catch (error) { return name; }
}).join());`);
  assertEquals(
    refusals,
    "Function,constructor,async,generator,asyncGenerator,eval",
  );
});

Deno.test("prepareImportDenial() refuses imports of every kind", async () => {
  const refusals = await ask(`
import { prepareImportDenial } from "../worker/realm.js";
const deny = await prepareImportDenial();
deny();
const outcomes = [];
for (const name of ["node:fs", "npm:amaro@1.2.1", "data:text/javascript,1", "file:///etc/passwd"]) {
  outcomes.push(await import(name).then(() => name + " works", (error) => error.name));
}
post(outcomes.join());`);
  assertEquals(refusals, "TypeError,TypeError,TypeError,TypeError");
});

Deno.test("control: without denial a built-in module can be imported", async () => {
  const outcome = await ask(
    `globalThis.Deno = {}; post(await import("data:text/javascript,export default 7").then((m) => m.default));`,
  );
  assertEquals(outcome, 7);
});
