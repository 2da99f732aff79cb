/**
 * What Deno prints when it cannot install packages, as sentences.
 *
 * @module
 */
import { saysFull } from "../../full_disk.ts";
import { essenceOf } from "../../user_tools.ts";
import { diskFull, packagesFailure } from "../failures.ts";

/** What Deno says of the network. */
const UNREACHABLE =
  /error sending request|client error|dns error|connection (?:refused|closed|reset)|timed out/i;
/** What Deno says of a file that is not the expected one. */
const CHANGED = /checksum did not match|integrity check failed|integrity/i;
const SETTINGS =
  "check the network and the settings of npm (.npmrc, NPM_CONFIG_REGISTRY)";

/**
 * Explains what Deno printed.
 *
 * @param printed What it printed
 * @param folder The folder in which it wrote
 * @returns The error
 */
export function explainDeno(printed: string, folder: string): Error {
  const text = printed.replace(/\s+/g, " ");
  if (saysFull(text)) return diskFull(folder);
  const [, absent] = /npm package '([^']+)' does not exist/.exec(text) ?? [];
  if (absent !== undefined) {
    return packagesFailure(
      `there is no package ${absent} in the registry of npm: check its name`,
    );
  }
  const [, name, wanted] =
    /Could not find npm package '([^']+)' matching '([^']*)'/.exec(text) ?? [];
  const [, tag, of] =
    /Could not find dist-tag '([^']*)' for npm package '([^']+)'/.exec(text) ??
      [];
  const wantedOf = name ?? of;
  if (wantedOf !== undefined) {
    return packagesFailure(
      `there is no version ${
        wanted ?? tag
      } of ${wantedOf} in the registry of npm: check its versions`,
    );
  }
  const [, outside] =
    /npm package '([^']+)'.*not in (?:the )?output directory/.exec(
      text,
    ) ?? [];
  if (outside !== undefined) {
    return packagesFailure(
      `the archive of ${outside} has a path that leads out of its folder`,
    );
  }
  if (CHANGED.test(text)) {
    const [, of] =
      /(?:package|tarball)[^'"`@]*['"`]?((?:@[\w.~-]+\/)?[\w.~-]+@\d[\w.+-]*)/i
        .exec(text) ?? [];
    return packagesFailure(
      `the archive of ${
        of ?? "a package of npm"
      } has another digest than expected: it is damaged or was changed (deno: ${
        essenceOf(printed)
      })`,
    );
  }
  return UNREACHABLE.test(text)
    ? packagesFailure(
      `the registry of npm cannot be reached (deno: ${
        essenceOf(printed)
      }): ${SETTINGS}`,
    )
    : packagesFailure(`deno failed: ${essenceOf(printed)}`);
}

/**
 * Deno took too long.
 *
 * @param withinMs The time that it had, in milliseconds
 * @returns The error
 */
export function denoTooLate(withinMs: number): Error {
  return packagesFailure(
    `deno did not finish within ${withinMs / 1_000} s: ${SETTINGS}`,
  );
}

/**
 * There is no Deno that may be run.
 *
 * @returns The error
 */
export function denoMissing(): Error {
  return packagesFailure(
    "deno is needed to fetch packages of npm, and may not be run: install it (https://deno.com), and grant --allow-run=deno",
  );
}
