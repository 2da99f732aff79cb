/**
 * The run of a script whose header names more packages than its sandbox has. It is loaded for scripts with a header.
 *
 * @module
 */
import type { ScriptPlace } from "./late_packages.ts";
import { formatRequirement } from "../core/requirements.ts";
import type { RunResult } from "../core/result.ts";
import { ScriptBlockError } from "../core/script_block.ts";
import { missingPackages } from "./packages/mod.ts";

/**
 * Checks that a sandbox has what the header of a script names. A header adds no packages.
 *
 * @param code The script
 * @param place Where it is to run
 * @returns The result of a run that failed; `undefined` if the script can run
 */
export function refuseScript(
  code: string,
  { engine, isolation, packages }: ScriptPlace,
): RunResult | undefined {
  const error = findError(code, { engine, packages });
  if (error === undefined) return undefined;
  const { name, message } = error;
  return {
    status: "error",
    error: { name, message, traceback: `${name}: ${message}` },
    stdout: "",
    stderr: "",
    displays: [],
    truncated: [],
    files: [],
    usage: {
      wallMs: 0,
      cpuMs: undefined,
      peakMemoryBytes: undefined,
      startMs: 0,
      calls: 0,
    },
    engine,
    language: "python",
    isolation,
  };
}

function findError(
  code: string,
  place: Omit<ScriptPlace, "isolation">,
): { readonly name: string; readonly message: string } | undefined {
  try {
    const missing = missingPackages(code, place);
    if (missing.length === 0) return undefined;
    const there = place.packages.map(({ name, version }) =>
      `${name} ${version}`
    );
    return {
      name: "ModuleNotFoundError",
      message: `The header of the script needs packages that are not there: ${
        missing.map(formatRequirement).join(", ")
      } (${there.length === 0 ? "there are no packages" : there.join(", ")})`,
    };
  } catch (error) {
    if (!(error instanceof ScriptBlockError)) throw error;
    return {
      name: "SyntaxError",
      message: `The header of the script cannot be used: ${error.message}`,
    };
  }
}
