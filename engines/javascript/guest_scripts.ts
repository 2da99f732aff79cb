/**
 * The scripts of the guest's side, which `deno task build:guest` links of the modules in `guest/`.
 *
 * @module
 */
import early from "./scripts/early.json" with { type: "text" };

let scripts: Readonly<Record<string, string>> | undefined;

/**
 * The scripts that a worker has from its start, by name. They are parsed when they are first needed, as not every program
 * runs JavaScript.
 *
 * @returns The scripts
 */
export function earlyGuestScripts(): Readonly<Record<string, string>> {
  return scripts ??= JSON.parse(early);
}

/**
 * One of the scripts that a worker requests when a guest first needs it.
 *
 * @param name Its name, which comes from the worker
 * @returns The script, or nothing if no script has this name
 */
export async function lateGuestScript(
  name: string,
): Promise<string | undefined> {
  const { lateScripts } = await import("./late_scripts.ts");
  return Object.hasOwn(lateScripts, name) ? lateScripts[name] : undefined;
}
