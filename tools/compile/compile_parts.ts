/**
 * Makes a binary of its parts, by `deno compile`.
 *
 * @module
 */
import { toPath } from "../../sandbox/host.ts";
import { MAIN } from "./parts.ts";

/** The least that the command line can do all of its work with; SECURITY.md says what for. */
export const PERMISSIONS: readonly string[] = [
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-run",
  "--allow-env",
  "--allow-net",
];

/** What V8 holds the binary and its children to: a compiled program takes no flags when it is started. */
export const V8_FLAGS: readonly string[] = [
  "--disallow-code-generation-from-strings",
  "--max-old-space-size=1024",
  "--stack-size=2000",
  "--wasm-stack-switching-stack-size=8000",
];

/** How a binary is made. */
export interface CompileOptions {
  /** Where the parts are. */
  readonly folder: URL;
  /** Those that the main module does not import. */
  readonly apart: readonly string[];
  /** Further flags of `deno compile`. */
  readonly flags: readonly string[];
  /** The flags for V8. */
  readonly v8Flags?: readonly string[];
}

/**
 * Makes a binary.
 *
 * @param options What of, and how
 * @returns Whether it was made; if not, Deno has said why
 */
export async function compileParts(
  { folder, apart, flags, v8Flags = V8_FLAGS }: CompileOptions,
): Promise<boolean> {
  const program = Deno.env.get("DENO_COMPILE") ?? Deno.execPath();
  const { success } = await new Deno.Command(program, {
    args: [
      "compile",
      "--quiet",
      "--no-config",
      "--no-check",
      // It would be kept where other users of the machine can write, and is code that V8 runs.
      "--no-code-cache",
      "--unstable-worker-options",
      "--unstable-raw-imports",
      ...PERMISSIONS,
      `--v8-flags=${v8Flags.join(",")}`,
      ...apart.map((name) => `--include=${toPath(new URL(name, folder))}`),
      ...flags,
      toPath(new URL(MAIN, folder)),
    ],
    stdin: "null",
  }).spawn().status;
  return success;
}
