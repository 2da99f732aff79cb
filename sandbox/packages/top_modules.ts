/**
 * Which modules packages have, and which packages no other one needs.
 *
 * @module
 */
import type { PackedFile } from "../../core/packed_files.ts";
import { normalizeName } from "../../core/requirements.ts";
import type { FetchedPackage } from "./fetched.ts";

/** Folders that some packages have beside their modules by mistake. */
const BESIDE = /^(?:tests?|docs?|examples?|benchmarks?|scripts|tools)$/;
const IDENTIFIER = /^[A-Za-z_]\w*$/;

/**
 * The modules that a package has at the top.
 *
 * @param files The files of the package
 * @returns Their names, sorted
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const bytes = new Uint8Array(0);
 * const files = ["six.py", "rich/__init__.py", "rich/box.py"].map((path) => ({ path, bytes }));
 * assertEquals(topModules(files), ["rich", "six"]);
 * ```
 */
export function topModules(files: readonly PackedFile[]): readonly string[] {
  const names = files.flatMap(({ path }) => {
    const [, folder, module] =
      /^(?:([^/]+)\/__init__\.py|([^/.]+)(?:\.[^/]*)?\.(?:py|so))$/.exec(
        path,
      ) ??
        [];
    const name = folder ?? module ?? "";
    return IDENTIFIER.test(name) && !BESIDE.test(name) ? name : [];
  });
  return [...new Set(names)].sort();
}

/**
 * The packages that no other one needs, as their descriptions say.
 *
 * @param all The packages
 * @returns Their names
 */
export function requiredByNone(
  all: readonly FetchedPackage[],
): ReadonlySet<string> {
  // Some name themselves, for what they add.
  const needed = new Set(
    all.flatMap(({ package: { name }, files }) =>
      needsOf(files).filter((one) => one !== name)
    ),
  );
  const names = all.map(({ package: { name } }) => name);
  return new Set(names.filter((name) => !needed.has(name)));
}

function needsOf(files: readonly PackedFile[]): readonly string[] {
  const metadata = files.find(({ path }) =>
    /^[^/]+\.dist-info\/METADATA$/.test(path)
  );
  if (metadata === undefined) return [];
  const [header = ""] = new TextDecoder().decode(metadata.bytes).split(
    /\r?\n\r?\n/,
    1,
  );
  const lines = header.matchAll(/^Requires-Dist: *([A-Za-z0-9][\w.-]*)/gm);
  return Array.from(lines, ([, name = ""]) => normalizeName(name));
}
