/**
 * The command line with packages: an index on loopback, and caches of their own for `uv`, `pip` and Sandglass.
 *
 * @module
 */
import { runTool, TOOLS } from "../../sandbox/user_tools.ts";
import { makeWheel } from "../sandbox/packages/_make_wheel.ts";
import {
  type PackageIndex,
  servePackages,
} from "../sandbox/packages/_package_index.ts";
import { type CliOptions, type CliOutcome, sandglass } from "./_cli.ts";

/** The programs that fetch packages. */
const FETCHERS = ["uv", "pip", "pip3", "python3", "python"];

/** Whether this machine has one of them that works. */
export const HAS_PACKAGE_TOOL: boolean = (await Promise.all(
  TOOLS.map((tool) => runTool(tool, { args: ["--version"] })),
)).some(({ state }) => state === "done");

/** An index with a few packages, and a temporary folder for everything that is written. */
export class CliPackages implements AsyncDisposable {
  /** The folder. */
  readonly base: string;
  /** The index. */
  readonly index: PackageIndex;

  private constructor(base: string, index: PackageIndex) {
    this.base = base;
    this.index = index;
  }

  /**
   * Serves `fruit` in two versions, of which each needs `seeds`, and `nuts`, whose module is `walnut`.
   *
   * @returns The packages
   */
  static async make(): Promise<CliPackages> {
    const base = await Deno.makeTempDir({ prefix: "cli_packages_" });
    const fruit = (version: string): ReturnType<typeof makeWheel> =>
      makeWheel({
        name: "fruit",
        version,
        metadata: ["Requires-Dist: seeds"],
        files: {
          "fruit.py":
            `import seeds\nversion = "${version}"\ncount = seeds.count\n`,
        },
      });
    const wheels = await Promise.all([
      fruit("1.0"),
      fruit("2.0"),
      makeWheel({ name: "seeds", files: { "seeds.py": "count = 7\n" } }),
      makeWheel({ name: "nuts", files: { "walnut.py": "kind = 'nut'\n" } }),
    ]);
    const place = new CliPackages(base, servePackages(wheels));
    await place.#linkSnapshots();
    return place;
  }

  /** The permissions and variables of a process. */
  options(
    { isOffline = false, stdin = "" }: {
      readonly isOffline?: boolean;
      readonly stdin?: string;
    } = {},
  ): CliOptions & { readonly flags: readonly string[] } {
    const programs = [Deno.execPath(), ...isOffline ? [] : FETCHERS];
    return {
      stdin,
      flags: [
        "--quiet",
        "--no-prompt",
        "--allow-read",
        `--allow-write=${this.base}`,
        `--allow-run=${programs.join(",")}`,
        "--allow-env=HOME,XDG_CACHE_HOME,XDG_DATA_HOME",
      ],
      env: this.environment,
    };
  }

  /** The variables: caches in the folder, and nothing of the user's settings. */
  get environment(): Readonly<Record<string, string>> {
    const { url } = this.index;
    return {
      XDG_CACHE_HOME: `${this.base}/cache`,
      PIP_CONFIG_FILE: "/dev/null",
      PIP_INDEX_URL: url,
      PIP_CACHE_DIR: `${this.base}/pip`,
      PIP_RETRIES: "0",
      UV_NO_CONFIG: "1",
      UV_DEFAULT_INDEX: url,
      UV_CACHE_DIR: `${this.base}/uv`,
    };
  }

  /** Runs a command line. */
  run(
    args: readonly string[],
    options?: { readonly isOffline?: boolean; readonly stdin?: string },
  ): Promise<CliOutcome> {
    return sandglass(args, this.options(options));
  }

  /** Writes a file, and returns its path. */
  async write(name: string, text: string): Promise<string> {
    const path = `${this.base}/${name}`;
    await Deno.writeTextFile(path, text);
    return path;
  }

  /** Spares the build of snapshots, if there are some. */
  async #linkSnapshots(): Promise<void> {
    const target = `${this.base}/cache/sandglass`;
    await Deno.mkdir(target, { recursive: true, mode: 0o700 });
    const usual = Deno.env.get("XDG_CACHE_HOME") ??
      `${Deno.env.get("HOME")}/.cache`;
    const entries = await Array.fromAsync(
      Deno.readDir(`${usual}/sandglass`),
    ).catch(() => []);
    for (const { name } of entries) {
      if (!/^python-.*\.snapshot$/.test(name)) continue;
      await Deno.link(`${usual}/sandglass/${name}`, `${target}/${name}`)
        .catch(() => {});
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.index[Symbol.asyncDispose]();
    await Deno.remove(this.base, { recursive: true });
  }
}
