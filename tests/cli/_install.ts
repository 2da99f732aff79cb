import type { Place } from "../sandbox/install/_place.ts";
import { type CliOptions, ofDenoRun } from "./_cli.ts";

/** The programs are shell scripts. */
export const onUnix = { ignore: Deno.build.os === "windows" };
export const onUnixWithDeno = { ignore: onUnix.ignore || ofDenoRun.ignore };

/** The programs that fetch, of which the tests have their own. */
const FETCHERS = "--allow-run=uv,pip,python3";

/** The permissions of the README, and a search path with the programs of a test only. */
export function least(
  { base }: Place,
  run: readonly string[] = [FETCHERS],
): CliOptions {
  return {
    flags: [
      "--quiet",
      "--no-prompt",
      "--allow-read",
      `--allow-write=${base}/data/sandglass`,
      "--allow-env=HOME,XDG_DATA_HOME",
      ...run,
    ],
    env: { XDG_DATA_HOME: `${base}/data`, PATH: `${base}/bin` },
  };
}

/** All files and folders below the data directory. */
export function left(place: Place): readonly string[] {
  try {
    return [...Deno.readDirSync(`${place.base}/data/sandglass/cpython`)]
      .map(({ name }) => name).filter((name) => name !== ".lock");
  } catch {
    return [];
  }
}

/** An engine, as `sandglass engines --json` describes it. */
export interface Described {
  readonly installation: { readonly state: string; readonly path: string };
  readonly snapshot: { readonly state: string };
}

/** What `sandglass engines --json` says of cpython. */
export function ofCpython(json: string): Described {
  const { engines } = JSON.parse(json);
  return engines.find(({ name }: { name: string }) => name === "cpython");
}
