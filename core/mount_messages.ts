/**
 * The host requests of a guest about mounted directories, and the responses. The host parses the requests as untrusted
 * (`sandbox/mounts/file_request.ts`); the answers are the host's own.
 *
 * @module
 */

/** What is at a path. */
export type FileKind = "file" | "directory";

/** What the host says of a file or a directory. */
export interface MountStat {
  readonly kind: FileKind;
  /** Bytes. */
  readonly size: number;
  /** When it was last changed, in milliseconds since 1970. */
  readonly mtimeMs: number;
}

/** How a file is opened. */
export interface MountOpenFlags {
  readonly write?: boolean;
  readonly create?: boolean;
  readonly exclusive?: boolean;
}

/** Which file: one that is open, or the one at a path. */
type MountTarget = { readonly handle: number } | { readonly path: string };

/** A request about a mount; paths are the guest's and absolute. */
export type MountRequest =
  | {
    readonly op: "stat" | "list" | "mkdir" | "rmdir" | "unlink";
    readonly path: string;
  }
  | { readonly op: "rename"; readonly path: string; readonly to: string }
  | { readonly op: "open"; readonly path: string } & MountOpenFlags
  | { readonly op: "fstat" | "close"; readonly handle: number }
  | { readonly op: "truncate"; readonly size: number } & MountTarget
  | {
    readonly op: "read";
    readonly offset: number;
    readonly length: number;
  } & MountTarget
  /** What is written goes with it, as bytes. */
  | {
    readonly op: "write";
    readonly offset: number | "end";
  }
    & MountOpenFlags
    & MountTarget;

/** What is answered to each request. What `read` gives comes as bytes. */
export interface MountValues {
  readonly stat: MountStat;
  readonly fstat: MountStat;
  readonly list: readonly (readonly [name: string, kind: FileKind])[];
  /** The handle. */
  readonly open: number;
  readonly close: unknown;
  readonly mkdir: unknown;
  readonly read: unknown;
  readonly rename: unknown;
  readonly rmdir: unknown;
  readonly truncate: unknown;
  readonly unlink: unknown;
  readonly write: unknown;
}
