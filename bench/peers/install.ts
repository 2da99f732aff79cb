/**
 * Installs the peers with npm or pip, each into its own directory.
 *
 * @module
 */
import type { Peer } from "./peer.ts";
import { isOurs, type Place, ROOT, venvPython } from "./place.ts";
import {
  NODE_VERSION,
  PYPI_VERSIONS,
  type PypiName,
  VERSIONS,
} from "./versions.ts";

const HERE = `${ROOT}bench/peers`;

/** The scripts that run in a peer's own runtime. */
const SCRIPTS = ["host.js", "once.js"];

/** Programs that peers need, found or installed once. */
export type Programs = Omit<Place, "directory">;

/**
 * Finds Python, and installs Node if a peer needs it.
 *
 * @param peers The measured peers
 * @param directory The directory for the installation
 * @returns The paths of the programs
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
 * @param place The directory for the installation, and the programs
 */
export async function installPeer(peer: Peer, place: Place): Promise<void> {
  if (isOurs(peer)) return;
  const { directory } = place;
  await npmInstall(
    directory,
    Object.fromEntries(peer.packages.map((name) => [name, VERSIONS[name]])),
  );
  await Deno.mkdir(`${directory}/drivers`, { recursive: true });
  const drivers = [
    peer.driver,
    ...peer.script === undefined ? [] : [peer.script],
  ];
  for (const file of [...SCRIPTS, ...drivers.map((it) => `drivers/${it}`)]) {
    await Deno.copyFile(`${HERE}/${file}`, `${directory}/${file}`);
  }
  if (peer.pypi !== undefined) await pipInstall(peer.pypi, place);
}

/** Installs exact versions. @param directory The directory @param dependencies Versions by name */
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
  await command("npm", {
    args: [
      "install",
      "--no-audit",
      "--no-fund",
      "--ignore-scripts",
      "--loglevel=error",
    ],
    cwd: directory,
  });
}

/** Installs an exact version into a virtual environment without pip, whose size is then that of the package. */
async function pipInstall(name: PypiName, place: Place): Promise<void> {
  const { python = "python3", directory } = place;
  const venv = ["-m", "venv", "--without-pip", "venv"];
  await command(python, { args: venv, cwd: directory });
  const pip = ["-m", "pip", "--python", venvPython(place), "install", "-q"];
  const target = `${name}==${PYPI_VERSIONS[name]}`;
  await command(python, { args: [...pip, target], cwd: directory });
}

/** Runs a command. @throws {Error} If it fails */
async function command(
  program: string,
  options: Pick<Deno.CommandOptions, "args" | "cwd">,
): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, {
    ...options,
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

/** Finds Python's real program: the first one on the path may be a slow script that looks for it. */
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
