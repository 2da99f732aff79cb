/**
 * What packages need, for the Python of the guests. `pip` evaluates markers such as `sys_platform == "emscripten"` for its own
 * Python, so it may find too much, or too little.
 *
 * @module
 */
import type { Requirement } from "../../core/packages.ts";
import { parsePython } from "../../core/requirements.ts";
import { evaluateMarker, markerEnvironment } from "./markers.ts";
import type { Target } from "./target.ts";

/** What a package needs. */
export interface Needs {
  /** The normalized name of the package. */
  readonly name: string;
  /** What it needs, as its description says it: `rich>=13; python_version < "3.11"`. */
  readonly requires: readonly string[];
}

/** What was found out about packages. */
export interface Closure {
  /** The names of the packages that are needed. */
  readonly needed: ReadonlySet<string>;
  /** What is needed and was not found. */
  readonly missing: readonly Requirement[];
}

/**
 * Follows what packages need.
 *
 * @param requirements What is required
 * @param packages What was found
 * @param target The Python of the guests
 * @returns What of it is needed, and what is missing
 */
export function followNeeds(
  requirements: readonly Requirement[],
  packages: readonly Needs[],
  target: Target,
): Closure {
  const found = new Map(packages.map((one) => [one.name, one]));
  const needed = new Set<string>();
  const missing = new Map<string, Requirement>();
  const done = new Set<string>();
  const waiting = [...requirements];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const { name, extras } = one;
    if (target.builtIn.has(name)) continue;
    const known = found.get(name);
    if (known === undefined) {
      missing.set(name, one);
      continue;
    }
    needed.add(name);
    for (const extra of ["", ...extras]) {
      const step = `${name}[${extra}]`;
      if (done.has(step)) continue;
      done.add(step);
      waiting.push(...needsOf(known, extra, target));
    }
  }
  return { needed, missing: [...missing.values()] };
}

function needsOf(
  { requires }: Needs,
  extra: string,
  target: Target,
): readonly Requirement[] {
  const environment = markerEnvironment(target, {
    extras: extra === "" ? [] : [extra],
  });
  return requires.flatMap((text) => {
    const at = text.indexOf(";");
    const marker = at < 0 ? "" : text.slice(at + 1);
    const applies = marker.trim() === "" ||
      evaluateMarker(marker, environment) !== false;
    return applies ? toRequirement(at < 0 ? text : text.slice(0, at)) : [];
  });
}

/** Reads a requirement; one by a URL is left to the tool. */
function toRequirement(text: string): readonly Requirement[] {
  try {
    return [parsePython(text)];
  } catch (error) {
    if (error instanceof TypeError) return [];
    throw error;
  }
}
