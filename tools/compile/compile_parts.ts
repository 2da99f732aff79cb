/**
 * Builds a binary from its parts with `deno compile`.
 *
 * @module
 */
import { toPath } from "../../sandbox/host.ts";
import { MAIN } from "./parts.ts";

/** The least permissions with which the whole command line works; SECURITY.md gives the reasons. */
const PERMISSIONS: readonly string[] = [
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-run",
  "--allow-env",
  "--allow-net",
];

/** V8's flags in the binary and its child processes: a compiled program accepts no such flags at its start. */
export const V8_FLAGS: readonly string[] = [
  "--disallow-code-generation-from-strings",
  "--max-old-space-size=1024",
  "--stack-size=3800",
  "--wasm-stack-switching-stack-size=8000",
];

/** Options of a binary. */
export interface CompileOptions {
  /** The folder of the parts. */
  readonly folder: URL;
  /** The parts that the main module does not import. */
  readonly apart: readonly string[];
  /** Further flags of `deno compile`. */
  readonly flags: readonly string[];
  /** The flags for V8. */
  readonly v8Flags?: readonly string[];
}

/**
 * Builds a binary.
 *
 * @param options The parts and flags
 * @returns Whether it succeeded; if not, Deno has printed why
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
      // The cache would be in a folder that other users of the machine can write, and V8 runs its content as code.
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
