/**
 * Starts the command line from a checkout, with the permissions of the README: `deno task sandglass`. As a shell
 * command in `deno.json`, the flags would be printed at each start, and would break in a path with a space.
 *
 * @module
 */
import { wantsPackages } from "../commands/host/wants_packages.ts";
import { dataDirectory, snapshotDirectory, toPath } from "../sandbox/host.ts";

const CLI = new URL("../cli.ts", import.meta.url);

/** The programs of which one fetches packages, or an engine that is installed. */
const FETCHERS = ["uv", "pip", "pip3", "python3", "python", "py"];

/** The least permissions that every command needs, without those for a guest's grants. */
function flags(args: readonly string[]): string[] {
  const [command] = args;
  const isInstall = command === "install";
  const directories = [
    snapshotDirectory(),
    isInstall ? dataDirectory() : undefined,
    command === "lock" ? outputDirectory(args) : undefined,
  ].filter((path) => path !== undefined);
  const programs = [
    ...isInstall ? [] : [Deno.execPath()],
    ...isInstall || wantsPackages(args) ? FETCHERS : [],
  ];
  return [
    "--quiet",
    "--allow-read",
    ...(directories.length === 0
      ? []
      : [`--allow-write=${directories.join(",")}`]),
    `--allow-run=${programs.join(",")}`,
    "--allow-env=HOME,USERPROFILE,XDG_CACHE_HOME,XDG_DATA_HOME,LOCALAPPDATA,DENO_DIR,NO_COLOR,TERM,SANDGLASS_ENGINE_PYTHON",
  ];
}

/** The directory of the file that `lock` writes. */
function outputDirectory(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => /^(?:-o$|--output)/.test(arg));
  const path = args[at]?.split("=")[1] ?? args[at + 1];
  return at < 0 ? undefined : path?.replace(/[^/\\]*$/, "") || ".";
}

const child = new Deno.Command(Deno.execPath(), {
  args: ["run", ...flags(Deno.args), toPath(CLI), ...Deno.args],
}).spawn();
// Ctrl-C reaches the program too, which handles it.
Deno.addSignalListener("SIGINT", () => {});
if (Deno.build.os !== "windows") {
  Deno.addSignalListener("SIGTERM", () => child.kill("SIGTERM"));
}
const { code } = await child.status;
Deno.exit(code);
