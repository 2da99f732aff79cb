/** A temporary folder with a directory for installations. */
export class Place implements Disposable {
  readonly base: string = Deno.makeTempDirSync();
  readonly directory = `${this.base}/data/cpython`;

  /** Writes a file. Returns its path. */
  write(name: string, content: Uint8Array | string, mode = 0o600): string {
    const path = `${this.base}/${name}`;
    Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    if (typeof content === "string") Deno.writeTextFileSync(path, content);
    else Deno.writeFileSync(path, content);
    if (Deno.build.os !== "windows") Deno.chmodSync(path, mode);
    return path;
  }

  /** All that is in the directory, without the lock. */
  names(): readonly string[] {
    try {
      return [...Deno.readDirSync(this.directory)].map(({ name }) => name)
        .filter((name) => name !== ".lock").sort();
    } catch {
      return [];
    }
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.base, { recursive: true });
  }
}
