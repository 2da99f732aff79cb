/**
 * A copy of Sandglass without some walls, for the controls: parts of its sources are replaced. If a part is missing, the
 * copy fails, so that a control cannot outlive its wall.
 *
 * @module
 */
import { assert } from "@std/assert";

/** A wall, and its replacement. */
export interface Gap {
  /** The file, relative to the project. */
  readonly file: string;
  /** The source of the wall; each of its occurrences is replaced. */
  readonly wall: string;
  /** The replacement; empty by default. */
  readonly instead?: string;
}

type Library = typeof import("../../mod.ts");

const ROOT = new URL("../../", import.meta.url);
const SOURCES = ["mod.ts", "core", "engines", "sandbox"];

/** The sources that the snapshot depends on. */
const IN_SNAPSHOT =
  /^engines\/pyodide\/(guest\/|builder|interpreter|snapshot|string_hash)/;

/** A weakened copy. */
export class Weakened implements AsyncDisposable {
  /** The exports of its `mod.ts`. */
  readonly library: Library;
  readonly #directory: string;

  private constructor(library: Library, directory: string) {
    this.library = library;
    this.#directory = directory;
  }

  /** Makes a copy without these walls, of the library or of more folders. */
  static async make(
    gaps: readonly Gap[],
    more: readonly string[] = [],
  ): Promise<Weakened> {
    const directory = await Deno.makeTempDir({ prefix: "sandglass-without-" });
    for (const source of [...SOURCES, ...more]) await copy(source, directory);
    for (const gap of gaps) await open(directory, gap);
    await askOnce(directory);
    if (gaps.some(({ file }) => IN_SNAPSHOT.test(file))) {
      await keepCacheApart(directory);
    }
    const library: Library = await import(`file://${directory}/mod.ts`);
    return new Weakened(library, directory);
  }

  /** The path of a file of the copy. */
  path(file: string): string {
    return `${this.#directory}/${file}`;
  }

  /** Imports a module of the copy. */
  module(path: string): Promise<unknown> {
    return import(`file://${this.#directory}/${path}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.#directory, { recursive: true });
  }
}

async function copy(path: string, to: string): Promise<void> {
  const from = new URL(path, ROOT);
  if ((await Deno.stat(from)).isFile) {
    return await Deno.copyFile(from, `${to}/${path}`);
  }
  await Deno.mkdir(`${to}/${path}`);
  for await (const { name } of Deno.readDir(from)) {
    await copy(`${path}/${name}`, to);
  }
}

async function open(
  directory: string,
  { file, wall, instead = "" }: Gap,
): Promise<void> {
  const path = `${directory}/${file}`;
  const source = await Deno.readTextFile(path);
  assert(source.includes(wall), `The wall is missing in ${file}: ${wall}`);
  await Deno.writeTextFile(path, source.replaceAll(wall, instead));
}

/** A check that a process makes once must be made by the real sources, before the tests; otherwise it looks like a leak. */
async function askOnce(directory: string): Promise<void> {
  const original = new URL("sandbox/thread/worker_options.ts", ROOT);
  await Deno.writeTextFile(
    `${directory}/sandbox/thread/worker_options.ts`,
    `export { checkWorkerOptions } from ${JSON.stringify(original)};`,
  );
}

/** Keeps snapshots that are built without a wall out of the user's cache. */
async function keepCacheApart(directory: string): Promise<void> {
  await open(directory, {
    file: "sandbox/host.ts",
    wall: "return base === undefined ? undefined : `${base}/sandglass`;",
    instead: `return ${
      JSON.stringify(directory)
    } + (base === undefined ? "" : "/cache");`,
  });
}
