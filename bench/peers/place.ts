/**
 * The directory in which a peer is installed, and the commands that start it there.
 *
 * @module
 */
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

/** The whole command that runs an expression once. */
export function onceCommand(
  peer: Peer,
  { place, expression }: { readonly place: Place; readonly expression: string },
): string[] {
  return [
    ...peer.command?.(place, expression) ?? [
      ...scriptCommand(peer, { place, script: "once.js", maxAtOnce: 1 }),
      expression,
    ],
  ];
}
