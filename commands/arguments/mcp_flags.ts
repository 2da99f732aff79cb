/**
 * The flags of `mcp` that are not sandbox flags.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import { formatDuration, parseDuration } from "../../core/units.ts";
import { POLICY_RULES } from "../../servers/mcp/policy.ts";
import type { CommandContext, FileSource } from "../command.ts";
import { describeFileError } from "../host/byte_sources.ts";
import { invalidValue, settingOf } from "./flag_values.ts";
import type { FlagTable, FlagValues } from "./flags.ts";
import { UsageError } from "./usage_error.ts";

/** The flags. */
export const MCP_FLAGS = {
  http: {
    kind: "value",
    placeholder: "HOST:PORT",
    example: "127.0.0.1:3000",
    help: "Serve many clients over HTTP at /mcp, rather than one over stdio",
  },
  "token-file": {
    kind: "value",
    placeholder: "FILE",
    example: "tokens.txt",
    completion: "file",
    help:
      "Require a token of FILE, which has one token a line; needed unless HOST is loopback",
  },
  "allow-host": {
    kind: "list",
    placeholder: "NAME",
    example: "tools.example.org",
    help: "Accept requests for that host name too; may be repeated",
  },
  "allow-origin": {
    kind: "list",
    placeholder: "ORIGIN",
    example: "https://app.example.org",
    help: "Accept requests from pages of that origin; may be repeated",
  },
  stateless: {
    kind: "switch",
    help: "Do not keep a session for each HTTP client of an older revision",
  },
  "max-sandboxes": {
    kind: "value",
    placeholder: "N",
    example: "64",
    help:
      `Maximum number of sandboxes in use (default: ${POLICY_RULES.maxSandboxes.default})`,
  },
  warm: {
    kind: "value",
    placeholder: "N",
    example: "2",
    help:
      `Number of sandboxes that wait, started, for a session (default: ${POLICY_RULES.warm.default})`,
  },
  idle: {
    kind: "value",
    placeholder: "DURATION",
    example: "10m",
    help: `Time without a call after which a session ends (default: ${
      formatDuration(POLICY_RULES.idleMs.default)
    })`,
  },
} as const satisfies FlagTable;

/** The address of a server. */
interface Address {
  readonly hostname: string;
  readonly port: number;
  /** Whether only this machine can reach the address. */
  readonly isLoopback: boolean;
}

/**
 * Parses the address of `--http`.
 *
 * @param text The value of the flag
 * @returns The address
 * @throws {UsageError} If the text is not a host and a port
 */
export function readAddress(text: string): Address {
  const [, host = "", digits = ""] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  const hostname = host.replace(/^\[(.*)\]$/, "$1");
  const isName = /^[\w.-]+$/.test(hostname) || /^[\da-f:.]+$/i.test(hostname);
  if (!isName || Number(digits) > 65_535) {
    throw refused("http", text, "be a host, a colon and a port up to 65535");
  }
  const isLoopback = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/.test(hostname);
  return { hostname, port: Number(digits), isLoopback };
}

/**
 * Reads the numbers and durations of a policy.
 *
 * @param flags The flags
 * @returns The part of the policy that the flags set
 * @throws {UsageError} If a value is invalid
 */
export function readPolicy(
  flags: FlagValues<typeof MCP_FLAGS>,
): {
  readonly warm?: number;
  readonly maxSandboxes?: number;
  readonly idleMs?: number;
} {
  const warm = readCount("warm", flags.warm, POLICY_RULES.warm);
  const maxSandboxes = readCount(
    "max-sandboxes",
    flags["max-sandboxes"],
    POLICY_RULES.maxSandboxes,
  );
  const idleMs = readIdle(flags.idle);
  return {
    ...(warm === undefined ? {} : { warm }),
    ...(maxSandboxes === undefined ? {} : { maxSandboxes }),
    ...(idleMs === undefined ? {} : { idleMs }),
  };
}

/** The maximum length of a token file, in characters. */
const MAX_TOKEN_FILE_CHARS = 2 ** 16;
/** The permission bits of the group and of other users. */
const OF_OTHERS = 0o077;
/** The minimum length of a token, in characters. A shorter token can be guessed. */
const MIN_TOKEN_CHARS = 16;

/**
 * Reads a token file.
 *
 * @param file The value of the flag, if it was given
 * @param context The file system
 * @param onWarning Receives a message if other users can read or change the file
 * @returns The tokens
 * @throws {UsageError} If the file cannot be read, has no token, or has a token that is too short
 */
export async function readTokens(
  file: string | undefined,
  context: Pick<CommandContext, "openFile">,
  onWarning: (message: string) => void = () => {},
): Promise<readonly string[]> {
  if (file === undefined) return [];
  const { text, mode = 0 } = await readText(file, context);
  if ((mode & OF_OTHERS) !== 0) {
    onWarning(
      `Cannot keep the tokens of ${file} secret as other users may read or change it: its mode is ${
        (mode & 0o777).toString(8)
      } (do: chmod 600 ${quoted(file)})`,
    );
  }
  const tokens = text.split("\n").map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  if (tokens.length === 0) {
    throw new UsageError(`Cannot use --token-file ${file} as it has no token`);
  }
  for (const [index, token] of tokens.entries()) {
    if (token.length >= MIN_TOKEN_CHARS && !/\s/.test(token)) continue;
    throw new UsageError(
      `Cannot use --token-file ${file} as a token must have at least ${MIN_TOKEN_CHARS} characters without spaces: token ${
        index + 1
      } has not`,
    );
  }
  return tokens;
}

/** Quotes a file name for a shell. */
function quoted(file: string): string {
  return /^[\w./@%+=:,][\w./@%+=:,-]*$/.test(file)
    ? file
    : `'${file.replaceAll("'", "'\\''")}'`;
}

async function readText(
  file: string,
  context: Pick<CommandContext, "openFile">,
): Promise<{ readonly text: string; readonly mode?: number }> {
  let source: FileSource | undefined;
  try {
    source = await context.openFile(file);
    const decoder = new TextDecoder("utf-8", { fatal: true });
    let text = "";
    for (
      let bytes = await source.read();
      bytes !== null;
      bytes = await source.read()
    ) {
      text += decoder.decode(bytes, { stream: true });
      if (text.length > MAX_TOKEN_FILE_CHARS) throw new RangeError("too long");
    }
    const { mode } = source;
    text += decoder.decode();
    return { text, ...(mode === undefined ? {} : { mode }) };
  } catch (error) {
    throw new UsageError(
      error instanceof RangeError || error instanceof TypeError
        ? `Cannot use --token-file ${file} as it must be text of at most 64 KiB: ${
          messageOf(error)
        }`
        : `Cannot use --token-file ${file} ${describeFileError(file, error)}`,
    );
  } finally {
    source?.close();
  }
}

function readCount(
  name: "warm" | "max-sandboxes",
  text: string | undefined,
  { min, max }: { readonly min: number; readonly max: number },
): number | undefined {
  if (text === undefined) return undefined;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (count >= min && count <= max) return count;
  throw refused(name, text, `be a whole number from ${min} to ${max}`);
}

function readIdle(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const { min, max } = POLICY_RULES.idleMs;
  let idleMs = NaN;
  try {
    idleMs = parseDuration(text);
  } catch {
    // The error below covers this case.
  }
  if (idleMs >= min && idleMs <= max) return idleMs;
  throw refused(
    "idle",
    text,
    `be a duration from ${formatDuration(min)} to ${formatDuration(max)}`,
  );
}

function refused(
  name: keyof typeof MCP_FLAGS,
  text: string,
  rule: string,
): UsageError {
  return invalidValue(settingOf(name, MCP_FLAGS[name]), `must ${rule}`, text);
}
