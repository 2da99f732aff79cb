/**
 * The errors of installing an engine, and of one that is not installed.
 *
 * @module
 */
import { messageOf, SandboxError } from "../../core/errors.ts";
import { isFull } from "../full_disk.ts";

/** The name of the engine that can be installed. */
export const ENGINE = "cpython";
/** How it is installed. */
export const INSTALL_COMMAND = `"sandglass install ${ENGINE}"`;
/** What is needed to find the directory for installed engines. */
const ENVIRONMENT = "--allow-env=HOME,XDG_DATA_HOME";

/** An installation that failed. */
export function installFailure(
  reason: string,
  options?: ErrorOptions,
): SandboxError {
  return new SandboxError(
    "INSTALL_FAILED",
    `Cannot install ${ENGINE} as ${reason}`,
    options,
  );
}

/** An installation that is not there, or cannot be used. */
export function notInstalled(reason: string): SandboxError {
  return new SandboxError("NOT_INSTALLED", `Cannot use ${ENGINE} as ${reason}`);
}

/** The directory for installed engines is unknown. */
export function unknownDirectory(act: string): SandboxError {
  return new SandboxError(
    "PERMISSION_REQUIRED",
    `Cannot ${act} ${ENGINE} as the data directory is unknown: set HOME or XDG_DATA_HOME, and grant ${ENVIRONMENT}`,
  );
}

/** A directory may not be used. */
export function directoryRefused(
  act: string,
  directory: string,
  isWritten = false,
): SandboxError {
  const write = isWritten ? ` --allow-write=${directory}` : "";
  return new SandboxError(
    "PERMISSION_REQUIRED",
    `Cannot ${act} ${ENGINE} as its directory may not be used: grant --allow-read=${directory}${write}`,
  );
}

/** Other users can write a directory. */
export function writableByOthers(directory: string): string {
  return `${directory} can be written by other users, who could replace the interpreter: run chmod go-w ${directory}`;
}

/** The disk is full. */
export function diskFull(
  directory: string,
  options?: ErrorOptions,
): SandboxError {
  return installFailure(
    `the disk is full: make room at ${directory}, or set XDG_DATA_HOME to a directory on another disk`,
    options,
  );
}

/**
 * What failed while an engine was installed.
 *
 * @param error The error
 * @param directory The directory
 * @returns One that says what to do if files could not be written, else the same error
 */
export function explainWriting(error: unknown, directory: string): Error {
  if (error instanceof SandboxError) return error;
  if (!(error instanceof Error)) return new Error(messageOf(error));
  const { message } = error;
  const code = "code" in error ? String(error.code) : "";
  if (isFull(error)) {
    return diskFull(directory, { cause: error });
  }
  // Errors of the system have a code.
  if (code === "") return error;
  return installFailure(`${directory} cannot be written: ${message}`, {
    cause: error,
  });
}
