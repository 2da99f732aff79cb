/**
 * Installs what is compared, each into a directory of its own, by npm.
 *
 * @module
 */
import type { Peer } from "./peer.ts";
import { isOurs, type Place, ROOT } from "./place.ts";
import { NODE_VERSION, VERSIONS } from "./versions.ts";

const HERE = `${ROOT}bench/peers`;

/** What runs in a peer's own runtime. */
const SCRIPTS = ["host.js", "once.js"];

/** Programs that peers need, found or installed once for all. */
export type Programs = Omit<Place, "directory">;

/**
 * Finds Python, and installs Node where a peer needs it.
 *
 * @param peers Who takes part
 * @param directory Where to
 * @returns Where the programs are
 */
export async function installPrograms(
  peers: readonly Peer[],
  directory: string,
): Promise<Programs> {
  const python = await findPython();
  if (!peers.some(({ runtime }) => runtime === "node")) {
    return { node: undefined, python };
  }
  const { os, arch } = Deno.build;
  const system = os === "windows" ? "win" : os;
  const name = `node-${system}-${arch === "x86_64" ? "x64" : "arm64"}`;
  await npmInstall(`${directory}/node`, { [name]: NODE_VERSION });
  const program = os === "windows" ? "node.exe" : "node";
  return {
    node: `${directory}/node/node_modules/${name}/bin/${program}`,
    python,
  };
}

/**
 * Installs a peer.
 *
 * @param peer The peer
 * @param directory Where to
 */
export async function installPeer(
  peer: Peer,
  directory: string,
): Promise<void> {
  if (isOurs(peer)) return;
  await npmInstall(
    directory,
    Object.fromEntries(peer.packages.map((name) => [name, VERSIONS[name]])),
  );
  await Deno.mkdir(`${directory}/drivers`, { recursive: true });
  for (const file of [...SCRIPTS, `drivers/${peer.driver}`]) {
    await Deno.copyFile(`${HERE}/${file}`, `${directory}/${file}`);
  }
}

/** Installs exact versions. @param directory Where to @param dependencies Versions by name */
export async function npmInstall(
  directory: string,
  dependencies: Readonly<Record<string, string>>,
): Promise<void> {
  await Deno.mkdir(directory, { recursive: true });
  const manifest = { private: true, type: "module", dependencies };
  await Deno.writeTextFile(
    `${directory}/package.json`,
    JSON.stringify(manifest),
  );
  if (Object.keys(dependencies).length === 0) return;
  const { success, stderr } = await new Deno.Command("npm", {
    args: [
      "install",
      "--no-audit",
      "--no-fund",
      "--ignore-scripts",
      "--loglevel=error",
    ],
    cwd: directory,
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

/** Python's real program: what is first on the path may be a script that looks for it, which is slow. */
async function findPython(): Promise<string | undefined> {
  try {
    const { stdout } = await new Deno.Command("python3", {
      args: ["-c", "import sys; print(sys.executable)"],
    }).output();
    return new TextDecoder().decode(stdout).trim() || undefined;
  } catch {
    return undefined;
  }
}
