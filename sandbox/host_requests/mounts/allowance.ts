import { FileError } from "./file_error.ts";

/** What a guest may still write and make. */
export class Allowance {
  #bytes: number;
  #files: number;

  /** @param limits Bytes and files in all */
  constructor(
    limits: { readonly fileBytes: number; readonly maxFiles: number },
  ) {
    this.#bytes = limits.fileBytes;
    this.#files = limits.maxFiles;
  }

  /** Makes sure that there are so many bytes left. @throws {FileError} If there are not */
  assertBytes(bytes: number): void {
    if (bytes > this.#bytes) throw new FileError("ENOSPC");
  }

  /** Takes bytes. @throws {FileError} If there are not so many left */
  takeBytes(bytes: number): void {
    this.assertBytes(bytes);
    this.#bytes -= bytes;
  }

  /** Takes a file. @throws {FileError} If no file is left */
  takeFile(): void {
    if (this.#files < 1) throw new FileError("ENOSPC");
    this.#files--;
  }

  /** Gives back what is no longer used. */
  give({ bytes = 0, files = 0 }: { bytes?: number; files?: number }): void {
    this.#bytes += bytes;
    this.#files += files;
  }
}
