/**
 * The code of an engine that is installed apart. A child process loads this module at each start.
 *
 * @module
 */
import type { EngineLibrary } from "../core/worker_start.ts";

/** The paths of the files. */
export interface InstalledFiles {
  /** The WebAssembly of the interpreter. */
  readonly interpreter: string;
  /** What its guests read, by name. */
  readonly library: Readonly<Record<"zip" | "data", string>>;
  /** What the builder of its snapshot needs besides. */
  readonly segments: string;
  /** The size of the initial memory, in pages of 64 KiB. */
  readonly initialPages: number;
}

/** What workers are handed of an engine. It is compiled and read meanwhile. */
export interface InstalledCode {
  readonly compiled: Promise<WebAssembly.Module>;
  readonly library: Promise<EngineLibrary<ArrayBuffer>>;
}

/**
 * Begins to compile the interpreter, and to read what guests read.
 *
 * @param files The files
 * @returns The compiled code, and the contents of the library
 */
export function loadInstalled(files: InstalledFiles): InstalledCode {
  const compiled = compileInstalled(files);
  const library = readLibrary(files);
  // The code that awaits them handles a failure.
  compiled.catch(() => {});
  library.catch(() => {});
  return { compiled, library };
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
  const { readable } = await Deno.open(interpreter);
  const headers = { "content-type": "application/wasm" };
  // V8 compiles what is there, while the rest is read.
  return await WebAssembly.compileStreaming(
    new Response(readable, { headers }),
  );
}

/**
 * Reads what guests read.
 *
 * @param files The files
 * @returns Their contents
 */
export async function readLibrary(
  { library }: InstalledFiles,
): Promise<EngineLibrary<ArrayBuffer>> {
  const [zip, data] = await Promise.all([
    Deno.readFile(library.zip),
    Deno.readFile(library.data),
  ]);
  return { zip: zip.buffer, data: data.buffer };
}

/** What the builder of a snapshot needs. */
export interface BuilderFiles extends EngineLibrary<ArrayBuffer> {
  readonly segments: ArrayBuffer;
  readonly initialPages: number;
}

/**
 * Reads what the builder of a snapshot needs.
 *
 * @param files The files
 * @returns Their contents
 */
export async function readBuilderFiles(
  files: InstalledFiles,
): Promise<BuilderFiles> {
  const [segments, library] = await Promise.all([
    Deno.readFile(files.segments),
    readLibrary(files),
  ]);
  const { initialPages } = files;
  return { ...library, segments: segments.buffer, initialPages };
}
