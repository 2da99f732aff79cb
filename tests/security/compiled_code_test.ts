import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import type { RunResult } from "../../mod.ts";
import { controls } from "../level.ts";
import { type Attack, Guest, ISOLATIONS, tryEach } from "./_guest.ts";
import { type Gap, Weakened } from "./_without.ts";

const MiB = 2 ** 20;

/** Assembles a WebAssembly library for dlopen() with any imports. */
const ASSEMBLER = `import ctypes
def number(n):
    out = b""
    while n > 127: out, n = out + bytes([n & 127 | 128]), n >> 7
    return out + bytes([n])
def name(text): return number(len(text)) + text.encode()
def vector(items): return number(len(items)) + b"".join(items)
def section(kind, body): return bytes([kind]) + number(len(body)) + body
INT, EXTERN = 0x7f, 0x6f
def library(types, imports, functions, more=b""):
    import_names = [name("env") + name("memory") + b"\\2\\0\\1", *(name("env") + name(one) + b"\\0" + number(kind) for one, kind in imports)]
    return (
        b"\\0asm\\1\\0\\0\\0" + section(0, name("dylink.0") + b"\\1\\4\\0\\0\\0\\0")
        + section(1, vector([b"\\x60" + vector([bytes([p]) for p in takes]) + vector([bytes([r]) for r in gives]) for takes, gives in types]))
        + section(2, vector(import_names))
        + section(3, vector([number(kind) for _, kind, _ in functions]))
        + section(7, vector([name(one) + b"\\0" + number(len(imports) + i) for i, (one, _, _) in enumerate(functions)]))
        + section(10, vector([number(len(body) + 2) + b"\\0" + body + b"\\x0b" for _, _, body in functions]))
    )
def load(code):
    with open("guest.so", "wb") as file: file.write(code)
    return ctypes.PyDLL("./guest.so")
`;

/** Guest code that the engine would compile. A run that ends well shows that it did. */
const COMPILED: readonly Attack[] = [
  {
    name: "a library that imports any object of the engine",
    code: `${ASSEMBLER}
it = load(library(
    [([INT], [EXTERN]), ([EXTERN], [INT]), ([INT], [INT])],
    [("_hiwire_get", 0), ("JsProxy_create", 1)],
    [("take", 2, b"\\x20\\0\\x10\\0\\x10\\1")],
))
it.take.restype = ctypes.py_object
str(it.take(5).public_api.version)`,
  },
  {
    name: "a library that grows memory past its limit",
    code: `${ASSEMBLER}
it = load(library([([INT], [INT])], [], [("grow", 0, b"\\x20\\0\\x40\\0\\x41\\x7f\\x46")]))
["refused" if it.grow(3200) else "grown"]`,
  },
];

/** JavaScript as text, against which there are two walls: no function passes it on, and no function compiles it. */
const AS_TEXT: readonly Attack[] = [
  "emscripten_run_script_int",
  "emscripten_run_script",
].map((name) => ({
  name,
  code: `import ctypes
ctypes.CDLL(None).${name}(b"globalThis.escaped = 42")`,
}));

const LIMITS = { memoryBytes: 128 * MiB };

for (const isolation of ISOLATIONS) {
  Deno.test(`no WebAssembly of a guest is compiled (${isolation})`, async (t) => {
    await using guest = new Guest({ isolation, limits: LIMITS });
    await tryEach(t, COMPILED, async ({ code }) => {
      const result = await guest.run(code, {
        limits: { timeoutMs: 20_000 },
      });
      assert(result.status === "error", Deno.inspect(result));
      assertEquals(result.error.name, "OSError");
      await guest.assertInnocent();
    });
    await tryEach(t, AS_TEXT, async ({ code }) => {
      const result = await guest.run(code, {
        limits: { timeoutMs: 20_000 },
      });
      assert(result.status === "ok", Deno.inspect(result));
      assertEquals(result.value, 0);
      await guest.assertInnocent();
    });
  });
}

/** The plain engine, with the imports of its functions complete. */
const WHOLE_IMPORTS: readonly Gap[] = [{
  file: "engines/pyodide/interpreter.js",
  wall: "refuseCode(imports);",
}];

for (const isolation of ISOLATIONS) {
  controls.test(`control: the plain engine compiles the guest's code (${isolation})`, async (t) => {
    await using weakened = await Weakened.make(WHOLE_IMPORTS);
    const run = async (code: string): Promise<RunResult> => {
      await using sandbox = await weakened.library.createSandbox({
        isolation,
        limits: LIMITS,
      });
      return await sandbox.run(code, { limits: { timeoutMs: 20_000 } });
    };
    const [taking, growing] = COMPILED;
    await t.step("it takes the engine's objects", async () => {
      const result = await run(taking?.code ?? "");
      assert(result.status === "ok", Deno.inspect(result));
      assertEquals(result.value, "314.0.7");
    });
    await t.step(
      "it grows memory, up to the limit that V8 enforces in a process",
      async () => {
        const result = await run(growing?.code ?? "");
        if (isolation === "process") {
          assert(result.status === "ok", Deno.inspect(result));
          assertEquals(result.value, ["refused"]);
        } else {
          const { peakMemoryBytes = 0 } = result.usage;
          assert(peakMemoryBytes > LIMITS.memoryBytes, `${peakMemoryBytes}`);
        }
      },
    );
    await t.step("it passes text to eval, which is missing", async () => {
      const result = await run(AS_TEXT[0]?.code ?? "");
      assert(result.status === "crashed", Deno.inspect(result));
      assert(result.reason.includes("eval is not defined"), result.reason);
    });
  });
}
