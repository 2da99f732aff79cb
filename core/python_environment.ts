/**
 * What a package or a script can require of an engine for Python: its version and its platform.
 *
 * @module
 */
import type { EngineName } from "./languages.ts";

/** The values that environment markers compare, by their names in PEP 508. */
export type PythonEnvironment = Readonly<Record<string, string>>;

const COMMON = {
  os_name: "posix",
  platform_machine: "wasm32",
  implementation_name: "cpython",
  platform_python_implementation: "CPython",
  extra: "",
};

/** The engines that run Python. A test compares the values with those of the engines. */
const ENVIRONMENTS: Readonly<Partial<Record<EngineName, PythonEnvironment>>> = {
  pyodide: {
    ...COMMON,
    python_version: "3.14",
    python_full_version: "3.14.2",
    sys_platform: "emscripten",
    platform_system: "Emscripten",
  },
  cpython: {
    ...COMMON,
    python_version: "3.15",
    python_full_version: "3.15.0",
    sys_platform: "wasi",
    platform_system: "wasi",
  },
};

/**
 * Returns the environment of an engine.
 *
 * @param engine The engine
 * @returns The values by name; `undefined` if the engine does not run Python
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(pythonEnvironment("cpython")?.python_version, "3.15");
 * assertEquals(pythonEnvironment("quickjs"), undefined);
 * ```
 */
export function pythonEnvironment(
  engine: EngineName,
): PythonEnvironment | undefined {
  return ENVIRONMENTS[engine];
}
