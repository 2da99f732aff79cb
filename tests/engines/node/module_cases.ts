/** Programs of several files, with what Node prints for them. */

/** A program, by its main file, with the files beside it. */
export interface ProgramCase {
  readonly name: string;
  /** The main file; its extension says what it is. */
  readonly filename: string;
  readonly code: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** What it prints. */
  readonly stdout: string;
  /** A part of the error's message, if it fails. */
  readonly error?: string;
}

/** Modules of all kinds. */
export const moduleCases: readonly ProgramCase[] = [
  {
    name: "CommonJS: exports, __filename, require.main, cache",
    filename: "main.js",
    files: {
      "lib/counter.js":
        "let n = 0; exports.inc = () => ++n; exports.isMain = require.main === module; exports.dir = __dirname.endsWith('lib');",
      "lib/index.js": "module.exports = class Named {};",
    },
    code: `
const one = require("./lib/counter");
const two = require("./lib/counter.js");
const Named = require("./lib");
one.inc(); console.log(two.inc(), one === two, one.isMain, one.dir, Named.name);
console.log(require.main === module, module.exports === exports, this === exports, module.id);
console.log(__filename.endsWith("main.js"), typeof __dirname, arguments.length, new.target === undefined);
console.log(require.resolve("./lib/counter").endsWith("lib/counter.js"), Object.keys(require.cache).length);
console.log(typeof v, globalThis.v); var v = 1;`,
    stdout:
      "2 true false true Named\ntrue true true .\ntrue string 5 true\ntrue 3\nundefined undefined\n",
  },
  {
    name: "CommonJS: circular requires see what is there",
    filename: "main.cjs",
    files: {
      "a.cjs":
        "exports.done = false; const b = require('./b.cjs'); console.log('in a, b.done =', b.done); exports.done = true;",
      "b.cjs":
        "exports.done = false; const a = require('./a.cjs'); console.log('in b, a.done =', a.done); exports.done = true;",
    },
    code:
      `const a = require("./a.cjs"); const b = require("./b.cjs"); console.log(a.done, b.done);`,
    stdout: "in b, a.done = false\nin a, b.done = true\ntrue true\n",
  },
  {
    name: "CommonJS: JSON, return at the top, a failing module",
    filename: "main.js",
    files: {
      "data.json": '{"name":"data","v":[1,2]}',
      "bad.json": "{ bad",
      "throws.js": "console.log('loading'); throw new TypeError('broken');",
    },
    code: `
const data = require("./data.json");
console.log(data.v, data === require("./data"));
for (const name of ["./throws", "./throws", "./bad.json", "./none"]) {
  try { require(name); } catch (error) { console.log(error.name, error.code, error.message.includes("broken")); }
}
return;
console.log("not reached");`,
    stdout:
      "[ 1, 2 ] true\nloading\nTypeError undefined true\nloading\nTypeError undefined true\nSyntaxError undefined false\nError MODULE_NOT_FOUND false\n",
  },
  {
    name: "ES modules: named, default, renamed, live bindings, cycles",
    filename: "main.mjs",
    files: {
      "counter.mjs":
        "export let count = 0; export function inc() { count++; } export { count as now };",
      "even.mjs":
        "import { odd } from './odd.mjs'; export const even = (n) => n === 0 || odd(n - 1);",
      "odd.mjs":
        "import { even } from './even.mjs'; export const odd = (n) => n !== 0 && even(n - 1);",
      "index.mjs":
        "export * from './counter.mjs'; export * as parity from './even.mjs'; export { default as Box } from './box.mjs';",
      "box.mjs": "export default class Box { constructor(v) { this.v = v; } }",
    },
    code: `
console.log(typeof this, hoisted());
import Box, * as box from "./box.mjs";
import { count, inc, parity, Box as Same } from "./index.mjs";
inc(); inc();
console.log(count, parity.even(10), Same === Box, new Box(1), Object.keys(box));
function hoisted() { return count; }
try { count = 3; } catch (error) { console.log(error.name); }`,
    stdout: "undefined 0\n2 true true Box { v: 1 } [ 'default' ]\nTypeError\n",
  },
  {
    name: "ES modules: import.meta, top-level await, dynamic import",
    filename: "main.mjs",
    files: {
      "lib/late.mjs":
        "export default 'late'; export const here = import.meta.url.endsWith('/lib/late.mjs'); export const main = import.meta.main;",
      "lib/wait.mjs":
        "export const value = await new Promise((r) => setTimeout(() => r(7), 1));",
    },
    code: `
const { default: late, here, main } = await import("./lib/late.mjs");
console.log(late, here, main);
const { value } = await import(\`./lib/\${"wait"}.mjs\`);
console.log(value, import.meta.filename.endsWith("main.mjs"), import.meta.dirname === import.meta.filename.slice(0, -9));
console.log(import.meta.resolve("./x.mjs").startsWith("file:///"), import.meta.url.endsWith("main.mjs"));
await import("./none.mjs").catch((error) => console.log(error.code));`,
    stdout: "late true false\n7 true true\ntrue true\nERR_MODULE_NOT_FOUND\n",
  },
  {
    name: "ES modules and CommonJS take each other, and JSON",
    filename: "main.mjs",
    files: {
      "cjs.cjs": "exports.add = (a, b) => a + b; exports.name = 'cjs';",
      "fn.js": "module.exports = function fn() { return 'fn'; };",
      "data.json": '{"a":1}',
    },
    code: `
import cjs, { add } from "./cjs.cjs";
import fn from "./fn.js";
import data from "./data.json" with { type: "json" };
import { createRequire } from "node:module";
import fs, { readFileSync } from "fs";
const require = createRequire(import.meta.url);
console.log(add(1, 2), cjs.name, fn(), data.a, require("./data.json").a, fs.readFileSync === readFileSync);`,
    stdout: "3 cjs fn 1 1 true\n",
  },
  {
    name: "a .js file with export declarations is an ES module",
    filename: "main.js",
    files: { "util.js": "export const double = (n) => n * 2;\n" },
    code: `
import { double } from "./util.js";
export const four = double(2);
export { four as default };
console.log(four, typeof this, import.meta.url.endsWith("main.js"));`,
    stdout: "4 undefined true\n",
  },
  {
    name: "packages in node_modules",
    filename: "main.mjs",
    files: {
      "node_modules/plain/package.json": '{"main":"lib/main.js"}',
      "node_modules/plain/lib/main.js":
        "module.exports = { plain: require('./side') };",
      "node_modules/plain/lib/side.js": "module.exports = 'side';",
      "node_modules/@scope/dual/package.json":
        '{"type":"module","exports":{".":{"import":"./index.js","require":"./index.cjs"},"./sub":"./sub.js"}}',
      "node_modules/@scope/dual/index.js": "export const kind = 'esm';",
      "node_modules/@scope/dual/index.cjs": "exports.kind = 'cjs';",
      "node_modules/@scope/dual/sub.js": "export default 'sub';",
    },
    code: `
import plain from "plain";
import { kind } from "@scope/dual";
import sub from "@scope/dual/sub";
import { createRequire } from "module";
console.log(plain.plain, kind, sub, createRequire(import.meta.url)("@scope/dual").kind);
await import("@scope/dual/hidden").catch((error) => console.log(error.code));
await import("absent").catch((error) => console.log(error.code));`,
    stdout:
      "side esm sub cjs\nERR_PACKAGE_PATH_NOT_EXPORTED\nERR_MODULE_NOT_FOUND\n",
  },
  {
    name: "TypeScript files import each other",
    filename: "main.ts",
    files: {
      "types.ts":
        "export interface Point { x: number; y: number }\nexport type Id = string;",
      "shape.ts":
        "import type { Point } from './types.ts';\nexport enum Kind { A = 'a', B = 'b' }\nexport class Shape { constructor(private at: Point) {} get x(): number { return this.at.x; } }",
      "plain.js": "export const plain = 'js';",
      "old.cts": "export = { value: 1 as number };",
    },
    code: `
import type { Id } from "./types.ts";
import { Kind, Shape } from "./shape.ts";
import { plain } from "./plain.js";
const id: Id = "one";
console.log(id, Kind.B, new Shape({ x: 3, y: 4 }).x, plain, import.meta.main satisfies boolean);`,
    stdout: "one b 3 js true\n",
  },
  {
    name: "TypeScript is named where a JavaScript program imports it",
    filename: "main.mjs",
    files: { "a.ts": "export const a: number = 1;" },
    code: `import "./a.ts";`,
    stdout: "",
    error: "run it as TypeScript (--language typescript)",
  },
  {
    name: "a missing file says which flag gives it",
    filename: "main.mjs",
    code: `import { a } from "./lib/a.mjs";`,
    stdout: "",
    error: "add --file lib/a.mjs:lib/a.mjs",
  },
  {
    name: "a missing extension is named",
    filename: "main.mjs",
    files: { "lib/a.mjs": "export const a = 1;" },
    code: `import { a } from "./lib/a";`,
    stdout: "",
    error: 'Did you mean "./lib/a.mjs"?',
  },
  {
    name: "what comes from registries is refused by name",
    filename: "main.mjs",
    code: `import chalk from "npm:chalk@5";`,
    stdout: "",
    error: "loads no modules from registries",
  },
  {
    name: "modules that need processes, threads or sockets say so on use",
    filename: "main.js",
    code: `
const { execSync } = require("child_process");
const http = require("node:http");
const { Worker, isMainThread } = require("worker_threads");
const zlib = require("zlib"), vm = require("vm"), { AsyncLocalStorage } = require("async_hooks");
console.log(isMainThread, http.STATUS_CODES[404]);
for (const use of [() => execSync("ls"), () => http.createServer(), () => new Worker("x"), () => zlib.gzipSync(""), () => vm.createContext(), () => new AsyncLocalStorage(), () => require("fs").watch("."), () => require("fs").symlinkSync("a", "b"), () => require("crypto").createCipheriv(), () => process.kill(1), () => process.chdir("/")]) {
  try { use(); console.log("no error"); } catch (error) { if (!/(?:sandbox|engine)/.test(error.message)) console.log(error.message); }
}`,
    stdout: "true Not Found\n",
  },
];
