/**
 * The versions of the peers' npm packages. Sandglass's own packages are in `deno.json`.
 *
 * @module
 */

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

/** Node's version, installed from the npm package with its program for this platform. */
export const NODE_VERSION = "26.10.0";
