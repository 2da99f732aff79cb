/**
 * What all tools have in common.
 *
 * @module
 */
import type { CallToolResult, McpServer } from "@modelcontextprotocol/server";
import type { ResolvedPolicy } from "../policy.ts";
import type { Pools } from "../pools.ts";
import { utf8Bytes } from "../../../core/utf8_bytes.ts";
import { MAX_ANSWER_BYTES } from "../fit.ts";
import { Refusal, tellable } from "../refusal.ts";
import type { Scope } from "../scope.ts";

/** What tools work with. */
export interface ToolOptions {
  readonly server: McpServer;
  readonly policy: ResolvedPolicy;
  readonly pools: Pools;
  /** The sessions that the client can reach. */
  readonly scope: Scope;
  /** Is called when the files of a session may have changed. */
  readonly onFiles: () => void;
}

/**
 * Answers a call; what goes wrong is a result that says so, never an error of the protocol.
 *
 * @param parts What tools work with
 * @param call Its signal
 * @param act What makes the result
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
    const text = signal.aborted ? "The call was cancelled" : tellable(
      error,
      (untold) => policy.onWarning(describe(untold)),
    );
    return { isError: true, content: [{ type: "text", text }] };
  }
}

function checkLength(result: CallToolResult): CallToolResult {
  const bytes = utf8Bytes(JSON.stringify(result));
  if (bytes <= MAX_ANSWER_BYTES) return result;
  throw new Refusal(
    `The call was made, but its result has ${bytes} bytes, more than can be handed over at once`,
  );
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const because = cause instanceof Error ? ` (${cause.message})` : "";
  return `${error.name}: ${error.message}${because}`;
}
