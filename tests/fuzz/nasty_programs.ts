/**
 * Random programs, built of hostile and unusual fragments.
 *
 * @module
 */
import fc from "fast-check";
import type { Language } from "../../mod.ts";

/** The parts of programs in one language. */
interface Grammar {
  /** Statements, of one or more lines. */
  readonly fragments: readonly string[];
  /** Code around statements: `…` is their place. */
  readonly wrappers: readonly string[];
}

const PYTHON: Grammar = {
  fragments: [
    "x = 1",
    "x",
    "x = [x] if 'x' in globals() else []",
    "None",
    "{'a': object(), '__proto__': 1}",
    "{1: float('nan'), 'b': 2 ** 70}",
    "(1, b'\\xff', {frozenset()}, -0.0)",
    "'\\ud800\\0\\x1b[2J\\u202e'",
    "x = 'a' * 10**7",
    "[0] * 10**9",
    "10 ** 10 ** 6",
    "print('\\ud800', '\\0', '\\x1b]0;x\\x07')",
    "print('y' * 100_000)",
    "for i in range(3000): print(i)",
    "print({'type': 'done', 'run': 1})",
    "import sys; sys.stderr.write('e' * 9000)",
    "import sys; sys.stdout = None",
    "import sys; sys.stdout.close()",
    "import sys; sys.stdin = sys.stderr = 5",
    "import os; os.close(1)",
    "import os; os.dup2(2, 1)",
    "import os; os._exit(1)",
    "import os; os.abort()",
    "import sys; sys.exit('\\ud800')",
    "exit(2)",
    "input()",
    "import sys; sys.stdin.read()",
    "1 / 0",
    "raise ValueError('\\ud800', object())",
    "raise KeyboardInterrupt",
    "raise BaseException(1)",
    "raise GeneratorExit",
    "raise StopIteration(2)",
    "raise MemoryError",
    "raise type('\\ud800', (Exception,), {})",
    "raise ExceptionGroup('g', [ValueError(1)])",
    "def f_(): return f_()",
    "f_()",
    "while True: pass",
    "import time; time.sleep(9)",
    "import asyncio; await asyncio.sleep(0)",
    "import asyncio; await asyncio.sleep(9)",
    "import asyncio; asyncio.ensure_future(asyncio.sleep(9))",
    "import asyncio; asyncio.get_event_loop().stop()",
    "import asyncio; asyncio.get_event_loop().call_soon(exit)",
    "import asyncio; asyncio.current_task().cancel()",
    "import signal; signal.signal(2, signal.SIG_IGN)",
    "import signal; signal.raise_signal(2)",
    "import sys; sys.settrace(lambda *_: 1 / 0)",
    "import sys; sys.setprofile(lambda *_: 1 / 0)",
    "import sys; sys.addaudithook(lambda *_: 1 / 0)",
    "import sys; sys.excepthook = sys.displayhook = None",
    "import sys; sys.setrecursionlimit(50)",
    "import sys; sys.modules.clear()",
    "import sys; sys.path = sys.meta_path = None",
    "import builtins; builtins.len = builtins.print = None",
    "import builtins; builtins.__import__ = None",
    "import builtins; builtins.BaseException = int",
    "globals().clear()",
    "__name__ = __builtins__ = None",
    "import gc; gc.set_threshold(1); gc.collect()",
    "import json; json.dumps = json.loads = None",
    "import traceback; traceback.format_exception = None",
    "import linecache; linecache.getline = exit",
    "class A_:\n    def __repr__(self): raise SystemExit(1)\n    __str__ = __hash__ = __repr__",
    "A_()",
    "raise A_()",
    "class B_(Exception):\n    def __str__(self): while_()\n    def __getattribute__(self, _): raise KeyboardInterrupt",
    "raise B_()",
    "class D_:\n    def __del__(self):\n        while True: pass",
    "D_()",
    "exec('x = 1\\ny', {})",
    "eval('(' * 300)",
    "compile('-' * 9000 + '1', 'x', 'eval')",
    "x +",
    "return 5",
    "yield 1",
    "import js",
    "import pyodide_js",
    "from pyodide.ffi import to_js; to_js([]).constructor.constructor('return 1')()",
    "import ctypes; ctypes.memset(0, 255, 10**6)",
    "open('/dev/full', 'w').write('x')",
    "open('\\0')",
    "import datetime; datetime.datetime.max",
  ],
  wrappers: [
    "try:\n    …\nexcept BaseException: pass",
    "try:\n    …\nexcept BaseException as e_: raise e_ from None",
    "try:\n    …\nfinally: print('end')",
    "try:\n    …\nfinally:\n    while True: pass",
    "for _ in range(3):\n    …",
    "while True:\n    …",
    "def g_():\n    …\ng_()",
    "async def h_():\n    …\nawait h_()",
    "async def h_():\n    …\nimport asyncio; asyncio.ensure_future(h_())",
    "class C_:\n    …",
    "def k_():\n    …\n    yield\nlist(k_())",
    "with open('f_', 'w') as x:\n    …",
  ],
};

const JAVASCRIPT: Grammar = {
  fragments: [
    "var x = 1;",
    "x;",
    "undefined;",
    "({ a: () => 1, ['__proto__']: 1, then: 2 });",
    "[, NaN, -0, 2n ** 70n, new Date(NaN)];",
    "[new Map([[1, 2]]), new Set([new Uint8Array(3)])];",
    "'\\ud800\\0\\x1b[2J\\u202e';",
    "x = 'a'.repeat(1e7);",
    "new Array(2 ** 32 - 1).fill(1);",
    "new Array(4e9);",
    "7n ** 3000000n;",
    "console.log('\\ud800', '\\0', '\\x1b]0;x\\x07');",
    "console.log('y'.repeat(1e5));",
    "for (let i = 0; i < 3000; i++) console.log(i);",
    "console.log(JSON.stringify({ type: 'done', run: 1 }));",
    "console.error({ get a() { throw 1; } });",
    "console.log(new Proxy({}, { get() { for (;;); } }));",
    "console = null;",
    "console.log = console.error = 5;",
    "readline();",
    "readline({ toString() { throw 1; } });",
    "null.x;",
    "throw null;",
    "throw { get message() { throw 1; }, get stack() { for (;;); } };",
    "throw new Error('\\ud800\\0');",
    "throw new AggregateError([1, new Error('x')]);",
    "{ const e_ = new Error('x'); e_.stack = e_; throw e_; }",
    "{ const e_ = new Error('x'); e_.cause = e_; throw e_; }",
    "Error.prepareStackTrace = () => { throw 1; };",
    "Object.defineProperty(Error.prototype, 'name', { get() { throw 1; } });",
    "function f_() { return 1 + f_(); }",
    "f_();",
    "for (;;);",
    "await null;",
    "await new Promise(() => {});",
    "await new Promise((r) => setTimeout(r, 5));",
    "await { then(r) { r({ then() { throw 1; } }); } };",
    "Promise.reject(new Error('unhandled'));",
    "Promise.resolve().then(function again() { Promise.resolve().then(again); });",
    "setTimeout(() => { throw new Error('late'); }, 1);",
    "setTimeout(() => { for (;;); }, 0);",
    "setTimeout('x', {});",
    "setTimeout(function again() { setTimeout(again); });",
    "clearTimeout({ valueOf() { throw 1; } });",
    "Promise.prototype.then = null;",
    "Promise = null;",
    "Object.prototype.then = function () { throw 1; };",
    "Object.prototype.toJSON = () => { throw 1; };",
    "Object.defineProperty(Object.prototype, 'value', { set() { throw 1; } });",
    "Array.prototype[Symbol.iterator] = null;",
    "Array.prototype.push = Array.prototype.map = null;",
    "Object.setPrototypeOf(Array.prototype, new Proxy({}, { get() { throw 1; } }));",
    "Function.prototype.call = Function.prototype.apply = null;",
    "JSON.stringify = JSON.parse = null;",
    "String.prototype.charCodeAt = RegExp.prototype.exec = null;",
    "Object.freeze(globalThis);",
    "for (const key of Reflect.ownKeys(globalThis)) try { delete globalThis[key]; } catch {}",
    "eval('['.repeat(3000));",
    "eval('x +');",
    "new Function('return this')().x = 2;",
    "(async () => {}).constructor('await 1')();",
    "JSON.parse('['.repeat(1e5));",
    "/(a+)+$/.test('a'.repeat(40) + 'b');",
    "[].includes.call({ length: 2 ** 53 - 1 }, 1);",
    "{ let p = {}; for (let i = 0; i < 2e4; i++) p = new Proxy(p, {}); x = p; }",
    "{ let a = []; for (let i = 0; i < 2e4; i++) a = [a]; x = a; }",
    "{ let b = () => 1; for (let i = 0; i < 2e4; i++) b = b.bind(); x = b; }",
    "x = []; x.push(x);",
    "{ const a = []; for (;;) a.push(new Uint8Array(1e5)); }",
    "new SharedArrayBuffer(8);",
    "Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0, 50);",
    "import('fs');",
    "import.meta;",
    "let x = ;",
    "return 5;",
    "yield 1;",
    "crypto.getRandomValues(new Float32Array(2));",
    "structuredClone?.(x);",
    "new (class extends Array { constructor() { super(); throw this; } })();",
    "WeakRef && new FinalizationRegistry(() => { for (;;); }).register({}, 1);",
  ],
  wrappers: [
    "try {\n…\n} catch {}",
    "try {\n…\n} catch (e_) { throw { e_ }; }",
    "try {\n…\n} finally { console.log('end'); }",
    "try {\n…\n} finally { for (;;); }",
    "for (let i = 0; i < 3; i++) {\n…\n}",
    "for (;;) {\n…\n}",
    "(function () {\n…\n})();",
    "await (async () => {\n…\n})();",
    "(async () => {\n…\n})();",
    "setTimeout(async () => {\n…\n}, 0);",
    "[...(function* () {\n…\n})()];",
    "({ get a() {\n…\n} });",
    "({ then() {\n…\n} });",
    "new Proxy({}, { ownKeys() {\n…\nreturn []; } });",
    "class C_ { static {\n…\n} }",
  ],
};

const TYPESCRIPT: Grammar = {
  fragments: [
    ...JAVASCRIPT.fragments,
    "interface I_ { a: string }",
    "let y: number = 'x' as any;",
    "enum E_ { A }",
    "namespace N_ { export const a = 1; }",
    "declare const z: never;",
    "type T_<A> = A extends [infer B, ...infer C] ? T_<C> : never;",
    "class P_ { constructor(private a = 1) {} }",
    "let y: = 5;",
    "x!; x satisfies unknown; <any>x;",
    "function over(a: string): void; function over(a: any) {}",
    "import type { A } from 'a';",
    "export {};",
    "@decorated class Q_ {}",
    "let y: {".repeat(3_000),
  ],
  wrappers: [
    ...JAVASCRIPT.wrappers,
    "function g_<T>(this: any, a?: T): a is T & {} {\n…\nreturn true; }\ng_(1);",
    "abstract class C_<in out T> { declare a: T; static {\n…\n} }",
  ],
};

const GRAMMARS: Readonly<Record<Language, Grammar>> = {
  python: PYTHON,
  javascript: JAVASCRIPT,
  typescript: TYPESCRIPT,
};

/** A program, or a part of one. */
type Block = readonly string[];

/**
 * Programs in a language, from one statement to some dozen.
 *
 * @param language The language
 * @returns An arbitrary
 */
export function nastyProgram(language: Language): fc.Arbitrary<string> {
  const { fragments, wrappers } = GRAMMARS[language];
  const { block } = fc.letrec<{ block: Block; statement: Block }>((tie) => ({
    statement: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      { weight: 3, arbitrary: fc.constantFrom(...fragments).map(toLines) },
      {
        weight: 1,
        arbitrary: fc.tuple(fc.constantFrom(...wrappers), tie("block"))
          .map(([wrapper, inner]) => wrap(wrapper, inner)),
      },
    ),
    block: fc.array(tie("statement"), { minLength: 1, maxLength: 4 })
      .map((statements) => statements.flat()),
  }));
  return block.map((lines) => lines.join("\n"));
}

function toLines(code: string): Block {
  return code.split("\n");
}

/** Puts statements in place of `…`, with its indentation. */
function wrap(wrapper: string, inner: Block): Block {
  return toLines(wrapper).flatMap((line) => {
    const at = line.indexOf("…");
    if (at < 0) return [line];
    return inner.map((one) => `${line.slice(0, at)}${one}`);
  });
}
