/**
 * Names of wheels: `NAME-VERSION[-BUILD]-PYTHON-ABI-PLATFORM.whl`.
 *
 * @module
 */
import { normalizeName } from "../../core/requirements.ts";
import type { Target } from "./target.ts";

/** The longest name of a wheel, in UTF-16 units. */
const MAX_NAME_CHARS = 255;
const PART = "[A-Za-z0-9_.]+";
const WHEEL = new RegExp(
  String
    .raw`^(?<name>[A-Za-z0-9](?:[A-Za-z0-9._]*[A-Za-z0-9])?)-(?<version>[A-Za-z0-9_.!+]+)(?:-(?<build>\d[A-Za-z0-9_.]*))?-(?<python>${PART})-(?<abi>${PART})-(?<platform>${PART})\.whl$`,
);

/** What the name of a wheel says. */
export interface WheelName {
  /** The normalized name of the package. */
  readonly name: string;
  readonly version: string;
  /** The number of the build, if the package was built again; else 0. */
  readonly build: number;
  /** The tags, each as a list. */
  readonly python: readonly string[];
  readonly abi: readonly string[];
  readonly platform: readonly string[];
}

/**
 * Reads the name of a wheel.
 *
 * @param file The file's name
 * @returns What it says; `undefined` if it is no such name
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(parseWheelName("Foo_Bar-1.0-py2.py3-none-any.whl")?.name, "foo-bar");
 * assertEquals(parseWheelName("../foo-1.0-py3-none-any.whl"), undefined);
 * ```
 */
export function parseWheelName(file: string): WheelName | undefined {
  const groups = file.length <= MAX_NAME_CHARS
    ? WHEEL.exec(file)?.groups
    : undefined;
  if (groups === undefined) return undefined;
  const { name = "", version = "", build = "0" } = groups;
  const tags = (text = ""): readonly string[] => text.split(".");
  return {
    name: normalizeName(name),
    // A version may have `-` in a local part, which is written as `_`.
    version: version.replaceAll("_", "-"),
    build: Number.parseInt(build, 10),
    python: tags(groups.python),
    abi: tags(groups.abi),
    platform: tags(groups.platform),
  };
}

/**
 * Whether a Python can use a wheel.
 *
 * @param wheel What its name says
 * @param target The Python
 * @returns Whether it is usable
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const wheel = parseWheelName("foo-1.0-cp314-cp314-pyemscripten_2026_0_wasm32.whl");
 * const target = { minor: 14, wheelPlatform: "pyemscripten_2026_0_wasm32" };
 * assertEquals(wheel !== undefined && isUsable(wheel, target), true);
 * ```
 */
export function isUsable(
  wheel: WheelName,
  { minor, wheelPlatform }: Pick<Target, "minor" | "wheelPlatform">,
): boolean {
  if (isPure(wheel, minor)) return true;
  const { python, abi, platform } = wheel;
  if (wheelPlatform === undefined || !platform.includes(wheelPlatform)) {
    return false;
  }
  const own = `cp3${minor}`;
  if (python.includes(own)) {
    return [own, "abi3", "none"].some((one) => abi.includes(one));
  }
  return abi.includes("abi3") && python.some((tag) => {
    const [, since] = /^cp3(\d+)$/.exec(tag) ?? [];
    return since !== undefined && Number(since) <= minor;
  });
}

/**
 * Whether a wheel has Python code alone, for a version of Python.
 *
 * @param wheel What its name says
 * @param minor The version of Python 3
 * @returns Whether it is usable
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * const wheel = parseWheelName("foo-1.0-py2.py3-none-any.whl");
 * assert(wheel !== undefined && isPure(wheel, 14));
 * ```
 */
export function isPure(
  { python, abi, platform }: WheelName,
  minor: number,
): boolean {
  return abi.includes("none") && platform.includes("any") &&
    python.some((tag) => {
      const [, later] = /^py3(\d*)$/.exec(tag) ?? [];
      if (later !== undefined) return Number(later) <= minor;
      return tag === `cp3${minor}`;
    });
}
