/**
 * The operations of a mount, independent of its implementation.
 *
 * @module
 */

/** A path below the root of a mount, checked by `parsePath`. */
export type Path = readonly string[];

/** What a guest may find. */
export type Kind = "file" | "directory";

/** What is known of a file or directory. */
export interface FileStat {
  readonly kind: Kind;
  readonly size: number;
  readonly mtimeMs: number;
}

/** An entry of a directory; what is neither file nor directory can only be removed. */
export interface ListEntry {
  readonly name: string;
  readonly kind: Kind | "other";
}

/** How a file is opened. */
export interface OpenFlags {
  readonly write: boolean;
  /** Whether it is made if it is not there. */
  readonly create: boolean;
  /** Whether it is an error if it is there. */
  readonly exclusive: boolean;
  readonly truncate: boolean;
}

/** An open file. */
export interface OpenFile {
  stat(): Promise<FileStat>;
  /** Reads at most so many bytes; none at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
  write(offset: number, data: Uint8Array): Promise<void>;
  truncate(size: number): Promise<void>;
  close(): void;
}

/** Files and directories. All methods reject with a `FileError` alone. */
export interface FileTree {
  stat(path: Path): Promise<FileStat>;
  list(path: Path): Promise<ListEntry[]>;
  open(path: Path, flags: OpenFlags): Promise<OpenFile>;
  mkdir(path: Path): Promise<void>;
  rmdir(path: Path): Promise<void>;
  unlink(path: Path): Promise<void>;
  rename(from: Path, to: Path): Promise<void>;
}

/** More entries than a directory may have to be listed. */
export const MAX_ENTRIES = 10_000;
