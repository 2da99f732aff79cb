/**
 * The texts that describe the tools to a model: what they can do, and what they cannot.
 *
 * @module
 */
import { resolveLimits } from "../../core/limits.ts";
import { formatBytes, formatDuration } from "../../core/units.ts";
import { describePackages } from "./packages.ts";
import type { ResolvedPolicy, ToolLanguage } from "./policy.ts";

/** What all engines for Python have in common. */
const PYTHON_RESULT =
  "and gives back what it prints, the value of its last expression, and the files and pictures it makes. Top-level await works. There are no threads, processes or sockets.";

const ABOUT_JAVASCRIPT =
  "Runs JavaScript (ECMAScript 2023 in QuickJS: no browser, no Node.js) and gives back what it prints with console.log, the value of its last expression, and the files it makes. Top-level await works. There are console, timers, web APIs, Node's modules (fs, path, util, crypto and others, by require or import) and imports of the session's files; there are no processes and sockets.";

/**
 * The version of Python and its packages.
 *
 * @param policy The policy of the server
 * @returns A part of a sentence
 */
export function pythonOf(
  { sandbox: { python: { engine } }, packages }: ResolvedPolicy,
): string {
  if (engine === "cpython") {
    return "Python 3.15, with numpy, pandas, matplotlib and others,";
  }
  return packages.available.length === 0
    ? "Python 3.14"
    : "Python 3.14, with the packages of run_python,";
}

function about(
  language: ToolLanguage,
  { sandbox: { python: { engine } }, packages, npmPackages }: ResolvedPolicy,
): string {
  if (language === "javascript") {
    return `${ABOUT_JAVASCRIPT} ${describeNpm(npmPackages)}`;
  }
  const list = describePackages(packages, engine);
  if (engine !== "cpython") {
    const others = list === ""
      ? "without further packages"
      : "the packages below";
    return `Runs Python 3.14 (CPython in WebAssembly, with the standard library and ${others}) ${PYTHON_RESULT}${
      list === "" ? "" : `\n${list}`
    }`;
  }
  return `Runs Python 3.15 (CPython in WebAssembly, with the standard library and the packages below) ${PYTHON_RESULT} matplotlib figures come back as pictures, by plt.show() or when left open; numpy, pandas and matplotlib are loaded already. The local time is UTC.
${list}`;
}

function describeNpm(packages: ResolvedPolicy["npmPackages"]): string {
  return packages.length === 0
    ? "There are no packages of npm."
    : `Packages of npm (no others can be installed): ${
      packages.map(({ name, version }) => `${name} ${version}`).join(", ")
    }.`;
}

/**
 * Describes the tool of a language.
 *
 * @param language The language
 * @param policy The policy of the server
 * @returns Text for a model
 */
export function describeLanguage(
  language: ToolLanguage,
  policy: ResolvedPolicy,
): string {
  const { sandbox: { [language]: options } } = policy;
  const limits = resolveLimits(language, options.limits);
  const call = language === "python"
    ? "host.NAME(...)"
    : "await host.NAME(...)";
  const functions = Object.keys(options.functions ?? {});
  return [
    about(language, policy),
    "The current directory is /work, which the file tools see too; everything else is isolated from the machine.",
    options.network === undefined
      ? "There is no network."
      : `The network is limited to: ${options.network.allow.join(", ")}.`,
    (options.mounts ?? []).length === 0
      ? ""
      : `Directories of the host: ${
        (options.mounts ?? []).map(({ guest, mode = "ro" }) =>
          `${guest} (${mode})`
        ).join(", ")
      }.`,
    functions.length === 0
      ? ""
      : `Functions of the host, called as ${call}: ${functions.join(", ")}.`,
    `A run ends after ${formatDuration(limits.timeoutMs)} at the latest, with ${
      formatBytes(limits.memoryBytes)
    } of memory.`,
  ].filter((line) => line !== "").join("\n");
}

/** The description of the whole server for a model. */
export const INSTRUCTIONS =
  `Runs code in sandboxes. Use run_python or run_javascript for anything that is better computed than guessed. Variables and files last from call to call within a session. write_file and read_file move data in and out of the session's /work.`;
