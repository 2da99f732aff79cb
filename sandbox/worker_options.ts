/**
 * Whether this process may start workers with fewer permissions than its own.
 *
 * Without `--unstable-worker-options` Deno ends the whole process with status 70 when a worker is given permissions,
 * and no `try` catches it. So it is asked before. Deno has no way to ask; what it would hand on to a forked Node
 * program tells, and that is looked at without ever starting one.
 *
 * @module
 */
import { fork } from "node:child_process";
import { SandboxError } from "../core/errors.ts";
import { isCompiled } from "./host.ts";

const FLAG = "--unstable-worker-options";

/** What was found out, once: the flags do not change, and every look leaves a socket open (a fault of Deno's). */
let flags: readonly string[] | "unknown" | undefined;

/**
 * Makes sure that workers can be started without permissions.
 *
 * @throws {SandboxError} `UNSTABLE_FLAG_REQUIRED` if they cannot. Where there is no telling (without permission to read
 * the environment) nothing is thrown, and Deno's own message names the flag.
 */
export function checkWorkerOptions(): void {
  // What is compiled hands no flags on, and tells by its end if it was compiled without this one.
  flags ??= isCompiled() ? "unknown" : handedOnFlags();
  if (flags === "unknown" || flags.includes(FLAG)) return;
  throw new SandboxError(
    "UNSTABLE_FLAG_REQUIRED",
    `Cannot isolate in a thread as this process was started without ${FLAG}: ` +
      `start it as "deno run ${FLAG} …", add "unstable": ["worker-options"] to its deno.json, ` +
      "or grant --allow-run for process isolation",
  );
}

/** The flags that Deno would hand on to a forked program, if it says. */
function handedOnFlags(): readonly string[] | "unknown" {
  try {
    const child = fork("none", [], {
      execPath: "/nonexistent/sandglass",
      env: {},
      stdio: "ignore",
    });
    child.on("error", () => {});
    return child.spawnargs;
  } catch {
    return "unknown";
  }
}
