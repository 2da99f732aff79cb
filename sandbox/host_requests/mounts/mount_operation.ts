/**
 * The parser of a guest's host requests about its mounts. Their JSON is untrusted.
 *
 * @module
 */
import { MOUNT_PIECE_BYTES } from "../../../engines/worker/shared_values.js";
import { FileError } from "./file_error.ts";
import type { OpenFlags } from "./file_tree.ts";

/** The longest request, in UTF-16 units; JSON may write one byte of a path as six. */
const MAX_REQUEST_CHARS = 64 * 1024;
/** The largest file that can be told of exactly. */
const MAX_OFFSET = Number.MAX_SAFE_INTEGER - MOUNT_PIECE_BYTES;

/** What is asked. Paths are absolute paths of the guest's; what has a `handle` may have a `path` instead. */
export type MountOperation =
  | {
    readonly op: "stat" | "list" | "mkdir" | "rmdir" | "unlink";
    readonly path: string;
  }
  | { readonly op: "rename"; readonly path: string; readonly to: string }
  | { readonly op: "open"; readonly path: string; readonly flags: OpenFlags }
  | {
    readonly op: "read";
    readonly on: Target;
    readonly offset: number;
    readonly length: number;
  }
  | {
    readonly op: "write";
    readonly on: Target;
    readonly offset: number | "end";
    readonly flags: OpenFlags;
  }
  | { readonly op: "truncate"; readonly on: Target; readonly size: number }
  | { readonly op: "fstat" | "close"; readonly handle: number };

/** An open file, or one that is opened for this request alone. */
export type Target =
  | { readonly handle: number; readonly path?: undefined }
  | { readonly path: string; readonly handle?: undefined };

/**
 * Reads a request.
 *
 * @param text What a guest sent
 * @returns The request
 * @throws {FileError} If it is no request
 */
export function parseMountOperation(text: string): MountOperation {
  const request = parseObject(text);
  const { op } = request;
  switch (op) {
    case "stat":
    case "list":
    case "mkdir":
    case "rmdir":
    case "unlink":
      return { op, path: toPath(request.path) };
    case "rename":
      return { op, path: toPath(request.path), to: toPath(request.to) };
    case "open":
      return { op, path: toPath(request.path), flags: toFlags(request) };
    case "read": {
      const length = Math.min(toCount(request.length), MOUNT_PIECE_BYTES);
      return {
        op,
        on: toTarget(request),
        offset: toCount(request.offset),
        length,
      };
    }
    case "write":
      return {
        op,
        on: toTarget(request),
        offset: request.offset === "end" ? "end" : toCount(request.offset),
        flags: { ...toFlags(request), write: true },
      };
    case "truncate":
      return { op, on: toTarget(request), size: toCount(request.size) };
    case "fstat":
    case "close":
      return { op, handle: toCount(request.handle) };
    default:
      throw new FileError("EINVAL");
  }
}

/**
 * Reads the bytes that go with a request.
 *
 * @param data Base64, if there is any
 * @returns The bytes
 * @throws {FileError} If it is invalid or too long
 */
export function parseData(data: string | undefined): Uint8Array {
  if (data === undefined) return new Uint8Array(0);
  if (data.length > 2 * MOUNT_PIECE_BYTES) throw new FileError("EINVAL");
  try {
    return Uint8Array.fromBase64(data);
  } catch {
    throw new FileError("EINVAL");
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  if (text.length > MAX_REQUEST_CHARS) throw new FileError("ENAMETOOLONG");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new FileError("EINVAL");
  }
  if (typeof value !== "object" || value === null) {
    throw new FileError("EINVAL");
  }
  // Any object has unknown properties.
  return value as Readonly<Record<string, unknown>>;
}

function toPath(value: unknown): string {
  if (typeof value !== "string") throw new FileError("EINVAL");
  return value;
}

function toCount(value: unknown): number {
  const fits = typeof value === "number" && Number.isSafeInteger(value) &&
    value >= 0 && value <= MAX_OFFSET;
  if (!fits) throw new FileError("EINVAL");
  return value;
}

function toTarget(
  { handle, path }: Readonly<Record<string, unknown>>,
): Target {
  return handle === undefined
    ? { path: toPath(path) }
    : { handle: toCount(handle) };
}

function toFlags(request: Readonly<Record<string, unknown>>): OpenFlags {
  return {
    write: request.write === true,
    create: request.create === true,
    exclusive: request.exclusive === true,
    truncate: request.truncate === true,
  };
}
