/**
 * Whether this process may start workers with fewer permissions than its own.
 *
 * Without `--unstable-worker-options` Deno ends the whole process with status 70 when a worker is given permissions,
 * and no `try` catches it. So it is asked before. Deno has no way to ask; what it would hand on to a forked Node
 * program tells, and that is looked at without ever starting one.
 *
 * @module
 */
import { ChildProcess, fork } from "node:child_process";
import { SandboxError } from "../../core/errors.ts";
import { howStarted, isCompiled, withoutEnvironment } from "../host.ts";

const FLAG = "--unstable-worker-options";

/** What was found out, once: the flags do not change. */
let flags: readonly unknown[] | "unknown" | undefined;

/**
 * Makes sure that workers can be started without permissions.
 *
 * @throws {SandboxError} `UNSTABLE_FLAG_REQUIRED` if they cannot. Where there is no telling nothing is thrown, and
 * Deno's own message names the flag.
 */
export function checkWorkerOptions(): void {
  // What is compiled hands no flags on, and tells by its end if it was compiled without this one.
  flags ??= isCompiled() ? "unknown" : handedOnFlags();
  if (flags === "unknown" || flags.includes(FLAG)) return;
  const { program, executable } = howStarted();
  throw new SandboxError(
    "UNSTABLE_FLAG_REQUIRED",
    `Cannot isolate in a thread as this process was started without ${FLAG}: ` +
      `start it as "deno run ${FLAG} ${program}" (or have "unstable": ["worker-options"] in its deno.json), ` +
      `or as "deno run --allow-run=${executable} ${program}" for process isolation`,
  );
}

/** The flags that Deno would hand on to a forked program, if it says. */
function handedOnFlags(): readonly unknown[] | "unknown" {
  let found: readonly unknown[] | "unknown" = "unknown";
  const { prototype } = ChildProcess;
  const original = Object.getOwnPropertyDescriptor(prototype, "spawn");
  if (original === undefined) return found;
  Object.defineProperty(prototype, "spawn", {
    ...original,
    value: (options: unknown) => found = argsOf(options) ?? found,
  });
  try {
    withoutEnvironment(() => fork("none", [], { env: {}, stdio: "ignore" }));
  } catch {
    // Another release of Deno: what was found by then counts.
  } finally {
    Object.defineProperty(prototype, "spawn", original);
  }
  return found;
}

function argsOf(options: unknown): readonly unknown[] | undefined {
  if (typeof options !== "object" || options === null) return undefined;
  return "args" in options && Array.isArray(options.args)
    ? options.args
    : undefined;
}
