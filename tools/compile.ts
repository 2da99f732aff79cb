/**
 * Builds the standalone binary: `deno task compile`, with flags of `deno compile` such as `--target` and `--output`.
 *
 * If Deno's own base binary cannot be downloaded, the variable `DENO_COMPILE` names another Deno to compile with, and
 * Deno's own variable `DENORT_BIN` names the base.
 *
 * @module
 */
import { formatBytes } from "../core/units.ts";
import { toPath } from "../sandbox/host.ts";
import { compileParts } from "./compile/compile_parts.ts";
import { makeParts } from "./compile/parts.ts";

const DIST = new URL("../dist/", import.meta.url);

async function main(given: readonly string[]): Promise<number> {
  const output = outputOf(given);
  const flags = output === undefined
    ? [...given, `--output=${toPath(new URL("sandglass", DIST))}`]
    : given;
  const folder = new URL("parts/", DIST);
  const apart = await makeParts(folder);
  if (!await compileParts({ folder, apart, flags })) return 1;
  await report(output ?? toPath(new URL("sandglass", DIST)));
  return 0;
}

/** The path in `--output`. */
function outputOf(flags: readonly string[]): string | undefined {
  const at = flags.findIndex((flag) => /^(?:-o|--output)(?:=|$)/.test(flag));
  return at < 0 ? undefined : flags[at]?.split("=")[1] ?? flags[at + 1];
}

async function report(path: string): Promise<void> {
  // On Windows Deno adds the extension.
  for (const file of [path, `${path}.exe`]) {
    const info = await Deno.stat(file).catch(() => undefined);
    if (info?.isFile) console.log(`${file}: ${formatBytes(info.size)}`);
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));
