/**
 * Checks the guests' Python with ruff, as `ruff.toml` says: its format, then its faults. With `--fix` it corrects
 * both.
 *
 * Ruff comes from PyPI, by `uvx` or by Python's `pip`, into `.offline/`. Where there is neither, or PyPI does not answer,
 * the check says that it was skipped, and passes.
 *
 * @module
 */

const VERSION = "0.17.6";
const ROOT = new URL("../", import.meta.url);
const FOLDER = `.offline/ruff-${VERSION}`;
/** For files elsewhere too. */
const CONFIG = ["--config", "ruff.toml"];
/** Enough for a download of 12 MB; without it, `pip` tries for minutes to reach what cannot be reached. */
const INSTALL_MS = 90_000;

/** A program with its first arguments. */
type Program = readonly [name: string, ...args: string[]];

/** How ruff can be had, the fastest way first; each is tried with `--version`. */
const WAYS: readonly { readonly install?: Program; readonly ruff: Program }[] =
  [
    { ruff: [`${FOLDER}/bin/ruff`] },
    { ruff: ["uvx", "--quiet", `ruff@${VERSION}`] },
    {
      install: [
        "python3",
        ..."-m pip install --quiet --disable-pip-version-check --retries 1"
          .split(" "),
        "--target",
        FOLDER,
        `ruff==${VERSION}`,
      ],
      ruff: [`${FOLDER}/bin/ruff`],
    },
  ];

/** Runs a program; says whether it exists and succeeds. */
async function succeeds(
  [name, ...args]: Program,
  stdio: "inherit" | "null",
): Promise<boolean> {
  try {
    const child = new Deno.Command(name, {
      args,
      cwd: ROOT,
      stdin: "null",
      stdout: stdio,
      stderr: stdio,
      ...(stdio === "null" ? { signal: AbortSignal.timeout(INSTALL_MS) } : {}),
    }).spawn();
    return (await child.status).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/**
 * Finds ruff, and gets it where it is missing.
 *
 * @returns How it is started, unless it cannot be had
 */
export async function findRuff(): Promise<Program | undefined> {
  for (const { install, ruff } of WAYS) {
    if (install !== undefined && !await succeeds(install, "null")) continue;
    if (await succeeds([...ruff, "--version"], "null")) return ruff;
  }
  return undefined;
}

/** What {@linkcode lintPython} looks at. */
export interface LintPythonOptions {
  /** Whether to correct what can be corrected. */
  readonly fix?: boolean;
  /** The files and folders to check rather than those of `ruff.toml`. */
  readonly paths?: readonly string[];
}

/**
 * Checks the guests' Python.
 *
 * @param options What to check
 * @returns Whether nothing was found; `true` too where ruff cannot be had
 */
export async function lintPython(
  { fix = false, paths = [] }: LintPythonOptions,
): Promise<boolean> {
  const ruff = await findRuff();
  if (ruff === undefined) {
    console.log(
      `The Python of guests was not checked (skipped): ruff ${VERSION} cannot be had, as there is neither uvx nor a ` +
        `python3 with pip, or PyPI does not answer`,
    );
    return true;
  }
  const format = await succeeds(
    [...ruff, "format", ...CONFIG, ...(fix ? [] : ["--diff"]), ...paths],
    "inherit",
  );
  const check = await succeeds(
    [...ruff, "check", ...CONFIG, ...(fix ? ["--fix"] : []), ...paths],
    "inherit",
  );
  return format && check;
}

if (import.meta.main) {
  Deno.exit(await lintPython({ fix: Deno.args.includes("--fix") }) ? 0 : 1);
}
