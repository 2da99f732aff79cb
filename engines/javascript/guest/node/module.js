// `module`.

/** @import { NodeParts } from "./node.d.ts" */

/** @param {NodeParts} node */
export function make({ loader, builtins }) {
  const { Module } = loader;
  const names = builtins().filter((name) => !name.startsWith("internal/"));
  /** @param {unknown} from */
  const toPath = (from) => {
    const text = `${from}`;
    return text.startsWith("file://")
      ? decodeURIComponent(text.slice(7))
      : text;
  };
  return {
    module: Object.assign(Module, {
      Module,
      builtinModules: names,
      /** @param {unknown} name */
      isBuiltin: (name) => names.includes(`${name}`.replace(/^node:/, "")),
      /** @param {unknown} from */
      createRequire: (from) => loader.requireOf(toPath(from)),
      findPackageJSON: () => /** @type {undefined} */ (undefined),
      syncBuiltinESMExports() {},
    }),
  };
}
