/**
 * The operations on the host's files that mounts are made of. What decides which files is `host_directory.ts`.
 *
 * @module
 */
import { isGranted } from "../../host.ts";

/** What there is under a name, links not followed. */
export interface HostEntry {
  readonly kind: "file" | "directory" | "link" | "other";
  readonly size: number;
  readonly mtimeMs: number;
  /** How many names a file has. */
  readonly links: number;
  /** Identifies the file, independent of its name. */
  readonly identity: string;
}

/** An open file of the host's. */
export interface HostFile {
  stat(): Promise<HostEntry>;
  read(offset: number, into: Uint8Array): Promise<number>;
  write(offset: number, data: Uint8Array): Promise<void>;
  truncate(size: number): Promise<void>;
  close(): void;
}

/** The host's files; everything rejects or throws what the runtime does. */
export interface HostFiles {
  readonly separator: string;
  readonly windows: boolean;
  /** Whether a path may be read, or written. */
  isPermitted(name: "read" | "write", path: string): boolean;
  realPath(path: string): Promise<string>;
  realPathSync(path: string): string;
  lstatSync(path: string): HostEntry;
  /** The names in a directory and what each is. */
  readDir(
    path: string,
  ): Promise<{ readonly name: string; readonly kind: HostEntry["kind"] }[]>;
  /** Opens a file that is there, as it is. */
  open(path: string, options: { readonly write: boolean }): Promise<HostFile>;
  /** Makes a file that is not there. */
  create(path: string): Promise<HostFile>;
  mkdir(path: string): Promise<void>;
  /** Removes a file, a link or an empty directory. */
  remove(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
}

/** The files of the host that this process runs on. */
export const HOST_FILES: HostFiles = {
  separator: Deno.build.os === "windows" ? "\\" : "/",
  windows: Deno.build.os === "windows",
  isPermitted: (name, path) => isGranted({ name, path }),
  realPath: (path) => Deno.realPath(path),
  realPathSync: (path) => Deno.realPathSync(path),
  lstatSync: (path) => toEntry(Deno.lstatSync(path)),
  readDir: (path) =>
    Array.fromAsync(
      Deno.readDir(path),
      (entry) => ({ name: entry.name, kind: kindOf(entry) }),
    ),
  open: async (path, { write }) =>
    toFile(await Deno.open(path, { read: true, write })),
  create: async (path) =>
    toFile(
      await Deno.open(path, {
        read: true,
        write: true,
        createNew: true,
        mode: 0o644,
      }),
    ),
  mkdir: (path) => Deno.mkdir(path, { mode: 0o755 }),
  remove: (path) => Deno.remove(path),
  rename: (from, to) => Deno.rename(from, to),
};

function toEntry(info: Deno.FileInfo): HostEntry {
  return {
    kind: kindOf(info),
    size: info.size,
    mtimeMs: info.mtime?.getTime() ?? 0,
    links: info.nlink ?? 1,
    // Where files have no numbers, the time at which one was made is the next best thing.
    identity: `${info.dev}:${info.ino ?? `${info.birthtime?.getTime()}`}`,
  };
}

function kindOf(
  { isFile, isDirectory, isSymlink }: {
    readonly isFile: boolean;
    readonly isDirectory: boolean;
    readonly isSymlink: boolean;
  },
): HostEntry["kind"] {
  if (isSymlink) return "link";
  return isFile ? "file" : isDirectory ? "directory" : "other";
}

function toFile(file: Deno.FsFile): HostFile {
  return {
    stat: async () => toEntry(await file.stat()),
    read: async (offset, into) => {
      await file.seek(offset, Deno.SeekMode.Start);
      let filled = 0;
      while (filled < into.byteLength) {
        const read = await file.read(into.subarray(filled));
        if (read === null || read === 0) break;
        filled += read;
      }
      return filled;
    },
    write: async (offset, data) => {
      await file.seek(offset, Deno.SeekMode.Start);
      for (let at = 0; at < data.byteLength;) {
        at += await file.write(data.subarray(at));
      }
    },
    truncate: (size) => file.truncate(size),
    close: () => file.close(),
  };
}
