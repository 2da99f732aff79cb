/**
 * Starts the command line from a checkout, with the permissions of the README: `deno task sandglass`. As a shell
 * command in `deno.json`, the flags would be printed at each start, and would break in a path with a space.
 *
 * @module
 */
import { snapshotDirectory, toPath } from "../sandbox/host.ts";

const CLI = new URL("../cli.ts", import.meta.url);

/** The least permissions that every command needs, without those for a guest's grants. */
function flags(): string[] {
  const snapshots = snapshotDirectory();
  return [
    "--quiet",
    "--allow-read",
    ...(snapshots === undefined ? [] : [`--allow-write=${snapshots}`]),
    `--allow-run=${Deno.execPath()}`,
    "--allow-env=HOME,USERPROFILE,XDG_CACHE_HOME,LOCALAPPDATA,DENO_DIR,NO_COLOR,TERM",
  ];
}

const child = new Deno.Command(Deno.execPath(), {
  args: ["run", ...flags(), toPath(CLI), ...Deno.args],
}).spawn();
// Ctrl-C reaches the program too, which handles it.
Deno.addSignalListener("SIGINT", () => {});
if (Deno.build.os !== "windows") {
  Deno.addSignalListener("SIGTERM", () => child.kill("SIGTERM"));
}
const { code } = await child.status;
Deno.exit(code);
