import { testPythonCodec } from "./python_codec_cases.ts";
import { hasPython, startPyodide, startPython } from "./python_guest.ts";

const isHere = await hasPython();

Deno.test({
  name: isHere
    ? "sandglass_values.py agrees with the host in CPython"
    : "sandglass_values.py in CPython (skipped as there is no python3)",
  ignore: !isHere,
  async fn(t): Promise<void> {
    await using guest = startPython();
    await testPythonCodec(t, { guest, numRuns: 300 });
  },
});

Deno.test("sandglass_values.py agrees with the host in Pyodide", async (t) => {
  await using guest = await startPyodide();
  await testPythonCodec(t, { guest, numRuns: 100 });
});
