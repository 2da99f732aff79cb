/** How imports of packages of npm are resolved. */
import { assertEquals } from "@std/assert";
import { packFiles } from "../../core/packed_files.ts";
import { GuestPackages } from "../../engines/quickjs/guest_packages.js";
import { exportedTarget } from "../../engines/quickjs/package_exports.js";

/** Packs packages, each with the others as its dependencies. */
function packagesOf(
  files: Readonly<Record<string, string | object>>,
): GuestPackages {
  const folders = [
    ...new Set(
      Object.keys(files).map((path) =>
        /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? ""
      ),
    ),
  ];
  const byName = Object.fromEntries(
    folders.map((folder) => [folder.replace(/(?<=.)@.*$/, ""), folder]),
  );
  const packages = Object.fromEntries(
    Object.entries(byName).map(([name, folder]) => [folder, {
      name,
      version: "1.0.0",
      integrity: "sha512-AAAA",
      dependencies: {},
    }]),
  );
  const all = { "packages.json": { roots: byName, packages }, ...files };
  return new GuestPackages(
    packFiles(
      Object.entries(all).map(([path, content]) => ({
        path,
        bytes: new TextEncoder().encode(
          typeof content === "string" ? content : JSON.stringify(content),
        ),
      })),
    ),
  );
}

/** What is found: a path below `/node_modules`, the code of an error, or nothing. */
function resolve(
  packages: GuestPackages,
  specifier: string,
  {
    from = "/work/main.js",
    manner = "import",
  }: { from?: string; manner?: "import" | "require" } = {},
): string | undefined {
  const found = packages.resolve(from, specifier, manner);
  return found?.fault?.code ?? found?.path?.replace("/node_modules/", "");
}

Deno.test("a package without exports has its main file and all others", () => {
  const packages = packagesOf({
    "a@1.0.0/package.json": { main: "./lib" },
    "a@1.0.0/lib/index.js": "",
    "a@1.0.0/more.cjs": "",
    "a@1.0.0/sub/package.json": { main: "deep.js" },
    "a@1.0.0/sub/deep.js": "",
    "@s/b@1.0.0/package.json": {},
    "@s/b@1.0.0/index.mjs": "",
    "none@1.0.0/package.json": "broken",
  });
  const cases = [
    ["a", "a@1.0.0/lib/index.js"],
    ["a/", "a@1.0.0/lib/index.js"],
    ["a/lib", "a@1.0.0/lib/index.js"],
    ["a/more", "a@1.0.0/more.cjs"],
    ["a/sub", "a@1.0.0/sub/deep.js"],
    ["a/package.json", "a@1.0.0/package.json"],
    ["@s/b", "@s/b@1.0.0/index.mjs"],
    ["a/none", "ERR_MODULE_NOT_FOUND"],
    ["none", "ERR_MODULE_NOT_FOUND"],
    ["c", undefined],
    ["@s", undefined],
    ["", undefined],
    ["./a", undefined],
    ["/node_modules/a@1.0.0/more.cjs", "a@1.0.0/more.cjs"],
    ["/node_modules/a@1.0.0/more", undefined],
    ["/node_modules/packages.json", "packages.json"],
  ] as const;
  for (const [specifier, expected] of cases) {
    assertEquals(resolve(packages, specifier), expected, specifier);
  }
});

Deno.test("a file of a package finds its own files, imports and name", () => {
  const packages = packagesOf({
    "a@1.0.0/package.json": {
      exports: "./index.js",
      imports: {
        "#own": "./own.js",
        "#other": "b",
        "#built-in": "fs",
        "#again": "#again",
        "#deep/*": "./deep/*.js",
      },
    },
    "a@1.0.0/index.js": "",
    "a@1.0.0/own.js": "",
    "a@1.0.0/deep/x.js": "",
    "b@1.0.0/index.js": "",
  });
  const from = "/node_modules/a@1.0.0/deep/x.js";
  const cases = [
    ["../own.js", "a@1.0.0/own.js"],
    ["./x", "a@1.0.0/deep/x.js"],
    ["..", "a@1.0.0/index.js"],
    ["a", "a@1.0.0/index.js"],
    ["a/own.js", "ERR_PACKAGE_PATH_NOT_EXPORTED"],
    ["b", "b@1.0.0/index.js"],
    ["#own", "a@1.0.0/own.js"],
    ["#other", "b@1.0.0/index.js"],
    ["#built-in", "fs"],
    ["#deep/x", "a@1.0.0/deep/x.js"],
    ["#again", "ERR_MODULE_NOT_FOUND"],
    ["#none", "ERR_MODULE_NOT_FOUND"],
    ["../../../../../etc/passwd", "ERR_MODULE_NOT_FOUND"],
    ["./none", "ERR_MODULE_NOT_FOUND"],
  ] as const;
  for (const [specifier, expected] of cases) {
    assertEquals(resolve(packages, specifier, { from }), expected, specifier);
  }
  assertEquals(resolve(packages, "#own"), undefined);
});

Deno.test("kindOf() says how a file is loaded", () => {
  const packages = packagesOf({
    "a@1.0.0/package.json": { type: "module" },
    "a@1.0.0/a.js": "module.exports = 1;",
    "a@1.0.0/a.cjs": "",
    "a@1.0.0/a.json": "{}",
    "a@1.0.0/old/package.json": { type: "commonjs" },
    "a@1.0.0/old/a.js": "export {}",
    "a@1.0.0/plain/package.json": "{}",
    "a@1.0.0/plain/a.js": "const a = 1;\nexport { a };",
    "a@1.0.0/plain/b.js": "exports.a = `\nimport a`;",
    "a@1.0.0/plain/c.js": "",
    "a@1.0.0/plain/d.mjs": "",
  });
  const cases = [
    ["a.js", "module"],
    ["a.cjs", "commonjs"],
    ["a.json", "json"],
    ["old/a.js", "commonjs"],
    ["plain/a.js", "module"],
    ["plain/b.js", "commonjs"],
    ["plain/c.js", "commonjs"],
    ["plain/d.mjs", "module"],
    ["none.js", undefined],
  ] as const;
  for (const [path, expected] of cases) {
    const whole = `/node_modules/a@1.0.0/${path}`;
    assertEquals(packages.kindOf(whole), expected, path);
  }
  assertEquals(packages.kindOf("/work/a.js"), undefined);
  assertEquals(packages.textOf("/node_modules/a@1.0.0/a.json"), "{}");
  assertEquals(packages.textOf("/node_modules/../a.json"), undefined);
});

Deno.test("threat: a package.json that leads in circles, outside or nowhere", () => {
  const packages = packagesOf({
    "a@1.0.0/package.json": { main: "./sub" },
    "a@1.0.0/sub/package.json": { main: ".." },
    "b@1.0.0/package.json": { main: "../../../../etc/passwd" },
    "c@1.0.0/package.json": { exports: { ".": "../../../etc/passwd" } },
    "d@1.0.0/package.json": { exports: 7, imports: 8, main: 9, type: 10 },
    "e@1.0.0/package.json": "null",
    "f@1.0.0/package.json": "[[]]",
    "g@1.0.0/package.json": `{"exports":${"[".repeat(9_999)}${
      "]".repeat(9_999)
    }}`,
    "h@1.0.0/package.json":
      '{"__proto__": {"main": "x"}, "exports": {"constructor": "./x"}}',
    "i@1.0.0/package.json": { main: "." },
  });
  for (const name of "abcdefghi") {
    for (const specifier of [name, `${name}/sub`, `${name}/constructor`]) {
      const found = resolve(packages, specifier, { manner: "require" });
      assertEquals(
        found === "MODULE_NOT_FOUND" ||
          found === "ERR_PACKAGE_PATH_NOT_EXPORTED",
        true,
        `${specifier}: ${found}`,
      );
    }
  }
});

Deno.test("exportedTarget() chooses by conditions, and the longest pattern", () => {
  const map = {
    ".": { browser: "./b.js", node: { import: "./n.mjs", require: "./n.js" } },
    "./list": [{ unknown: "./u.js" }, null, "./l.js"],
    "./star/*": "./s/*/*.js",
    "./star/long/*": "./long/*.js",
    "./star/*/end.js": "./end/*.js",
    "./old/": "./o/",
    "./private/*": null,
    "./private/not": "./p.js",
    "./types": { types: "./t.d.ts" },
    "./null": { node: null, default: "./never.js" },
  };
  const cases = [
    [".", "./n.mjs"],
    ["./list", "./l.js"],
    ["./star/a", "./s/a/a.js"],
    ["./star/long/a", "./long/a.js"],
    ["./old/a/b.js", "./o/a/b.js"],
    ["./private/a", undefined],
    ["./private/not", "./p.js"],
    ["./types", undefined],
    ["./null", undefined],
    ["./none", undefined],
  ] as const;
  for (const [path, expected] of cases) {
    assertEquals(exportedTarget(map, path, "import"), expected, path);
  }
  assertEquals(exportedTarget(map, ".", "require"), "./n.js");
  assertEquals(exportedTarget("./a.js", ".", "import"), "./a.js");
  assertEquals(exportedTarget("./a.js", "./a.js", "import"), undefined);
  assertEquals(exportedTarget({ default: "./a.js" }, ".", "import"), "./a.js");
});
