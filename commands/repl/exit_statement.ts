import type { Language } from "../../core/options.ts";
import type { RunResult } from "../../core/result.ts";
import { EXIT } from "../report/exit_status.ts";

/** A call that ends a program; `exit` and `quit` also without a call. */
const EXIT_CALL =
  /^\s*(?:(?:exit|quit)|(?:exit|quit|sys\.exit|process\.exit|Deno\.exit)\s*\(\s*(\d{0,3})\s*\))\s*;?\s*$/;

/** The same in Python. */
const RAISED = /^\s*raise\s+SystemExit(?:\s*\(\s*(\d{0,3})\s*\))?\s*$/;

/**
 * Returns the exit status of a statement that ends a session. The guest itself cannot end it with success.
 *
 * @param code The statement
 * @param language Its language
 * @returns The exit status, or `undefined` for any other statement
 */
export function readExit(code: string, language: Language): number | undefined {
  const found = EXIT_CALL.exec(code) ??
    (language === "python" ? RAISED.exec(code) : null);
  if (found === null) return undefined;
  const status = Number(found[1] ?? "");
  return (status & 0xff) || (status === 0 ? EXIT.ok : EXIT.failed);
}

/**
 * Returns whether a statement ended its program, as `sys.exit(3)` in a function does.
 *
 * @param result The result of the statement
 * @param code The statement
 * @returns Whether the session ends; setting `process.exitCode` does not end it
 */
export function isGuestExit(result: RunResult, code: string): boolean {
  return result.status === "error" && result.error.exitCode !== undefined &&
    !/\.exitCode\s*=[^=]/.test(code);
}
