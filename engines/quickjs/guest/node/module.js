// `module`.

export function make({ loader, builtins }) {
  const { Module } = loader;
  const names = builtins().filter((name) => !name.startsWith("internal/"));
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
      isBuiltin: (name) => names.includes(`${name}`.replace(/^node:/, "")),
      createRequire: (from) => loader.requireOf(toPath(from)),
      findPackageJSON: () => undefined,
      syncBuiltinESMExports() {},
    }),
  };
}
