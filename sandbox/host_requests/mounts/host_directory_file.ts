import type { Allowance } from "./allowance.ts";
import { toFileError } from "./file_error.ts";
import type { FileStat, OpenFile } from "./file_tree.ts";
import type { HostFile } from "./host_files.ts";

/** An open file of the host's, whose writes are counted. */
export class HostDirectoryFile implements OpenFile {
  readonly #file: HostFile;
  readonly #allowance: Allowance;
  /** As large as it has been seen; what lies beyond has to be paid for, holes too. */
  #size: number;

  /** Takes a file over. */
  constructor(file: HostFile, size: number, allowance: Allowance) {
    this.#file = file;
    this.#size = size;
    this.#allowance = allowance;
  }

  stat(): Promise<FileStat> {
    return attempt(async () => {
      const { size, mtimeMs } = await this.#file.stat();
      return { kind: "file", size, mtimeMs };
    });
  }

  read(offset: number, length: number): Promise<Uint8Array> {
    return attempt(async () => {
      const bytes = new Uint8Array(length);
      return bytes.subarray(0, await this.#file.read(offset, bytes));
    });
  }

  write(offset: number, data: Uint8Array): Promise<void> {
    return attempt(async () => {
      const hole = await this.#growth(offset);
      this.#allowance.takeBytes(hole + data.byteLength);
      await this.#file.write(offset, data);
      this.#size = Math.max(this.#size, offset + data.byteLength);
    });
  }

  truncate(size: number): Promise<void> {
    return attempt(async () => {
      this.#allowance.takeBytes(await this.#growth(size));
      await this.#file.truncate(size);
      this.#size = size;
    });
  }

  close(): void {
    this.#file.close();
  }

  async #growth(end: number): Promise<number> {
    if (end > this.#size) this.#size = (await this.#file.stat()).size;
    return Math.max(0, end - this.#size);
  }
}

async function attempt<T>(operate: () => Promise<T>): Promise<T> {
  try {
    return await operate();
  } catch (error) {
    throw toFileError(error);
  }
}
