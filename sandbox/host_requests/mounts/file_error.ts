/**
 * What a guest may hear of a file operation that failed: a name of errno's, and nothing of the host's own words.
 *
 * @module
 */
import { GuestVisibleError } from "../host_requests.ts";

/** What each error says. */
const FILE_ERRORS = {
  EACCES: "Permission denied",
  EBADF: "Bad file descriptor",
  EEXIST: "File exists",
  EINVAL: "Invalid argument",
  EIO: "Input/output error",
  EISDIR: "Is a directory",
  ELOOP: "Too many symbolic links",
  EMFILE: "Too many open files",
  ENAMETOOLONG: "File name too long",
  ENOENT: "No such file or directory",
  ENOSPC: "No space left on device",
  ENOTDIR: "Not a directory",
  ENOTEMPTY: "Directory not empty",
  // The only value that can be too large is the length of a directory's list.
  EOVERFLOW: "The directory has more than 10000 entries",
  EPERM: "Operation not permitted",
  EROFS: "Read-only file system",
  EXDEV: "Cross-device link",
} as const;

/** The name of an error. */
type FileErrorName = keyof typeof FILE_ERRORS;

/** A file operation that failed, as its guest may know. */
export class FileError extends GuestVisibleError {
  /** The errno's name. */
  readonly errno: FileErrorName;

  /** Makes one. */
  constructor(errno: FileErrorName) {
    super(errno, FILE_ERRORS[errno]);
    this.errno = errno;
  }
}

/** Errors of the runtime's that have no code of the system's. */
const BY_NAME: Readonly<Record<string, FileErrorName>> = {
  NotFound: "ENOENT",
  AlreadyExists: "EEXIST",
  PermissionDenied: "EACCES",
  NotCapable: "EACCES",
  NotADirectory: "ENOTDIR",
  IsADirectory: "EISDIR",
  FilesystemLoop: "ELOOP",
};

/** The form of a thrown value that a guest may see. */
export function toFileError(thrown: unknown): FileError {
  if (thrown instanceof FileError) return thrown;
  if (!(thrown instanceof Error)) return new FileError("EIO");
  const { code } = thrown as { readonly code?: unknown };
  if (typeof code === "string" && isFileErrorName(code)) {
    return new FileError(code);
  }
  const { name } = thrown;
  const known = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  return new FileError(known ?? "EIO");
}

function isFileErrorName(code: string): code is FileErrorName {
  return Object.hasOwn(FILE_ERRORS, code);
}
