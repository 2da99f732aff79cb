/**
 * The packages that the interpreter has inside, so that what is there can be said without the interpreter. A test compares
 * them with those of the package.
 *
 * @module
 */

/** A package: its version, and the names under which it is imported. */
export type BuiltInPackage = readonly [version: string, ...modules: string[]];

/** The packages by name. */
export const PACKAGES: Readonly<Record<string, BuiltInPackage>> = {
  "attrs": ["26.1.0", "attr", "attrs"],
  "beautifulsoup4": ["4.15.0", "bs4"],
  "charset-normalizer": ["3.5.2", "charset_normalizer"],
  "cloudpickle": ["3.1.2", "cloudpickle"],
  "contourpy": ["1.4.0", "contourpy"],
  "cycler": ["0.12.1", "cycler"],
  "defusedxml": ["0.7.1", "defusedxml"],
  "et-xmlfile": ["2.0.0", "et_xmlfile"],
  "fonttools": ["4.67.0", "fontTools"],
  "formulaic": ["1.2.2", "formulaic"],
  "html5lib": ["1.1", "html5lib"],
  "interface-meta": ["2.0.1", "interface_meta"],
  "jinja2": ["3.1.6", "jinja2"],
  "joblib": ["1.6.0", "joblib"],
  "kiwisolver": ["1.5.1", "kiwisolver"],
  "lxml": ["6.1.3", "lxml"],
  "markupsafe": ["3.0.4", "markupsafe"],
  "matplotlib": ["3.11.2", "matplotlib", "mpl_toolkits", "pylab"],
  "more-itertools": ["11.2.1", "more_itertools"],
  "mpmath": ["1.3.0", "mpmath"],
  "narwhals": ["2.27.1", "narwhals"],
  "networkx": ["3.7", "networkx"],
  "numpy": ["2.5.2", "numpy"],
  "openpyxl": ["3.1.5", "openpyxl"],
  "packaging": ["26.3", "packaging"],
  "pandas": ["3.0.6", "pandas"],
  "patsy": ["1.0.3", "patsy"],
  "pillow": ["13.0.0", "PIL"],
  "pyparsing": ["3.3.3", "pyparsing"],
  "pypdf": ["6.21.1", "pypdf"],
  "python-dateutil": ["2.9.0.post0", "dateutil"],
  "pyyaml": ["6.0.3", "yaml"],
  "regex": ["2026.9.29", "regex"],
  "reportlab": ["5.0.1", "reportlab"],
  "scikit-learn": ["1.9.1", "sklearn"],
  "scipy": ["1.18.1", "scipy"],
  "seaborn": ["0.13.2", "seaborn"],
  "six": ["1.17.0", "six"],
  "soupsieve": ["3.0.3", "soupsieve"],
  "statsmodels": ["0.15.0", "statsmodels"],
  "sympy": ["1.14.0", "sympy", "isympy"],
  "tabulate": ["0.10.0", "tabulate"],
  "threadpoolctl": ["3.7.0", "threadpoolctl"],
  "tomli-w": ["1.2.0", "tomli_w"],
  "toolz": ["1.2.0", "toolz", "tlz"],
  "tqdm": ["4.70.1", "tqdm"],
  "typing-extensions": ["4.16.0", "typing_extensions"],
  "tzdata": ["2026.5", "tzdata"],
  "webencodings": ["0.6.1", "webencodings"],
  "wrapt": ["2.5.1", "wrapt"],
  "xlrd": ["2.0.2", "xlrd"],
  "xlsxwriter": ["3.2.9", "xlsxwriter"],
  "xmltodict": ["1.0.4", "xmltodict"],
};

/** Libraries of C and C++ in the list of the package, which are part of the interpreter and cannot be imported. */
const LIBRARIES: ReadonlySet<string> = new Set([
  "bzip2",
  "cppy",
  "freetype",
  "harfbuzz",
  "libraqm",
  "libxml2",
  "libxslt",
  "openblas",
  "pybind11",
  "qhull",
  "sheenbidi",
  "sqlite-autoconf",
  "xz",
  "zlib",
]);

/**
 * Returns the package that provides a module.
 *
 * @param module The name in an import statement, such as `sklearn.cluster`
 * @returns The name of the package, or `undefined` if none of them does
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(packageOf("sklearn.cluster"), "scikit-learn");
 * assertEquals(packageOf("torch"), undefined);
 * ```
 */
export function packageOf(module: string): string | undefined {
  const [top = ""] = module.split(".", 1);
  return Object.keys(PACKAGES).find((name) => {
    const [, ...modules] = PACKAGES[name] ?? [];
    return modules.includes(top);
  });
}

/** What the list in the package says. */
export interface PackageList {
  /** The version of Python. */
  readonly python: string;
  /** The versions of the packages that can be imported, by name. */
  readonly packages: Readonly<Record<string, string>>;
}

/**
 * Reads the list in the package, the file `MANIFEST`.
 *
 * @param manifest Its text
 * @returns What it says
 * @throws {Error} If it does not name a version of Python
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const list = readPackages("python 3.15.0\npackage numpy 2.5.2\npackage zlib 1.3.1\n");
 * assertEquals(list, { python: "3.15.0", packages: { numpy: "2.5.2" } });
 * ```
 */
export function readPackages(manifest: string): PackageList {
  const python = /^python (\S+)$/m.exec(manifest)?.[1];
  if (python === undefined) {
    throw new Error(
      "Cannot read the list of packages as it names no version of Python",
    );
  }
  const found = [...manifest.matchAll(/^package (\S+) (\S+)$/gm)]
    .map(([, name = "", version = ""]) => [name, version] as const)
    .filter(([name]) => !LIBRARIES.has(name))
    .sort(([a], [b]) => a < b ? -1 : 1);
  return { python, packages: Object.fromEntries(found) };
}
