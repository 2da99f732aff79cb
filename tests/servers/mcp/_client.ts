/**
 * The official clients, as a user has them: `sandglass mcp` is their child process. All three share one interface, since
 * the tests use them alike.
 *
 * @module
 */
import {
  Client,
  LOG_LEVEL_META_KEY,
  type Tool,
} from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { Client as FirstClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as FirstTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import {
  LoggingMessageNotificationSchema,
  ResourceListChangedNotificationSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { ROOT, usualFlags } from "../../cli/_cli.ts";

/** The clients: the current library in both of its eras, and the library before it. */
export const CLIENTS = ["modern", "legacy", "first"] as const;

/** A kind of client. */
export type ClientKind = typeof CLIENTS[number];

/** A part of a result. */
export interface Block {
  readonly type: string;
  readonly text?: string;
  readonly data?: string;
  readonly mimeType?: string;
  readonly uri?: string;
  readonly name?: string;
  readonly size?: number;
  readonly resource?: {
    readonly uri: string;
    readonly mimeType?: string;
    readonly text?: string;
    readonly blob?: string;
  };
}

/** The result of a tool. */
export interface ToolResult {
  readonly content: readonly Block[];
  readonly structuredContent?: Readonly<Record<string, unknown>>;
  readonly isError?: boolean;
}

/** A log message. */
export interface LogMessage {
  readonly level: string;
  readonly logger?: string | undefined;
  readonly data: unknown;
}

/** A progress notification of a call. */
export interface ProgressMessage {
  readonly progress: number;
  readonly total?: number | undefined;
  readonly message?: string | undefined;
}

/** A resource, as a list shows it. */
export interface ListedResource {
  readonly uri: string;
  readonly name: string;
  readonly mimeType?: string | undefined;
  readonly size?: number | undefined;
}

/** Options of a call. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onprogress?: (progress: ProgressMessage) => void;
  /** The lowest level of log messages; clients of older revisions set it once for all calls. */
  readonly logLevel?: "debug" | "info" | "warning" | "error";
}

/** A client with its server. */
export interface McpClient extends AsyncDisposable {
  readonly kind: ClientKind;
  /** The server's process. */
  readonly pid: number;
  readonly instructions: string | undefined;
  /** The server's standard error so far. */
  readonly stderr: () => string;
  /** The log messages so far. */
  readonly logs: LogMessage[];
  /** How often the server announced a changed list of resources. */
  readonly listChanges: () => number;
  listTools(): Promise<readonly Tool[]>;
  call(
    name: string,
    args?: Readonly<Record<string, unknown>>,
    options?: CallOptions,
  ): Promise<ToolResult>;
  listResources(): Promise<readonly ListedResource[]>;
  readResource(uri: string): Promise<readonly NonNullable<Block["resource"]>[]>;
  /** A request that the server answers without any tool. */
  ping(): Promise<unknown>;
  setLogLevel(level: "debug" | "info" | "warning" | "error"): Promise<unknown>;
  /** Subscribes to changes of the list of resources. */
  watchResources(): Promise<void>;
}

/** Options of a server. */
export interface ServerOptions {
  /** Flags of `sandglass mcp`. */
  readonly args?: readonly string[];
  /** Deno's flags in place of the usual permissions. */
  readonly flags?: readonly string[];
  /** Additional environment variables. */
  readonly env?: Readonly<Record<string, string>>;
}

const INFO = { name: "tests", version: "1" };
const CLI = new URL("cli.ts", ROOT).href;

/** The command that starts a server. */
export function serverCommand(
  { args = [], flags = usualFlags() }: ServerOptions = {},
): { readonly command: string; readonly args: string[]; readonly cwd: string } {
  return {
    command: Deno.execPath(),
    args: ["run", ...flags, CLI, "mcp", ...args],
    cwd: new URL(ROOT).pathname,
  };
}

/**
 * Starts a server and connects a client to it.
 *
 * @param kind The kind of client
 * @param options Options of the server
 * @returns The client; disposing of it ends the server
 */
export async function connect(
  kind: ClientKind,
  options: ServerOptions = {},
): Promise<McpClient> {
  const spawn = {
    ...serverCommand(options),
    env: { ...Deno.env.toObject(), NO_COLOR: "1", ...options.env },
    stderr: "pipe",
  } as const;
  return kind === "first"
    ? await connectFirst(new FirstTransport(spawn))
    : await connectSecond(kind, new StdioClientTransport(spawn));
}

async function connectSecond(
  kind: "modern" | "legacy",
  transport: StdioClientTransport,
): Promise<McpClient> {
  const stderr = gather(transport.stderr);
  const client = new Client(INFO, {
    versionNegotiation: {
      mode: kind === "modern" ? { pin: "2026-07-28" } : "legacy",
    },
  });
  const logs: LogMessage[] = [];
  let changes = 0;
  client.setNotificationHandler(
    "notifications/message",
    ({ params }) => void logs.push(params),
  );
  client.setNotificationHandler(
    "notifications/resources/list_changed",
    () => void changes++,
  );
  await client.connect(transport);
  return {
    kind,
    pid: transport.pid ?? 0,
    instructions: client.getInstructions(),
    stderr,
    logs,
    listChanges: () => changes,
    listTools: async () => (await client.listTools()).tools,
    call: async (name, args = {}, { logLevel, ...rest } = {}) =>
      asResult(
        await client.callTool({
          name,
          arguments: { ...args },
          ...(logLevel === undefined
            ? {}
            : { _meta: { [LOG_LEVEL_META_KEY]: logLevel } }),
        }, rest),
      ),
    listResources: async () =>
      (await client.listResources({}, { cacheMode: "refresh" })).resources,
    readResource: async (uri) =>
      asResources(await client.readResource({ uri }, { cacheMode: "refresh" })),
    ping: () => kind === "modern" ? client.discover() : client.ping(),
    setLogLevel: (level) => client.setLoggingLevel(level),
    async watchResources(): Promise<void> {
      if (kind === "modern") {
        await client.listen({ resourcesListChanged: true });
      }
    },
    [Symbol.asyncDispose]: () => end(client, transport.pid),
  };
}

async function connectFirst(transport: FirstTransport): Promise<McpClient> {
  const stderr = gather(transport.stderr);
  const client = new FirstClient(INFO);
  const logs: LogMessage[] = [];
  let changes = 0;
  client.setNotificationHandler(
    LoggingMessageNotificationSchema,
    ({ params }: { readonly params: LogMessage }) => void logs.push(params),
  );
  client.setNotificationHandler(
    ResourceListChangedNotificationSchema,
    () => void changes++,
  );
  await client.connect(transport);
  return {
    kind: "first",
    pid: transport.pid ?? 0,
    instructions: client.getInstructions(),
    stderr,
    logs,
    listChanges: () => changes,
    // Both libraries name the types of the same messages differently.
    listTools: async () =>
      (await client.listTools()).tools as unknown as Tool[],
    call: async (name, args = {}, { logLevel: _, ...rest } = {}) =>
      asResult(
        await client.callTool(
          { name, arguments: { ...args } },
          undefined,
          rest,
        ),
      ),
    listResources: async () => (await client.listResources()).resources,
    readResource: async (uri) =>
      asResources(await client.readResource({ uri })),
    ping: () => client.ping(),
    setLogLevel: (level) => client.setLoggingLevel(level),
    watchResources: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => end(client, transport.pid),
  };
}

/**
 * Ends the server first: a client that closes a running server leaves a timer of two seconds behind, which looks like a
 * leak of the test.
 */
async function end(
  client: { onclose?: (() => void) | undefined; close(): Promise<void> },
  pid: number | null,
): Promise<void> {
  if (pid !== null) {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    client.onclose = resolve;
    Deno.kill(pid, "SIGTERM");
    await closed;
  }
  await client.close();
}

/** The protocol's union types have members that the tests do not use. */
function asResult(result: unknown): ToolResult {
  return result as ToolResult;
}

function asResources(
  { contents }: { readonly contents: unknown },
): readonly NonNullable<Block["resource"]>[] {
  return contents as readonly NonNullable<Block["resource"]>[];
}

/** Collects standard error, which must be read before it fills up. */
function gather(stream: unknown): () => string {
  let text = "";
  // This is a Node stream; its types here lack its events.
  (stream as { on(event: "data", heard: (data: Uint8Array) => void): void })
    .on("data", (data) => text += new TextDecoder().decode(data));
  return () => text;
}
