/**
 * Programs that spoil their realm.
 *
 * @module
 */
import type { Attack } from "./_guest.ts";

const FORGED =
  "({ type: 'failed', reason: 'forged', run: 99, status: 'ok', value: '\"forged\"', broken: true })";

/** Changes to everything that the engine's part of the realm might use, with the statuses of later runs. */
export const SPOILT: readonly Attack[] = [
  {
    name: "an inherited toJSON",
    code: `Object.prototype.toJSON = () => ${FORGED};`,
  },
  {
    name: "a toJSON that throws",
    code: "Object.prototype.toJSON = () => { throw 1; };",
  },
  {
    name: "a toJSON that returns nothing",
    code: "Object.prototype.toJSON = () => undefined;",
  },
  {
    name: "a toJSON of strings and numbers",
    code:
      `for (const one of [String, Number, Boolean, BigInt]) one.prototype.toJSON = () => ${FORGED};`,
  },
  {
    name: "instanceof Promise is always true",
    code:
      "Object.defineProperty(Promise, Symbol.hasInstance, { value: () => true });",
  },
  {
    name: "instanceof Promise throws",
    code:
      "Object.defineProperty(Promise, Symbol.hasInstance, { value: () => { throw 1; } });",
  },
  {
    name: "promises whose constructor throws",
    code:
      "Object.defineProperty(Promise.prototype, 'constructor', { get() { throw 1; } });",
  },
  {
    name: "promises whose species never ends",
    code:
      "Promise.prototype.constructor = { [Symbol.species]: function () { for (;;); } };",
    ends: ["ok", "error", "timeout"],
  },
  {
    name: "promises with an invalid species",
    code:
      "Promise.prototype.constructor = { [Symbol.species]: function (take) { take(() => {}, () => {}); } };",
  },
  {
    name: "an inherited then",
    code: "Object.prototype.then = (take) => take({ value: 'forged' });",
    ends: ["error", "ok", "timeout"],
  },
  {
    name: "a then that throws",
    code:
      "Object.defineProperty(Object.prototype, 'then', { get() { throw 1; } });",
  },
  {
    name: "instanceof Error is always true",
    code:
      "Object.defineProperty(Error, Symbol.hasInstance, { value: () => true });",
  },
  {
    name: "instanceof Error throws",
    code:
      "Object.defineProperty(Error, Symbol.hasInstance, { value: () => { throw 1; } });",
  },
  {
    name: "instanceof Error never ends",
    code:
      "Object.defineProperty(Error, Symbol.hasInstance, { value: () => { for (;;); } });",
    ends: ["ok", "error", "timeout"],
  },
  {
    name: "errors whose name, message and stack never end",
    code:
      "for (const name of ['name', 'message', 'stack']) Object.defineProperty(Error.prototype, name, { get() { for (;;); }, set() {}, configurable: true });",
    ends: ["ok", "error", "timeout"],
  },
  {
    name: "patterns and strings whose methods throw",
    code:
      "for (const type of [RegExp, String, Array, Map, Set, Date]) for (const name of Reflect.ownKeys(type.prototype)) try { if (name !== 'constructor') type.prototype[name] = () => { throw 1; }; } catch {}",
  },
  {
    name: "symbols by which strings are split and replaced",
    code:
      "for (const name of ['split', 'replace', 'match', 'search', 'iterator', 'toPrimitive']) try { Object.prototype[Symbol[name]] = String.prototype[Symbol[name]] = () => { throw 1; }; } catch {}",
  },
  {
    name: "setters for every index",
    code:
      "for (let i = 0; i < 50; i++) Object.defineProperty(Array.prototype, i, { get() { return 'forged'; }, set() { throw i; }, configurable: true });",
  },
  {
    name: "setters for the names of the protocol",
    code:
      "for (const name of ['status', 'value', 'text', 'error', 'repr', 'tooLarge', 'line', 'settled', 'failed', 'next', 'due', 'get', 'writable']) Object.defineProperty(Object.prototype, name, { get() { return 'forged'; }, set() { throw 1; }, configurable: true });",
    ends: ["error", "ok", "timeout"],
  },
  {
    name: "every global of the language is gone",
    code:
      "for (const name of Reflect.ownKeys(globalThis)) try { delete globalThis[name]; } catch {}",
  },
  {
    name: "a frozen realm",
    code:
      "for (const name of Reflect.ownKeys(globalThis)) { const one = globalThis[name]; try { Object.freeze(one); Object.freeze(one.prototype); } catch {} } Object.freeze(globalThis);",
  },
  {
    name: "a global object without a prototype",
    code: "Object.setPrototypeOf(globalThis, null);",
  },
];

/** Values that block every attempt to read them; the value fails, and the sandbox stays open. */
export const LAST: readonly Attack[] = [
  { name: "a getter", code: "({ get a() { for (;;); } })" },
  { name: "a trap", code: "new Proxy([], { get() { for (;;); } })" },
  {
    name: "a chain of prototypes",
    code:
      "{ const p = new Proxy({}, { getPrototypeOf() { return new Proxy({}, this); } }); p }",
    ends: ["ok", "timeout"],
  },
  {
    name: "an asynchronous iterator",
    code: "(async function* () { for (;;) yield 1; })()",
    ends: ["ok"],
  },
  {
    name: "a generator whose return never ends",
    code: "(function* () { try { yield 1; } finally { for (;;); } })()",
    ends: ["ok"],
  },
  {
    name: "a promise for a value with such a getter",
    code: "Promise.resolve({ get a() { for (;;); } })",
  },
  {
    name: "an error thrown with such a message",
    code:
      "throw Object.defineProperty(new Error(), 'message', { get() { for (;;); } })",
  },
  {
    name: "a promise that a timer rejects with such an error",
    code:
      "new Promise((_, reject) => setTimeout(() => reject(Object.defineProperty(new Error(), 'stack', { get() { for (;;); } }))))",
  },
  {
    name: "an array that grows while it is read",
    code:
      "{ const a = [1]; Object.defineProperty(a, 0, { get() { a.push(1); return 1; }, enumerable: true }); for (let i = 1; i < 10; i++) Object.defineProperty(a, i, { get() { a.length += 1e6; return 1; } }); a }",
    ends: ["ok", "output", "timeout"],
  },
  {
    name: "bytes that are detached while they are read",
    code:
      "{ const b = new Uint8Array(1e5); ({ b: [{ get a() { b.buffer.transfer?.(); return 1; } }, b] }) }",
    ends: ["ok"],
  },
  {
    name: "bytes that shrink while they are read",
    code:
      "{ const buffer = new ArrayBuffer(1e5, { maxByteLength: 1e5 }); const b = new Uint8Array(buffer); ({ a: [{ get a() { buffer.resize?.(1); return 1; } }, b, new DataView(buffer)] }) }",
    ends: ["ok"],
  },
  {
    name: "typed arrays that lie about their length",
    code:
      "{ const b = new Uint8Array(3); Object.defineProperty(b, 'length', { value: 2 ** 40 }); Object.defineProperty(b, 'constructor', { get() { for (;;); } }); [b, Object.setPrototypeOf(new Int16Array(3), null)] }",
    ends: ["ok"],
  },
];
