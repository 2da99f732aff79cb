import { assertEquals } from "@std/assert";
import { run } from "../../mod.ts";

// Emscripten's table of functions is not filled when Python starts; see engines/pyodide/interpreter.js.
Deno.test("Python finds the functions of its own program by name, and is called back by them", async () => {
  const result = await run(
    `
import ctypes
program = ctypes.CDLL(None)
numbers = (ctypes.c_int * 4)(3, 1, 4, 2)
pointer = ctypes.POINTER(ctypes.c_int)
compare = ctypes.CFUNCTYPE(ctypes.c_int, pointer, pointer)(lambda a, b: a[0] - b[0])
program.qsort(numbers, 4, 4, compare)
[program.strlen(b"abc"), list(numbers), ctypes.pythonapi.Py_IsInitialized()]
`,
    { language: "python" },
  );
  assertEquals(result.status === "ok" && result.value, [3, [1, 2, 3, 4], 1]);
});
