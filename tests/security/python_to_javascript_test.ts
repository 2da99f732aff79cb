// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assertEquals } from "@std/assert";
import { atLevel, controls } from "../level.ts";
import { Canary, runFree } from "./_canary.ts";
import {
  assertEnded,
  type Attack,
  Guest,
  ISOLATIONS,
  tryEach,
} from "./_guest.ts";

/** What each way tries to make JavaScript do: read a file with Deno, or with Node. */
const PAYLOAD = `'(globalThis.Deno ?? 0).readTextFileSync("$PATH")'`;
const RETURN = `'return Deno.readTextFileSync("$PATH")'`;

/** Ways from Python to JavaScript. Each ends in an expression that has the secret if the way is open. */
const WAYS: readonly Attack[] = [
  { name: "import js", code: `import js\njs.Deno.readTextFileSync("$PATH")` },
  {
    name: "import js through importlib",
    code:
      `import importlib\nimportlib.import_module("js").Deno.readTextFileSync("$PATH")`,
  },
  {
    name: "import of a submodule of js",
    code: `from js import Deno\nDeno.readTextFileSync("$PATH")`,
  },
  {
    name: "js.eval",
    code: `import js\njs.eval(${PAYLOAD})`,
  },
  {
    name: "pyodide_js",
    code:
      `import pyodide_js\npyodide_js.globals.get("__builtins__")\npyodide_js.runPython.constructor(${RETURN})()`,
  },
  {
    name: "run_js",
    code: `from pyodide.code import run_js\nrun_js(${PAYLOAD})`,
  },
  {
    name: "the constructor of a list's constructor",
    code:
      `from pyodide.ffi import to_js\nto_js([]).constructor.constructor(${RETURN})()`,
  },
  {
    name: "the constructor of a proxy",
    code:
      `from pyodide.ffi import create_proxy\ncreate_proxy(print).constructor.constructor(${RETURN})()`,
  },
  {
    name: "the constructor of a once callable",
    code:
      `from pyodide.ffi import create_once_callable\ncreate_once_callable(print).constructor(${RETURN})()`,
  },
  {
    name: "the constructor of a method",
    code:
      `from pyodide.ffi import to_js\nto_js([]).at.constructor(${RETURN})()`,
  },
  {
    name: "the error of an exception",
    code:
      `from pyodide.ffi import JsException, to_js\ntry: to_js([]).at.call(None)\nexcept JsException as error: it = error\ngetattr(it, "js_error", it).constructor.constructor(${RETURN})()`,
  },
  {
    name: "the constructor of an iterator's next",
    code:
      `from pyodide.ffi import to_js\nto_js([]).entries().next.constructor(${RETURN})()`,
  },
  {
    name: "emscripten_run_script_string",
    code:
      `import ctypes\nrun = ctypes.CDLL(None).emscripten_run_script_string\nrun.restype = ctypes.c_char_p\nrun(b${PAYLOAD}).decode()`,
  },
  {
    name: "a proxy found by the garbage collector",
    code:
      `import gc\nfrom pyodide.ffi import JsProxy\nfound = [one for one in gc.get_objects() if isinstance(one, JsProxy)]\nfound[0].constructor.constructor(${RETURN})()`,
  },
  {
    name: "the object behind the event loop",
    code:
      `import pyodide.webloop as loop\nnext(one for one in vars(loop).values() if type(one).__name__ == "JsProxy").constructor(${RETURN})()`,
  },
  {
    name: "a module of JavaScript that the guest registers",
    code:
      `from pyodide.ffi import register_js_module, to_js\nregister_js_module("way", to_js([]).constructor)\nimport way\nway.constructor(${RETURN})()`,
  },
  {
    name: "a loader found by the garbage collector",
    code:
      `import gc\nit = next(one.jsproxy for one in gc.get_objects() if type(one).__name__ == "JsLoader" and hasattr(one.jsproxy, "runPython"))\nit.runPython.constructor(${RETURN})()`,
  },
  {
    name: "a finder among all subclasses",
    code:
      `import gc\ndef below(kind):\n    for one in type.__subclasses__(kind): yield one; yield from below(one)\nfound = next(one for one in below(object) if one.__name__ == "JsFinder")\nfinder = next(one for one in gc.get_referrers(found) if type(one) is found)\nfinder.jsproxies["js"].Deno.readTextFileSync("$PATH")`,
  },
  {
    name: "a finder that is put back",
    code:
      `import sys\nfrom _pyodide._importhook import jsfinder\nsys.meta_path.append(jsfinder)\nsys.modules.pop("js", None)\nimport js\njs.Deno.readTextFileSync("$PATH")`,
  },
  {
    name: "eval_code",
    code:
      `from _pyodide._base import eval_code\neval_code('import js\\njs.Deno.readTextFileSync("$PATH")', {})`,
  },
  {
    name: "pyodide's core",
    code:
      `import _pyodide_core\n_pyodide_core.create_proxy(print).constructor.constructor(${RETURN})()`,
  },
  {
    name: "a promise that Python waits for",
    code:
      `from pyodide.ffi import run_sync, to_js\ntry: run_sync(to_js([]).constructor.fromAsync(to_js([1])))\nexcept RuntimeError: pass\nto_js([]).constructor.fromAsync.constructor(${RETURN})()`,
  },
  {
    name: "a class that a guest derives",
    code:
      `from pyodide.ffi import to_js\nto_js({}).constructor.getOwnPropertyDescriptor(to_js([]).at, "constructor")\nto_js({}).constructor.getPrototypeOf(to_js([]).at).constructor(${RETURN})()`,
  },
];

Deno.test("no way from Python to JavaScript leads out", async (t) => {
  await using canary = new Canary();
  for (const isolation of ISOLATIONS) {
    await using guest = new Guest({ isolation });
    for (const [{ name, code }, level] of atLevel(WAYS)) {
      await t.step({
        ...level,
        name: `${name} (${isolation})`,
        sanitizeOps: false,
        sanitizeResources: false,
        async fn() {
          const result = await guest.run(canary.fill(code), {
            limits: { timeoutMs: 20_000 },
            repr: true,
          });
          // A run that ended well would have led somewhere.
          assertEnded(result, ["error", "crashed"]);
          canary.assertUntouched(result);
          await guest.assertInnocent();
        },
      });
    }
  }
});

controls.test("control: each way leads out of plain Pyodide", async () => {
  await using canary = new Canary();
  const ways = WAYS.map(({ name, code }) => [name, canary.fill(code)]);
  const printed = await runFree(`
    import { loadPyodide } from "npm:pyodide@314.0.7";
    const pyodide = await loadPyodide();
    pyodide.runPython("import pyodide.webloop as loop, js; loop.way = js.setTimeout");
    const open = [];
    for (const [name, code] of ${JSON.stringify(ways)}) {
      try {
        const value = String(await pyodide.runPythonAsync(code));
        open.push([name, value]);
      } catch (error) { open.push([name, String(error).slice(-300)]); }
    }
    console.log(JSON.stringify(open));
    Deno.exit(0);`);
  const reached: [string, string][] = JSON.parse(printed);
  assertEquals(reached, WAYS.map(({ name }) => [name, canary.secret]));
});

/** What a guest can do to its engine's realm once it has objects of it. */
const TAMPERING: readonly Attack[] = [
  {
    name: "every method of every list",
    code: `from pyodide.ffi import to_js
Array = to_js([]).constructor
for name in dir(Array.prototype):
    try: setattr(Array.prototype, name, None)
    except BaseException: pass
print("x")`,
  },
  {
    name: "properties that every object inherits",
    code: `from pyodide.ffi import to_js
prototype = to_js({}).constructor.prototype
for name in ("type", "run", "status", "value", "fd", "text", "get", "set", "then", "error", "cut"):
    setattr(prototype, name, 1)
print("x")`,
  },
  {
    name: "a frozen prototype",
    code: `from pyodide.ffi import to_js
Object = to_js({}).constructor
for one in (Object.prototype, to_js([]).constructor.prototype): Object.freeze(one)
print("x")`,
  },
];

for (const isolation of ISOLATIONS) {
  Deno.test(`a guest that spoils its worker's realm spoils only its own run (${isolation})`, async (t) => {
    await using canary = new Canary();
    await using other = new Guest({ isolation });
    await using guest = new Guest({ isolation }, true);
    await tryEach(t, TAMPERING, async ({ code }) => {
      const sandbox = await guest.sandbox();
      const result = await sandbox.run(code, {
        limits: { timeoutMs: 500 },
      });
      canary.assertUntouched(result);
      assertEquals(Object.keys(Object.prototype), []);
      await sandbox.close();
      await other.assertInnocent();
    });
  });
}
