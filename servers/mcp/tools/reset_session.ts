/**
 * `reset_session`: ends a session, so that its next call starts with an empty environment.
 *
 * @module
 */
import * as z from "zod";
import { sessionArgument } from "./schemas.ts";
import { answer, type ToolOptions } from "./tool.ts";

/** Registers the tool. */
export function registerResetTool(options: ToolOptions): void {
  const { server, scope, policy, onFiles } = options;
  server.registerTool(
    "reset_session",
    {
      title: "Reset a session",
      description:
        "Ends a session with all its variables and files, and stops running code in it. The next call in it starts with an empty environment.",
      inputSchema: z.strictObject({ session: sessionArgument(scope, policy) }),
      outputSchema: z.object({ ended: z.boolean() }),
      annotations: {
        title: "Reset a session",
        readOnlyHint: false,
        destructiveHint: true,
        idempotentHint: true,
        openWorldHint: false,
      },
    },
    ({ session: name }, context) =>
      answer(options, context.mcpReq, async () => {
        const session = scope.find(name ?? undefined);
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
      }),
  );
}
