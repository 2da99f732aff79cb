/**
 * The packages that are compiled into the interpreter of `cpython` and have no wheel for every system.
 *
 * @module
 */

/** Their names; a test compares them with `engines/cpython/packages.ts`. Those that need one of them are there too. */
export const COMPILED: ReadonlySet<string> = new Set([
  "contourpy",
  "formulaic",
  "jinja2",
  "kiwisolver",
  "lxml",
  "markupsafe",
  "matplotlib",
  "numpy",
  "pandas",
  "patsy",
  "pillow",
  "pyyaml",
  "regex",
  "reportlab",
  "scikit-learn",
  "scipy",
  "seaborn",
  "statsmodels",
]);
