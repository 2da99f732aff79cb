/**
 * Cases that are the same for every client: each case runs with each client, on a server that the cases share.
 *
 * @module
 */
import type { McpClient, ToolResult } from "./_client.ts";

/** Cases, by what they say. What one leaves in its session is there in the next. */
export type Cases = Readonly<
  Record<string, (client: McpClient) => Promise<void>>
>;

/** Makes each case a step. */
export async function runCases(
  t: Deno.TestContext,
  { client, cases }: { readonly client: McpClient; readonly cases: Cases },
): Promise<void> {
  for (const [name, check] of Object.entries(cases)) {
    await t.step({
      name,
      fn: () => check(client),
      // The server's process is that of the whole test.
      sanitizeOps: false,
      sanitizeResources: false,
    });
  }
}

/** What a model reads first. */
export function textOf({ content }: ToolResult): string {
  return content[0]?.text ?? "";
}

/** What a program reads. */
export function structuredOf(
  { structuredContent }: ToolResult,
): Readonly<Record<string, unknown>> {
  return structuredContent ?? {};
}
