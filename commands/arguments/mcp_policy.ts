/**
 * The flags of `mcp` that say what a session may do, and the policy that they set.
 *
 * @module
 */
import { defaultEngineOf } from "../../core/languages.ts";
import { late } from "../../core/late.ts";
import type { SandboxOptions } from "../../core/options.ts";
import type { Requirement } from "../../core/packages.ts";
import { formatRequirement } from "../../core/requirements.ts";
import { resolveSandboxOptions } from "../../core/resolve_options.ts";
import type { McpPolicy, PackagePolicy } from "../../servers/mcp/policy.ts";
import {
  OPTIONAL_TOOL_NAMES,
  TOOL_NAMES,
} from "../../servers/mcp/tools/names.ts";
import type { CommandContext } from "../command.ts";
import {
  ENGINE_VARIABLE,
  PYTHON_ENGINES,
  readEngine,
  withPackagesOfBoth,
} from "./engine_flag.ts";
import { passVariables } from "./env_flag.ts";
import { invalidValue, settingOf } from "./flag_values.ts";
import type { FlagSpec, FlagTable, FlagValues } from "./flags.ts";
import { FUNCTIONS_FLAG, readFunctions } from "./functions_flag.ts";
import { type MCP_FLAGS, readPolicy } from "./mcp_flags.ts";
import { SANDBOX_FLAGS, toSandboxOptions } from "./sandbox_flags.ts";
import { UsageError } from "./usage_error.ts";

const { engine: ENGINE_FLAG, arg: _arg, seed: _seed, ...OTHER_FLAGS } =
  SANDBOX_FLAGS;

const ALLOW_PACKAGES: FlagSpec & { readonly kind: "list" } = {
  kind: "list",
  placeholder: "NAME,...",
  example: "rich,tabulate",
  help: "Let a session add a package by the tool add_packages",
};

/** The flags. */
export const POLICY_FLAGS = {
  engine: {
    ...ENGINE_FLAG,
    example: "cpython",
    completion: PYTHON_ENGINES,
    help: `The engine for Python: ${PYTHON_ENGINES.join(" or ")} (default: ${
      defaultEngineOf("python")
    }, or ${ENGINE_VARIABLE})`,
  },
  ...OTHER_FLAGS,
  "allow-packages": ALLOW_PACKAGES,
  ...FUNCTIONS_FLAG,
  quiet: { kind: "switch", letter: "q", help: "Print only errors" },
} as const satisfies FlagTable;

type Flags = FlagValues<typeof MCP_FLAGS & typeof POLICY_FLAGS>;

/**
 * Reads the policy of a server, and fetches the packages of its sessions.
 *
 * @param flags The flags
 * @param context The surroundings of the command
 * @returns The policy
 * @throws {UsageError} If a value is invalid
 * @throws {SandboxError} If a package cannot be had
 */
export async function toPolicy(
  flags: Flags,
  context: CommandContext,
): Promise<McpPolicy> {
  checkEngine(flags.engine);
  const allowed = await readAllowed(flags);
  const { flags: { engine }, ...packages } = await withPackagesOfBoth(
    flags,
    context,
  );
  const given = passVariables({ ...flags, seed: undefined, arg: [] }, context);
  const { functions } = await readFunctions(flags.functions, {
    context,
    isQuiet: flags.quiet,
  });
  checkNames(Object.keys(functions ?? {}));
  const granted = functions === undefined ? {} : { functions };
  const options = (language: "python" | "javascript"): SandboxOptions => ({
    ...toSandboxOptions(
      { ...given, engine: language === "python" ? engine : undefined },
      language,
      packages[language],
    ),
    ...granted,
  });
  const python = options("python");
  const javascript = options("javascript");
  const onWarning = warningsTo(context, flags);
  return {
    sandbox: { python, javascript },
    ...readPolicy(flags),
    packages: {
      available: await prepare(python, { context, onWarning }),
      allowed,
    },
    npmPackages: await prepare(javascript, { context, onWarning }),
    onWarning,
  };
}

/**
 * Returns a function that prints warnings for the operator.
 *
 * @param context Standard error
 * @param flags Whether to be quiet
 * @returns The function
 */
export function warningsTo(
  { stdout, stderr }: CommandContext,
  { quiet }: Pick<Flags, "quiet">,
): (message: string) => void {
  return (message) => {
    // A client that is gone is reported at the end.
    if (quiet || stdout.broken.aborted) return;
    stderr.write(`sandglass: warning: ${message}\n`);
  };
}

/** Fetches the packages of every session, before the first one begins. */
async function prepare(
  options: SandboxOptions,
  { context, onWarning }: {
    readonly context: CommandContext;
    readonly onWarning: (message: string) => void;
  },
): Promise<PackagePolicy["available"]> {
  const { engine, packages, lock } = resolveSandboxOptions(options);
  if (packages.length === 0 && lock === undefined) return [];
  const { preparePackages } = await context.packages();
  const set = await preparePackages({
    engine,
    requirements: packages,
    lock,
    onWarning,
  });
  return set?.packages ?? [];
}

/** Reads the packages that a session may add. */
async function readAllowed(
  { "allow-packages": given, lock }: Flags,
): Promise<readonly Requirement[]> {
  if (given.length === 0) return [];
  if (lock !== undefined) {
    throw new UsageError(
      "Cannot use --allow-packages with --lock as sessions have all packages of a lock",
    );
  }
  const { readRequirements } = await late<
    typeof import("./packages.ts")
  >(import.meta.resolve("./packages.ts"));
  const setting = settingOf("allow-packages", ALLOW_PACKAGES);
  const all = readRequirements(given, setting);
  const ofNpm = all.find(({ registry }) => registry === "npm");
  if (ofNpm === undefined) return all;
  throw invalidValue(
    setting,
    "cannot have packages of npm: use --with, by which every session has them",
    formatRequirement(ofNpm),
  );
}

/** Refuses an engine that does not run Python. JavaScript has one engine only. */
function checkEngine(engine: string | undefined): void {
  const name = readEngine(engine);
  if (name === undefined || PYTHON_ENGINES.includes(name)) return;
  throw invalidValue(
    settingOf("engine", POLICY_FLAGS.engine),
    `must be an engine for Python, one of ${PYTHON_ENGINES.join(", ")}`,
    name,
  );
}

/** Refuses host functions with the name of a tool, because each host function becomes a tool. */
function checkNames(functions: readonly string[]): void {
  const names = [...TOOL_NAMES, ...OPTIONAL_TOOL_NAMES];
  const taken = functions.find((name) => names.includes(name));
  if (taken === undefined) return;
  throw new UsageError(
    `Cannot use --functions as a tool of the server is called ${taken} already: give the function another name`,
  );
}
