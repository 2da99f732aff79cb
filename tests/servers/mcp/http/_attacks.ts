/**
 * What the attacks on the server have in common.
 *
 * @module
 */
import { HEADERS, modern, toolCall } from "./_messages.ts";
import { ask, writeRequest } from "./_raw.ts";

/** A mebibyte. */
export const MIB = 2 ** 20;
/** A list of the tools, asked for. */
export const LIST = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}';
/** The headers of a request after which the connection is closed. */
export const CLOSE = { ...HEADERS, connection: "close" };
/** Deno notices a closed connection differently if the request arrives whole in its first read. */
export const LONG = `# ${"x".repeat(4_000)}\n`;

/** Runs code in a session that the server named, or in a new one. */
export async function run(
  url: URL,
  code: string,
  session?: string,
): Promise<{ readonly session: string; readonly text: string }> {
  const call = toolCall("run_python", { code, session });
  const { headers, body } = modern(call);
  const { text } = await ask(
    url,
    writeRequest({ ...headers, connection: "close" }, body),
  );
  const [found = ""] = /session-[\da-f]{32}/.exec(text) ?? [];
  return { session: found, text };
}
