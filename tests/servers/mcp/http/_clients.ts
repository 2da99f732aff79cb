/**
 * The official clients, of all revisions of the protocol, behind one interface.
 *
 * @module
 */
import {
  Client,
  StreamableHTTPClientTransport,
} from "@modelcontextprotocol/client";
import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as TransportV1 } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { LoggingMessageNotificationSchema } from "@modelcontextprotocol/sdk/types.js";

/** A client's kind: the older library, or the newer one in one of its eras. */
export type Kind = "v1" | "legacy" | "modern";

/** All kinds. */
export const KINDS: readonly Kind[] = ["v1", "legacy", "modern"];

/** The result of a tool. */
export interface ToolResult {
  readonly isError: boolean;
  /** The text of its first block. */
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Options of a call. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: number) => void;
}

/** A connected client. */
export interface TestClient extends AsyncDisposable {
  readonly kind: Kind;
  /** The log messages so far. */
  readonly logged: readonly unknown[];
  call(
    name: string,
    args?: Record<string, unknown>,
    options?: CallOptions,
  ): Promise<ToolResult>;
  /** The URIs of the resources whose updates it received. */
  resources(): Promise<readonly string[]>;
  /** The text of a resource. */
  read(uri: string): Promise<string | undefined>;
  ping(): Promise<unknown>;
  /** Ends its session by DELETE. */
  terminate(): Promise<void>;
  /** The identifier of its session, if the protocol has one. */
  readonly sessionId: string | undefined;
}

/** Connects a client. */
export async function connect(
  kind: Kind,
  url: URL,
  token?: string,
): Promise<TestClient> {
  const requestInit = token === undefined
    ? {}
    : { requestInit: { headers: { authorization: `Bearer ${token}` } } };
  return kind === "v1"
    ? await connectV1(url, requestInit)
    : await connectV2(kind, url, requestInit);
}

interface Init {
  readonly requestInit?: RequestInit;
}

/** The longest time of a call on a busy machine, in milliseconds. */
const DEADLINE_MS = 240_000;
const INFO = { name: "test", version: "1" };

async function connectV2(
  kind: "legacy" | "modern",
  url: URL,
  init: Init,
): Promise<TestClient> {
  const client = new Client(INFO, {
    versionNegotiation: {
      mode: kind === "legacy" ? "legacy" : { pin: "2026-07-28" },
    },
  });
  const logged: unknown[] = [];
  client.setNotificationHandler("notifications/message", ({ params }) => {
    logged.push(params.data);
  });
  const transport = new StreamableHTTPClientTransport(url, init);
  await client.connect(transport);
  return {
    kind,
    logged,
    call: async (name, args = {}, options = {}) =>
      toResult(
        await client.callTool({
          name,
          arguments: args,
          ...(kind === "modern" ? { _meta: LOG } : {}),
        }, toRequestOptions(options)),
      ),
    resources: async () =>
      (await client.listResources()).resources.map(({ uri }) => uri),
    read: async (uri) => textOf((await client.readResource({ uri })).contents),
    ping: () => kind === "modern" ? client.listTools() : client.ping(),
    terminate: () => transport.terminateSession(),
    get sessionId() {
      return transport.sessionId;
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

/** In the newest revision each request sets the level of its log messages. */
const LOG = { "io.modelcontextprotocol/logLevel": "info" };

async function connectV1(url: URL, init: Init): Promise<TestClient> {
  const client = new ClientV1(INFO);
  const logged: unknown[] = [];
  client.setNotificationHandler(
    LoggingMessageNotificationSchema,
    ({ params }: { params: { data?: unknown } }) => {
      logged.push(params.data);
    },
  );
  const transport = new TransportV1(url, init);
  // The library's own types disagree about optional properties.
  await client.connect(transport as Parameters<typeof client.connect>[0]);
  return {
    kind: "v1",
    logged,
    call: async (name, args = {}, options = {}) =>
      toResult(
        await client.callTool(
          { name, arguments: args },
          undefined,
          toRequestOptions(options),
        ),
      ),
    resources: async () =>
      (await client.listResources()).resources.map((
        { uri }: { uri: string },
      ) => uri),
    read: async (uri) => textOf((await client.readResource({ uri })).contents),
    ping: () => client.ping(),
    terminate: () => transport.terminateSession(),
    get sessionId() {
      return transport.sessionId;
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

function toRequestOptions(
  { signal, onProgress }: CallOptions,
): {
  readonly timeout: number;
  readonly signal?: AbortSignal;
  readonly onprogress?: (progress: { progress: number }) => void;
} {
  return {
    timeout: DEADLINE_MS,
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined
      ? {}
      : { onprogress: ({ progress }) => onProgress(progress) }),
  };
}

function toResult(given: unknown): ToolResult {
  // The clients have validated it.
  const { isError = false, content = [], structuredContent = {} } = given as {
    isError?: boolean;
    content?: readonly { text?: string }[];
    structuredContent?: Record<string, unknown>;
  };
  return { isError, text: content[0]?.text ?? "", data: structuredContent };
}

function textOf(
  contents: readonly { readonly uri: string; readonly text?: unknown }[],
): string | undefined {
  const text = contents[0]?.text;
  return typeof text === "string" ? text : undefined;
}
