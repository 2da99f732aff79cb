/**
 * Separate folders for the temporary files of each process of a run.
 *
 * @module
 */

/** Makes the folders, and removes them. */
export class TemporaryFolders implements AsyncDisposable {
  // Short, as the paths of sockets are limited.
  readonly #root = Deno.makeTempDirSync({ prefix: "sg_" });
  #count = 0;

  /** The environment variables for a new folder. */
  next(): Readonly<Record<string, string>> {
    const path = `${this.#root}/${this.#count++}`;
    Deno.mkdirSync(path);
    return Deno.build.os === "windows"
      ? { TMP: path, TEMP: path }
      : { TMPDIR: path };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Some tests create folders that cannot be written to.
    await Deno.remove(this.#root, { recursive: true }).catch(() => {});
  }
}
