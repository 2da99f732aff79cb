/**
 * The common part of all tools.
 *
 * @module
 */
import type { CallToolResult, McpServer } from "@modelcontextprotocol/server";
import type { ResolvedPolicy } from "../policy.ts";
import type { Pools } from "../pools.ts";
import { utf8Bytes } from "../../../core/utf8_bytes.ts";
import { clientMessage, Refusal } from "../refusal.ts";
import type { Scope } from "../scope.ts";
import { MAX_RESPONSE_BYTES } from "../shorten_result.ts";

/** Options of tools. */
export interface ToolOptions {
  readonly server: McpServer;
  readonly policy: ResolvedPolicy;
  readonly pools: Pools;
  /** The sessions of the client. */
  readonly scope: Scope;
  /** Called when the files of a session may have changed. */
  readonly onFiles: () => void;
}

/**
 * Answers a call. An error becomes a result with `isError`, and never an error of the protocol.
 *
 * @param options The options of the tool
 * @param call The signal of the call
 * @param act Returns the result
 * @returns The result
 */
export async function answer(
  { policy }: ToolOptions,
  { signal }: { readonly signal: AbortSignal },
  act: () => Promise<CallToolResult>,
): Promise<CallToolResult> {
  try {
    return checkLength(await act());
  } catch (error) {
    // The response to a cancelled call is not read.
    const text = signal.aborted ? "The call was cancelled" : clientMessage(
      error,
      (hidden) => policy.onWarning(describe(hidden)),
    );
    return { isError: true, content: [{ type: "text", text }] };
  }
}

function checkLength(result: CallToolResult): CallToolResult {
  const bytes = utf8Bytes(JSON.stringify(result));
  if (bytes <= MAX_RESPONSE_BYTES) return result;
  throw new Refusal(
    `The call was made, but its result has ${bytes} bytes, more than one response can have`,
  );
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const because = cause instanceof Error ? ` (${cause.message})` : "";
  return `${error.name}: ${error.message}${because}`;
}
