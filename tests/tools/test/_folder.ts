/**
 * A folder with files, for the processes that a test starts.
 *
 * @module
 */

/** A temporary folder. */
export class Folder implements AsyncDisposable {
  readonly path: string = Deno.makeTempDirSync({ prefix: "runner_" });

  /** Writes a file. @returns Its path */
  write(name: string, text: string): string {
    const path = `${this.path}/${name}`;
    Deno.writeTextFileSync(path, text);
    return path;
  }

  /** The text of a file; empty if the file is missing. */
  read(name: string): string {
    try {
      return Deno.readTextFileSync(`${this.path}/${name}`);
    } catch {
      return "";
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}
