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
}

/**
 * Bundles a module with all that it imports.
 *
 * @param entry The module
 * @param options How, and where to
 * @throws {Error} If it fails
 */
export async function bundle(
  entry: URL,
  { output, external = [], importMap }: BundleOptions,
): Promise<void> {
  const isFolder = output.pathname.endsWith("/");
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "bundle",
      "--quiet",
      "--platform=deno",
      ...(isFolder
        ? ["--code-splitting", `--outdir=${toPath(output)}`]
        : [`--output=${toPath(output)}`]),
      ...external.map((pattern) => `--external=${pattern}`),
      ...(importMap === undefined ? [] : [`--import-map=${toPath(importMap)}`]),
      entry.href,
    ],
    cwd: new URL("../../", import.meta.url),
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  const said = new TextDecoder().decode(stderr);
  const isThere = await Deno.stat(output).then(() => true, () => false);
  if (success && isThere) return;
  throw new Error(`Cannot bundle ${entry.href}: ${said}`);
}
