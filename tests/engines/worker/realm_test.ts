import { assertEquals } from "@std/assert";
import {
  linkWorker,
  SHARED_MODULES,
  toBlobUrl,
  type WorkerModule,
} from "../../../engines/worker/link.ts";

/** The globals of the runtime that remain beside the language; each addition states its use here. */
const LEFT = [
  "TextDecoder", // the glue: output, messages
  "TextEncoder",
  "dispatchEvent", // swallows the runtime's news of unhandled rejections
];

/** Has a worker evaluate code with the realm's functions in reach, and returns what it posts. */
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

/** The names of globals that belong to the language, as a fresh context has them. */
async function languageGlobals(): Promise<Set<string>> {
  const { createContext, runInContext } = await import("node:vm");
  const names = runInContext(
    "Object.getOwnPropertyNames(globalThis)",
    createContext(),
  );
  const language = new Set<string>(names);
  // V8 puts it there, and it is no part of the language.
  language.delete(BLANK);
  return language;
}

Deno.test("strip() leaves the language and what the list says", async () => {
  const language = await languageGlobals();
  const left = await ask("strip([]); post(remaining());");
  // An array of strings, by what `remaining` returns.
  const names = (left as string[]).filter((name) =>
    !language.has(name) && name !== BLANK
  );
  assertEquals(names.filter((name) => !name.startsWith("Symbol(")), LEFT);
});

/** It comes back when it is deleted, so it is made undefined. */
const BLANK = "queueMicrotask";

/** What the global object inherits when it is stripped: what events of the runtime and of message ports take. */
const INHERITED = [
  "Object: __defineGetter__, __defineSetter__, __lookupGetter__, __lookupSetter__, __proto__, constructor, hasOwnProperty, isPrototypeOf, propertyIsEnumerable, toJSON, toLocaleString, toString, valueOf",
  "EventTarget: Symbol(Deno.privateCustomInspect), Symbol(Symbol.toStringTag), addEventListener, constructor, dispatchEvent, getParent, removeEventListener",
];

/** Names what each prototype of the global object has, from the farthest. */
const LIST_INHERITED = `
const list = [];
for (let object = Object.getPrototypeOf(globalThis); object !== null; object = Object.getPrototypeOf(object)) {
  const names = Reflect.ownKeys(object).filter((name) => object === EventTarget_ || object === Object.prototype || object[name] !== undefined).map(String).sort();
  if (names.length > 0) list.unshift((object === EventTarget_ ? "EventTarget" : object === Object.prototype ? "Object" : "more") + ": " + names.join(", "));
}
post(list);`;

Deno.test("strip() leaves nothing to inherit but what the list says", async () => {
  const list = await ask(
    `const EventTarget_ = EventTarget.prototype; strip([]);${LIST_INHERITED}`,
  );
  assertEquals(list, INHERITED);
});

Deno.test("control: without strip() there is more to inherit", async () => {
  const list = await ask(
    `const EventTarget_ = EventTarget.prototype;${LIST_INHERITED}`,
  );
  assertEquals((list as string[]).some((one) => one.includes("more")), true);
});

Deno.test("strip() fails where the runtime has what can be taken away in no way", async () => {
  const said = await ask(
    `Object.defineProperty(globalThis, "fetch", { value: fetch, writable: false, configurable: false });
try { strip([]); post("stripped"); } catch (error) { post(error.message); }`,
  );
  assertEquals(said, "The worker's realm still has fetch");
});

Deno.test("strip() takes away globals that come back when they are deleted", async () => {
  const said = await ask(
    `strip([]); post([typeof queueMicrotask, typeof globalThis.queueMicrotask]);`,
  );
  assertEquals(said, ["undefined", "undefined"]);
});

Deno.test("control: without strip() the runtime is in reach", async () => {
  const left = await ask("post(remaining());");
  const names = new Set(left as string[]);
  for (const name of ["fetch", "Worker", "navigator", "BroadcastChannel"]) {
    assertEquals(names.has(name), true, name);
  }
});

Deno.test("strip() refuses code from strings by every way", async () => {
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
