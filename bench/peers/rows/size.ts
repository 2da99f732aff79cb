/**
 * What has to lie on a disk.
 *
 * @module
 */
import { warm } from "../../../mod.ts";
import { npmInstall } from "../install.ts";
import type { Peer } from "../peer.ts";
import { isOurs, type Place, ROOT } from "../place.ts";
import type { Row } from "../row.ts";

const MB = 1e6;

/** Packages and code, without the runtime. */
export const sizeRow: Row = {
  name: "size",
  title: "Size on disk, without the runtime",
  method: "What the package manager puts down, with all that the package \
depends on. Sandglass is the files that are published and its npm packages, \
both languages together; the binary has the runtime and the snapshot in it.",
  columns: () => ["installed", "made at the first run"],
  show: (value) => value === 0 ? "" : `${(value / MB).toFixed(1)} MB`,
  compared: () => [0],
  repetitions: () => 1,
  measure: async (peer, { place }) => [
    await installedBytes(peer, place),
    hasSnapshotOfItsOwn(peer) ? (await warm()).bytes : 0,
  ],
};

/** A binary brings it along. */
function hasSnapshotOfItsOwn(peer: Peer): boolean {
  return isOurs(peer) && peer.language === "python" &&
    peer.program === undefined;
}

async function installedBytes(peer: Peer, place: Place): Promise<number> {
  const { directory } = place;
  if (peer.program !== undefined) return await bytesIn(peer.program);
  const packages = `${directory}/node_modules`;
  if (!isOurs(peer)) return await bytesIn(packages);
  const { imports, publish } = JSON.parse(
    await Deno.readTextFile(`${ROOT}deno.json`),
  );
  await npmInstall(directory, npmPackages(imports));
  const published = await Promise.all(
    publish.include.map((name: string) => bytesIn(`${ROOT}${name}`)),
  );
  return published.reduce((sum, bytes) => sum + bytes, await bytesIn(packages));
}

/** What the import map has for the tests and tools alone. */
const NOT_PUBLISHED: readonly string[] = ["es-module-lexer", "fast-check"];

/** The npm packages of an import map. @returns Versions by name */
function npmPackages(
  imports: Readonly<Record<string, string>>,
): Record<string, string> {
  const packages = Object.values(imports).flatMap((target) => {
    const match = /^npm:(@?[^@]+)@([^/]+)/.exec(target);
    if (match === null || NOT_PUBLISHED.includes(match[1] ?? "")) return [];
    return [match.slice(1)];
  });
  return Object.fromEntries(packages);
}

async function bytesIn(path: string): Promise<number> {
  const { isDirectory, size } = await Deno.lstat(path);
  if (!isDirectory) return size;
  let bytes = 0;
  for await (const { name } of Deno.readDir(path)) {
    bytes += await bytesIn(`${path}/${name}`);
  }
  return bytes;
}
