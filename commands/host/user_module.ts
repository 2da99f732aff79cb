/**
 * The module of `--functions`, which runs in this process. A failure outside of a call is reported with the name of the
 * module: an exit of the process, an unhandled error, or an import that does not end.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import { EXIT } from "../report/exit_status.ts";
import { ModuleFailure } from "../report/failure.ts";
import { toFileUrl } from "./file_url.ts";

/** How long a module may take to load, in milliseconds. It may have to fetch packages. */
const LOAD_WITHIN_MS = 15_000;

/** Options of an import. */
export interface UserModuleOptions {
  /** Called when the module leaves an error unhandled, at any time. */
  readonly fail: (reason: ModuleFailure) => void;
  /**
   * How long the module may take to load, in milliseconds.
   * @default {15_000}
   */
  readonly loadWithinMs?: number;
}

/** A module of the user that is being imported. */
export interface UserModule {
  /** The exports; rejects if the module does not load in time. */
  readonly exports: Promise<Readonly<Record<string, unknown>>>;
  /** Allows an exit of this process. Before, an exit is reported as a failure of the module. */
  readonly allowExit: () => void;
}

/**
 * Imports a module of the user, and reports its failures from then on.
 *
 * @param path The path of the module
 * @param options Options of the import
 * @returns The module
 */
export function importUserModule(
  path: string,
  { fail, loadWithinMs = LOAD_WITHIN_MS }: UserModuleOptions,
): UserModule {
  watchForErrors(path, fail);
  return {
    allowExit: watchForExit(path),
    exports: importWithin(path, loadWithinMs),
  };
}

async function importWithin(
  path: string,
  loadWithinMs: number,
): Promise<Readonly<Record<string, unknown>>> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  // The timer also keeps the process alive while a top-level await never settles.
  const timer = setTimeout(
    () => reject(new Error(tooLate(loadWithinMs))),
    loadWithinMs,
  );
  try {
    const { href } = toFileUrl(path, Deno.cwd());
    // A compiled binary has its own function to import TypeScript.
    const { embedded } = await import("../../sandbox/embedded.ts");
    const loading = embedded?.importModule(href) ?? import(href);
    return await Promise.race([loading, late]);
  } finally {
    clearTimeout(timer);
  }
}

function tooLate(loadWithinMs: number): string {
  return `it took more than ${
    loadWithinMs / 1_000
  } s (does a top-level await never settle? Wait inside a function instead)`;
}

/** Reports unhandled errors, which would end the process with a stack. */
function watchForErrors(
  path: string,
  fail: (reason: ModuleFailure) => void,
): void {
  const report = (error: unknown): void =>
    fail(
      new ModuleFailure(
        `Cannot go on as the module of --functions ${path} left an error unhandled: ${
          messageOf(error)
        }${placeOf(error)}`,
      ),
    );
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    report(event.reason);
  });
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    report(event.error);
  });
}

/** Returns the first place in a file of a stack. */
function placeOf(error: unknown): string {
  const stack = error instanceof Error ? error.stack ?? "" : "";
  const place = /\bfile:\/\/[^\s)]+/.exec(stack)?.[0];
  return place === undefined ? "" : ` (at ${place})`;
}

function watchForExit(path: string): () => void {
  const onExit = (): void => {
    // The process exits, so the write must be synchronous.
    const text =
      `sandglass: Cannot go on as the module of --functions ${path} ended this process (Deno.exit or process.exit)\n`;
    try {
      Deno.stderr.writeSync(new TextEncoder().encode(text));
    } catch {
      // Standard error is closed.
    }
    Deno.exitCode = EXIT.notStarted;
  };
  // The event precedes every exit except one by a signal.
  globalThis.addEventListener("unload", onExit);
  return () => globalThis.removeEventListener("unload", onExit);
}
