/**
 * Bundles modules with `deno bundle`.
 *
 * @module
 */

import { toPath } from "../../sandbox/host.ts";

/** Options of a bundle. */
export interface BundleOptions {
  /** The output file, or the output folder if it ends in a slash. */
  readonly output: URL;
  /** Specifiers that are not bundled. */
  readonly external?: readonly string[];
  /** The import map, instead of that of `deno.json`. */
  readonly importMap?: URL;
  /**
   * Whether the bundle is minified.
   * @default {false}
   */
  readonly minify?: boolean;
  /**
   * The module format.
   * @default {"esm"}
   */
  readonly format?: "esm" | "cjs";
}

/**
 * Bundles modules with everything that they import.
 *
 * @param entries The modules; several go into a folder, and share common parts
 * @param options Options, with the output
 * @throws {Error} If it fails
 */
export async function bundle(
  entries: readonly URL[],
  { output, external = [], importMap, minify = false, format = "esm" }:
    BundleOptions,
): Promise<void> {
  const isFolder = output.pathname.endsWith("/");
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "bundle",
      "--quiet",
      "--platform=deno",
      `--format=${format}`,
      // Errors are identified by the names of their classes.
      ...(minify ? ["--minify", "--keep-names"] : []),
      ...(isFolder
        ? ["--code-splitting", `--outdir=${toPath(output)}`]
        : [`--output=${toPath(output)}`]),
      ...external.map((pattern) => `--external=${pattern}`),
      ...(importMap === undefined ? [] : [`--import-map=${toPath(importMap)}`]),
      ...entries.map(({ href }) => href),
    ],
    cwd: new URL("../../", import.meta.url),
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  const said = new TextDecoder().decode(stderr);
  const isThere = await Deno.stat(output).then(() => true, () => false);
  if (success && isThere) return;
  throw new Error(`Cannot bundle ${entries.join(", ")}: ${said}`);
}
