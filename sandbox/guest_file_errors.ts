/**
 * What goes wrong with files of a guest, in words.
 *
 * @module
 */
import { SandboxError } from "../core/errors.ts";
import type { GuestFileRequest } from "../core/protocol.ts";

/** Why writing fails in the middle of a file. */
const NO_ROOM: readonly unknown[] = ["ENOSPC", "ENOMEM"];

/** Whether there was no room for a file, part of which may be there. */
export function isFull(error: unknown): boolean {
  return error instanceof SandboxError && NO_ROOM.includes(error.cause);
}

/** What the error numbers of a guest's file system say of a path. */
const REASONS: Readonly<Record<string, string>> = {
  EISDIR: "it is a directory",
  ENOTDIR: "a part of its path is a file",
  EEXIST: "a part of its path is a file",
  EINVAL: "it is neither a file nor a directory",
  ENOSPC:
    "there is no room: fileBytes, maxFiles and memoryBytes set the limits",
  ENOMEM: "the guest has no memory left for it",
  ENAMETOOLONG: "its path is too long",
  EROFS: "it must not be written",
  EACCES: "the guest may not touch it, or it is part of a mount",
};

/** What went wrong with a request, by the name of the guest's error number. */
export function explain(
  { op, ...request }: GuestFileRequest,
  error: string,
): SandboxError {
  const path = "path" in request ? request.path : "";
  if (error === "ENOENT") {
    return new SandboxError(
      "FILE_NOT_FOUND",
      `Cannot ${op} ${JSON.stringify(path)} as there is no such file`,
    );
  }
  const reason = Object.hasOwn(REASONS, error) ? REASONS[error] : undefined;
  return refused(op, path, reason ?? "the guest's file system failed", error);
}

/** A file that is not taken or given. */
export function refused(
  op: string,
  path: string,
  reason: string,
  cause?: string,
): SandboxError {
  return new SandboxError(
    "FILE_REFUSED",
    `Cannot ${op} ${JSON.stringify(path)} as ${reason}`,
    cause === undefined ? {} : { cause },
  );
}
