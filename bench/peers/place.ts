/**
 * The directory in which a peer is installed, and the commands that start it there.
 *
 * @module
 */
import type { Code } from "./driver.ts";
import type { Peer } from "./peer.ts";

/** The programs and packages that the peers use on this machine. */
export interface Place {
  /** The directory of a peer: its packages, with copies of the drivers beside them. */
  readonly directory: string;
  /** The path of Node, if a peer needs it. */
  readonly node: string | undefined;
  /** The path of Python, if it is installed. */
  readonly python: string | undefined;
}

/** The root of the repository. */
export const ROOT = decodeURIComponent(
  new URL("../../", import.meta.url).pathname,
);

/** The Python of a peer that is installed from PyPI. */
export function venvPython({ directory }: Place): string {
  const isWindows = Deno.build.os === "windows";
  return `${directory}/venv/${isWindows ? "Scripts/python.exe" : "bin/python"}`;
}

const HERE = `${ROOT}bench/peers`;

/** Whether the driver runs from the sources here, and not from its own directory. */
export function isOurs({ driver }: Peer): boolean {
  return driver.endsWith(".ts");
}

/** The command that runs a script with a peer's driver. @param script `host.js` or `once.js` */
export function scriptCommand(
  peer: Peer,
  { place, script, maxAtOnce }: {
    readonly place: Place;
    readonly script: string;
    readonly maxAtOnce: number;
  },
): string[] {
  const from = isOurs(peer) ? HERE : place.directory;
  const options = { ...peer.options(place), maxAtOnce };
  return [
    ...runtimeCommand(peer, place),
    `${from}/${script}`,
    `file://${from}/drivers/${peer.driver}`,
    JSON.stringify(options),
  ];
}

function runtimeCommand(peer: Peer, { node }: Place): string[] {
  if (peer.runtime === "node") return [node ?? "node"];
  const config = isOurs(peer)
    ? [`--config=${ROOT}deno.json`]
    : ["--no-config", "--node-modules-dir=manual"];
  return [Deno.execPath(), "run", "-A", ...config];
}

/** The whole command that runs code once. */
export function onceCommand(
  peer: Peer,
  { place, code }: { readonly place: Place; readonly code: Code },
): string[] {
  return [
    ...peer.command?.(place, code) ?? [
      ...scriptCommand(peer, { place, script: "once.js", maxAtOnce: 1 }),
      code.setup,
      code.expression,
    ],
  ];
}
