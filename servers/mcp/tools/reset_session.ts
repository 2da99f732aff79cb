/**
 * `reset_session`: back to an empty environment.
 *
 * @module
 */
import * as z from "zod";
import { sessionArgument } from "./schemas.ts";
import { answer, type ToolOptions } from "./tool.ts";

/** Registers the tool. */
export function registerResetTool(parts: ToolOptions): void {
  const { server, scope, policy, onFiles } = parts;
  server.registerTool("reset_session", {
    title: "Reset a session",
    description:
      "Ends a session with all its variables and files, stopping what runs in it. The next call in it starts afresh.",
    inputSchema: z.strictObject({ session: sessionArgument(scope, policy) }),
    outputSchema: z.object({ ended: z.boolean() }),
    annotations: {
      title: "Reset a session",
      readOnlyHint: false,
      destructiveHint: true,
      idempotentHint: true,
      openWorldHint: false,
    },
  }, ({ session: name }, context) =>
    answer(parts, context.mcpReq, async () => {
      const session = scope.find(name);
      if (session !== undefined) await scope.end(session);
      onFiles();
      const ended = session !== undefined;
      return {
        content: [{
          type: "text",
          text: ended ? "The session was ended" : "There was nothing to end",
        }],
        structuredContent: { ended },
      };
    }));
}
