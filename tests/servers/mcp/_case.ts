/**
 * Cases that are the same for every client: each case runs with each client, on a server that the cases share.
 *
 * @module
 */
import type { McpClient, ToolResult } from "./_client.ts";

/** Cases by name. They share sessions: a later case sees what an earlier one left. */
export type Cases = Readonly<
  Record<string, (client: McpClient) => Promise<void>>
>;

/** Runs each case as a step. */
export async function runCases(
  t: Deno.TestContext,
  { client, cases }: { readonly client: McpClient; readonly cases: Cases },
): Promise<void> {
  for (const [name, check] of Object.entries(cases)) {
    await t.step({
      name,
      fn: () => check(client),
      // The server's process belongs to the whole test.
      sanitizeOps: false,
      sanitizeResources: false,
    });
  }
}

/** The text for a model. */
export function textOf({ content }: ToolResult): string {
  return content[0]?.text ?? "";
}

/** The structured content for a program. */
export function structuredOf(
  { structuredContent }: ToolResult,
): Readonly<Record<string, unknown>> {
  return structuredContent ?? {};
}
