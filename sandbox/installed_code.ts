/**
 * The code of an engine that is installed apart. A child process loads this module at each start.
 *
 * @module
 */

/** The paths of the files. */
export interface InstalledFiles {
  /** The WebAssembly of the interpreter. */
  readonly interpreter: string;
  /** What the builder of its snapshot needs besides, by name. */
  readonly parts: Readonly<Record<"segments" | "library" | "data", string>>;
  /** The size of the initial memory, in pages of 64 KiB. */
  readonly initialPages: number;
}

/**
 * Compiles the interpreter.
 *
 * @param files The files
 * @returns The compiled code, which workers are handed
 */
export async function compileInstalled(
  { interpreter }: InstalledFiles,
): Promise<WebAssembly.Module> {
  return await WebAssembly.compile(await Deno.readFile(interpreter));
}

/** The parts, for the builder of a snapshot. */
export interface BuilderFiles {
  readonly segments: ArrayBuffer;
  readonly library: ArrayBuffer;
  readonly data: ArrayBuffer;
  readonly initialPages: number;
}

/**
 * Reads what the builder of a snapshot needs.
 *
 * @param files The files
 * @returns Their contents
 */
export async function readBuilderFiles(
  { parts, initialPages }: InstalledFiles,
): Promise<BuilderFiles> {
  const [segments, library, data] = await Promise.all(
    [parts.segments, parts.library, parts.data].map(async (path) =>
      (await Deno.readFile(path)).buffer
    ),
  );
  if (segments === undefined || library === undefined || data === undefined) {
    throw new TypeError("Cannot read the files of the engine");
  }
  return { segments, library, data, initialPages };
}
