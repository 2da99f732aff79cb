/**
 * For what packages are chosen: the Python of an engine and what it has built in.
 *
 * @module
 */
import type { EngineName } from "../../core/languages.ts";
import { PACKAGES } from "../../engines/cpython/packages.ts";
import { packagesFailure } from "./failures.ts";

/** The Python of an engine. */
export interface Target {
  readonly engine: EngineName;
  /** The version of Python. A test compares it, and what markers compare, with the engine. */
  readonly version: string;
  /** The version of Python 3: 14 for 3.14. */
  readonly minor: number;
  /** The platform of its wheels with compiled code, if it can have any. */
  readonly wheelPlatform?: string;
  /** The value of `sys.platform`. */
  readonly platform: string;
  /** The versions of the packages that are built in, by normalized name. */
  readonly builtIn: ReadonlyMap<string, string>;
}

const NONE: ReadonlyMap<string, string> = new Map();
const TARGETS: Readonly<Partial<Record<EngineName, Target>>> = {
  pyodide: {
    engine: "pyodide",
    version: "3.14.2",
    minor: 14,
    wheelPlatform: "pyemscripten_2026_0_wasm32",
    platform: "emscripten",
    builtIn: NONE,
  },
  cpython: {
    engine: "cpython",
    version: "3.15.0",
    minor: 15,
    platform: "wasi",
    builtIn: new Map(
      Object.entries(PACKAGES).map(([name, [version]]) => [name, version]),
    ),
  },
};

/**
 * The Python of an engine.
 *
 * @param engine The engine
 * @returns Its Python
 * @throws {SandboxError} If it has none
 */
export function targetOf(engine: EngineName): Target {
  const target = TARGETS[engine];
  if (target === undefined) {
    throw packagesFailure(`${engine} has none: they are for Python`);
  }
  return target;
}
