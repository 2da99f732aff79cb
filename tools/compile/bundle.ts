/**
 * Bundles modules, by `deno bundle`.
 *
 * @module
 */

import { toPath } from "../../sandbox/host.ts";

/** How a bundle is made. */
export interface BundleOptions {
  /** The file, or with a slash at its end the folder, that it is written to. */
  readonly output: URL;
  /** What is not bundled. */
  readonly external?: readonly string[];
  /** The import map, in place of that of `deno.json`. */
  readonly importMap?: URL;
  /**
   * Whether it is made as small as it can be.
   * @default {false}
   */
  readonly minify?: boolean;
  /**
   * What modules it is made of.
   * @default {"esm"}
   */
  readonly format?: "esm" | "cjs";
}

/**
 * Bundles modules with all that they import.
 *
 * @param entries The modules; several go into a folder, and share what they have in common
 * @param options How, and where to
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
