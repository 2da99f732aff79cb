/**
 * The errors of preparing packages.
 *
 * @module
 */
import { messageOf, SandboxError } from "../../core/errors.ts";
import { isFull } from "../full_disk.ts";

/** What is needed to find the cache directory. */
const ENVIRONMENT = "--allow-env=HOME,XDG_CACHE_HOME";

/**
 * Packages that cannot be prepared.
 *
 * @param reason Why, as the end of a sentence
 * @param options The cause
 * @returns The error
 */
export function packagesFailure(
  reason: string,
  options?: ErrorOptions,
): SandboxError {
  return new SandboxError(
    "PACKAGES_FAILED",
    `Cannot prepare packages as ${reason}`,
    options,
  );
}

/**
 * The cache directory is unknown.
 *
 * @returns The error
 */
export function unknownDirectory(): SandboxError {
  return new SandboxError(
    "PERMISSION_REQUIRED",
    `Cannot prepare packages as the cache directory is unknown: set HOME or XDG_CACHE_HOME, and grant ${ENVIRONMENT}`,
  );
}

/**
 * The cache directory may not be used.
 *
 * @param directory The directory
 * @returns The error
 */
export function directoryRefused(directory: string): SandboxError {
  return new SandboxError(
    "PERMISSION_REQUIRED",
    `Cannot prepare packages as their directory may not be used: grant --allow-read=${directory} --allow-write=${directory}`,
  );
}

/**
 * The disk is full.
 *
 * @param directory The directory
 * @param options The cause
 * @returns The error
 */
export function diskFull(
  directory: string,
  options?: ErrorOptions,
): SandboxError {
  return packagesFailure(
    `the disk is full: make room at ${directory}, or set XDG_CACHE_HOME to a directory on another disk`,
    options,
  );
}

/**
 * What failed while files were read or written.
 *
 * @param error The error
 * @param directory The directory
 * @returns One that says what to do if the system refused something, else the same error
 */
export function explainFiles(error: unknown, directory: string): Error {
  if (error instanceof SandboxError) return error;
  if (!(error instanceof Error)) return new Error(messageOf(error));
  if (isFull(error)) return diskFull(directory, { cause: error });
  // Errors of the system have a code.
  if (!("code" in error)) return error;
  return packagesFailure(
    `${directory} cannot be used: ${error.message}`,
    { cause: error },
  );
}
