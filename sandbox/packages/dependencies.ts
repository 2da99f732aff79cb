/**
 * What packages need, for the Python of the guests. `pip` would evaluate markers such as `sys_platform == "emscripten"` for
 * its own Python, and would build what a package needs from a file or an address.
 *
 * @module
 */
import type { Requirement } from "../../core/packages.ts";
import { formatRequirement, parsePython } from "../../core/requirements.ts";
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
  /** All requirements that were met on the way, in the form of lines for a tool, sorted. */
  readonly lines: readonly string[];
  /** What a package needs that cannot be had from an index, such as a file or an address. */
  readonly refused?: { readonly name: string; readonly text: string };
}

/**
 * Follows what packages need.
 *
 * @param requirements What is required
 * @param packages What was found
 * @param target The Python of the guests
 * @returns What of it is needed, and what it requires
 */
export function followNeeds(
  requirements: readonly Requirement[],
  packages: readonly Needs[],
  target: Target,
): Closure {
  const found = new Map(packages.map((one) => [one.name, one]));
  const needed = new Set<string>();
  const lines = new Set<string>();
  const done = new Set<string>();
  const waiting = [...requirements];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const { name, extras } = one;
    lines.add(formatRequirement(one));
    const known = target.builtIn.has(name) ? undefined : found.get(name);
    if (known === undefined) continue;
    needed.add(name);
    for (const extra of ["", ...extras]) {
      const step = `${name}[${extra}]`;
      if (done.has(step)) continue;
      done.add(step);
      for (const text of needsOf(known, extra, target)) {
        const need = toRequirement(text);
        if (need === undefined) {
          return { needed, lines: [], refused: { name, text: text.trim() } };
        }
        waiting.push(need);
      }
    }
  }
  return { needed, lines: [...lines].sort() };
}

/** What a package needs for an extra, without markers. */
function needsOf(
  { requires }: Needs,
  extra: string,
  target: Target,
): readonly string[] {
  const environment = markerEnvironment(target, {
    extras: extra === "" ? [] : [extra],
  });
  return requires.flatMap((text) => {
    const at = markerAt(text);
    const marker = text.slice(at).replace(/^\s*;/, "");
    const applies = marker.trim() === "" ||
      evaluateMarker(marker, environment) !== false;
    return applies ? text.slice(0, at) : [];
  });
}

/** Where the marker begins: an address may have semicolons, and a space ends it. */
function markerAt(text: string): number {
  const found = text.includes("@") ? text.search(/\s;/) : text.indexOf(";");
  return found < 0 ? text.length : found;
}

function toRequirement(text: string): Requirement | undefined {
  try {
    return parsePython(text);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
