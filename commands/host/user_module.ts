/**
 * A module of the user's that runs in this process, for `--functions`. What it does to the process beside being called
 * (it ends it, it leaves an error unhandled, it is never loaded) is reported with its name.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import { EXIT } from "../report/exit_status.ts";
import { ModuleFailure } from "../report/module_failure.ts";
import { toFileUrl } from "./file_url.ts";

/** How long a module may take to load, in milliseconds: it may have packages to fetch. */
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

/** A module of the user's that is being imported. */
export interface UserModule {
  /** What it exports; rejects if it does not load, or takes too long. */
  readonly exports: Promise<Readonly<Record<string, unknown>>>;
  /** Says that what ends this process from now on is the program itself; until then it is reported as the module's. */
  readonly allowExit: () => void;
}

/**
 * Imports a module of the user's. From then on its failures are reported.
 *
 * @param path The module's file
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
  // It also keeps this process from ending while nothing else is waited for.
  const timer = setTimeout(
    () => reject(new Error(tooLate(loadWithinMs))),
    loadWithinMs,
  );
  try {
    const { href } = toFileUrl(path, Deno.cwd());
    // A binary brings its own way to import TypeScript.
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

/** Takes errors that would end this process with a stack. */
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

/** The uppermost line of a stack that names a file. */
function placeOf(error: unknown): string {
  const stack = error instanceof Error ? error.stack ?? "" : "";
  const place = /\bfile:\/\/[^\s)]+/.exec(stack)?.[0];
  return place === undefined ? "" : ` (at ${place})`;
}

function watchForExit(path: string): () => void {
  const onExit = (): void => {
    // There is no time left for a queue.
    const text =
      `sandglass: Cannot go on as the module of --functions ${path} ended this process (Deno.exit or process.exit)\n`;
    try {
      Deno.stderr.writeSync(new TextEncoder().encode(text));
    } catch {
      // Standard error is closed.
    }
    Deno.exitCode = EXIT.notStarted;
  };
  // It comes with every exit but one by a signal.
  globalThis.addEventListener("unload", onExit);
  return () => globalThis.removeEventListener("unload", onExit);
}
