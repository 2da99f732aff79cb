/**
 * A user who has only Deno: no cache, no configuration, an empty directory.
 *
 * @module
 */
const DEADLINE_MS = 120_000;
/** How often a directory is removed, where a process still makes files in it. */
const MAX_TRIES = 50;

/** The status and output of a command. */
export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Such a user, until it is disposed of. */
export class Newcomer implements AsyncDisposable {
  /** Contains the home, the cache and the working directory. */
  readonly #place = Deno.makeTempDirSync({ prefix: "sandglass_newcomer_" });
  /** The user's environment variables. */
  readonly #env: Readonly<Record<string, string>>;

  /**
   * @param env Additional variables
   * @param homeName The name of the home directory
   */
  constructor(
    env: Readonly<Record<string, string>> = {},
    homeName: string = "home",
  ) {
    const home = `${this.#place}/${homeName}`;
    const bin = Deno.execPath().replace(/[\\/][^\\/]+$/, "");
    this.#env = {
      HOME: home,
      XDG_CACHE_HOME: `${home}/.cache`,
      // Nothing is installed apart.
      XDG_DATA_HOME: "",
      DENO_DIR: `${home}/.cache/deno`,
      PATH: `${home}/.deno/bin:${bin}:${Deno.env.get("PATH")}`,
      NO_COLOR: "1",
      DENO_NO_UPDATE_CHECK: "1",
      DENO_NO_PROMPT: "1",
      ...env,
    };
    for (const path of [home, this.directory]) Deno.mkdirSync(path);
    this.#copyRegistrySettings(home);
  }

  /** The working directory. */
  get directory(): string {
    return `${this.#place}/work`;
  }

  /** Runs a line in a shell. */
  async types(line: string): Promise<Outcome> {
    const { code, stdout, stderr } = await new Deno.Command("sh", {
      args: ["-c", line],
      cwd: this.directory,
      env: this.#env,
      stdin: "null",
      signal: AbortSignal.timeout(DEADLINE_MS),
    }).output();
    const decoder = new TextDecoder();
    return {
      status: code,
      stdout: decoder.decode(stdout),
      stderr: decoder.decode(stderr).replace(
        /^(?:Download|Initialize) .*\n/gm,
        "",
      ),
    };
  }

  /** Writes a file into the working directory, or below it. */
  async writes(name: string, text: string): Promise<void> {
    const path = `${this.directory}/${name}`;
    await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(path, text);
  }

  /** Copies the npm registry's settings, which depend on the network. */
  #copyRegistrySettings(home: string): void {
    try {
      Deno.copyFileSync(`${Deno.env.get("HOME")}/.npmrc`, `${home}/.npmrc`);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await removeWhileUsed(this.#place);
  }
}

/** Removes a directory, in which a process that ends right now may still make a file. */
async function removeWhileUsed(directory: string): Promise<void> {
  for (let tries = 0;; tries++) {
    try {
      return await Deno.remove(directory, { recursive: true });
    } catch (error) {
      if (tries === MAX_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
