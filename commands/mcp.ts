import { messageOf, SandboxError } from "../core/errors.ts";
import { late } from "../core/late.ts";
import { essence } from "../sandbox/loss.ts";
import type { FlagTable, FlagValues, ParsedFlags } from "./arguments/flags.ts";
import { readHosts, readOrigins } from "./arguments/http_flags.ts";
import { MCP_FLAGS, readAddress, readTokens } from "./arguments/mcp_flags.ts";
import { POLICY_FLAGS, toPolicy, warningsTo } from "./arguments/mcp_policy.ts";
import { ISOLATION_HELP } from "./arguments/sandbox_flags.ts";
import { UsageError } from "./arguments/usage_error.ts";
import type { Command, CommandContext } from "./command.ts";
import { Interrupts } from "./host/interrupts.ts";
import { EXIT } from "./report/exit_status.ts";

const FLAGS = {
  ...MCP_FLAGS,
  ...POLICY_FLAGS,
} as const satisfies FlagTable;

type Flags = FlagValues<typeof FLAGS>;

/** The longest message or body, in bytes: a file of a few MiB in base64 is shorter. */
const MAX_MESSAGE_BYTES = 16 * 2 ** 20;
const HTTP_LIMITS = {
  maxBytes: MAX_MESSAGE_BYTES,
  withinMs: 30_000,
  maxClients: 256,
  maxRequests: 1_024,
  maxHeldBytes: 256 * 2 ** 20,
  stallMs: 60_000,
};

/** `sandglass mcp`: a code interpreter for agents. */
export const mcpCommand: Command<typeof FLAGS> = {
  summary: "Serve agents over the Model Context Protocol",
  usage: `Usage: sandglass mcp [FLAGS]
       sandglass mcp --http HOST:PORT [FLAGS]

Serves agents over the Model Context Protocol. The tools run Python and
JavaScript in sessions, and copy files in and out. Without --http, the server
has one client, over standard input and output. With --http, it has many. The
flags grant the same rights to every session. A client cannot extend them. With
--with and --lock, all sessions have packages; the header of a script adds none.
`,
  notes: ISOLATION_HELP,
  flags: FLAGS,
  run,
};

async function run(
  { flags }: ParsedFlags<typeof FLAGS>,
  context: CommandContext,
): Promise<number> {
  // Loading starts first, because it takes longer than reading the flags. The awaits below report a failure.
  const loading = loadService();
  loading.catch(() => {});
  if (flags.http === undefined) loadStdio().catch(() => {});
  const http = await readHttp(flags, context);
  if (http === undefined && flags.functions !== undefined) {
    (await import("./host/console_to_stderr.ts")).consoleToStderr();
  }
  const policy = await toPolicy(flags, context);
  using interrupts = new Interrupts(context.onSignal, { isPatient: false });
  const { McpService } = await loading;
  await using service = new McpService(policy);
  // Sandboxes start while the rest of the server is loaded.
  await service.warm();
  const { signal } = interrupts;
  const serving = http === undefined
    ? serveStdio(service, context, signal)
    : serveHttp(service, { ...http, signal }, { context, flags });
  await interrupts.race(serving);
  // A client or a service manager ends a server with SIGTERM. If the service then closes without an error, all is well.
  return signal.aborted && interrupts.status !== EXIT.terminated
    ? interrupts.status
    : EXIT.ok;
}

function loadService(): Promise<typeof import("../servers/mcp/service.ts")> {
  return load(
    late<typeof import("../servers/mcp/service.ts")>(
      import.meta.resolve("../servers/mcp/service.ts"),
    ),
  );
}

function loadStdio(): Promise<typeof import("../servers/mcp/serve_stdio.ts")> {
  return load(
    late<typeof import("../servers/mcp/serve_stdio.ts")>(
      import.meta.resolve("../servers/mcp/serve_stdio.ts"),
    ),
  );
}

function loadHttp(): Promise<typeof import("../servers/mcp/serve_http.ts")> {
  return load(
    late<typeof import("../servers/mcp/serve_http.ts")>(
      import.meta.resolve("../servers/mcp/serve_http.ts"),
    ),
  );
}

/** Loads all modules of the server, so that Deno fetches them. */
export async function loadServers(): Promise<void> {
  await Promise.all([loadService(), loadStdio(), loadHttp()]);
}

/** Reports the missing module if a part of the server cannot be fetched. */
async function load<T>(loading: Promise<T>): Promise<T> {
  try {
    return await loading;
  } catch (cause) {
    throw new SandboxError(
      "ASSET_MISSING",
      `Cannot load the server: ${essence(messageOf(cause))}`,
      { cause },
    );
  }
}

type Service = import("../servers/mcp/service.ts").McpService;
type HttpSettings = Omit<
  import("../servers/mcp/serve_http.ts").ServeHttpOptions,
  "signal" | "onListen" | "idleMs"
>;

async function readHttp(
  flags: Flags,
  context: CommandContext,
): Promise<HttpSettings | undefined> {
  const tokens = await readTokens(
    flags["token-file"],
    context,
    warningsTo(context, flags),
  );
  if (flags.http === undefined) {
    for (
      const name of [
        "token-file",
        "allow-host",
        "allow-origin",
        "stateless",
      ] as const
    ) {
      const value = flags[name];
      const isGiven = Array.isArray(value)
        ? value.length > 0
        : value !== undefined && value !== false;
      if (!isGiven) continue;
      throw new UsageError(`Cannot use --${name} without --http`);
    }
    return undefined;
  }
  const { hostname, port, isLoopback } = readAddress(flags.http);
  if (!isLoopback && tokens.length === 0) {
    throw new UsageError(
      `Cannot listen at ${hostname} without --token-file, as other machines could run code (example: --token-file tokens.txt)`,
    );
  }
  return {
    ...HTTP_LIMITS,
    hostname,
    port,
    tokens,
    hosts: [hostname, ...readHosts(flags["allow-host"])],
    origins: readOrigins(flags["allow-origin"]),
    stateless: flags.stateless,
  };
}

async function serveStdio(
  service: Service,
  context: CommandContext,
  signal: AbortSignal,
): Promise<void> {
  if (context.stdin.isTerminal) {
    context.stderr.write(
      "sandglass: this is a server: it waits for messages of an MCP client on standard input (see sandglass mcp --help)\n",
    );
  }
  const { serveStdio } = await loadStdio();
  await serveStdio(service, {
    read: () => context.stdin.read(),
    write: (bytes) => context.writeBytes(bytes),
    maxMessageBytes: MAX_MESSAGE_BYTES,
    signal,
  });
}

async function serveHttp(
  service: Service,
  settings: HttpSettings & { readonly signal: AbortSignal },
  { context, flags }: {
    readonly context: CommandContext;
    readonly flags: Flags;
  },
): Promise<void> {
  const { ListenError, serveHttp } = await loadHttp();
  const onListen = (url: string): void => {
    if (!flags.quiet) context.stderr.write(`sandglass: listening at ${url}\n`);
  };
  try {
    const { idleMs } = service.policy;
    await serveHttp(service, { ...settings, idleMs, onListen });
  } catch (error) {
    throw error instanceof ListenError ? new UsageError(error.message) : error;
  }
}
