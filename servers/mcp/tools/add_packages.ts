/**
 * `add_packages`: adds packages of the operator's list to a session.
 *
 * @module
 */
import * as z from "zod";
import {
  formatRequirement,
  normalizeName,
} from "../../../core/requirements.ts";
import { inSession } from "../scope.ts";
import { Refusal } from "../refusal.ts";
import { sessionArgument } from "./schemas.ts";
import { answer, type ToolOptions } from "./tool.ts";

/** The most packages of a call. */
const MAX_ADDED = 64;

/** Registers the tool if there is a list. */
export function registerAddPackagesTool(options: ToolOptions): void {
  const { server, scope, policy, onFiles } = options;
  const { allowed } = policy.packages;
  if (allowed.length === 0) return;
  const names = allowed.map(({ name }) => name);
  server.registerTool(
    "add_packages",
    {
      title: "Add packages",
      description:
        `Adds packages to the Python of a session, which imports them afterwards. They must be of this list: ${
          names.join(", ")
        }. What they need is added too. A running Python of the session is started anew: its variables are lost, its files are kept.`,
      inputSchema: z.strictObject({
        packages: z.array(z.string().max(256)).min(1).max(MAX_ADDED).describe(
          "The names of the packages, without versions",
        ),
        session: sessionArgument(scope, policy),
      }),
      outputSchema: z.object({
        session: z.string().describe("The session that has the packages"),
        packages: z.array(z.string()).describe(
          "All packages that were added to the session",
        ),
        restarted: z.boolean().describe(
          "Whether a running Python was started anew, which loses its variables",
        ),
      }),
      annotations: {
        title: "Add packages",
        readOnlyHint: false,
        destructiveHint: true,
        idempotentHint: true,
        openWorldHint: true,
      },
    },
    ({ packages, session: name }, { mcpReq: { signal } }) =>
      answer(options, { signal }, async () => {
        const chosen = packages.map((one) => find(one, options));
        return await inSession(scope, name ?? undefined, async (session) => {
          const restarted = await session.addPackages(chosen, signal);
          onFiles();
          const added = session.packages.map(({ name }) => name);
          const text = [
            `The packages were added: ${added.join(", ")}.`,
            restarted
              ? "The session's Python was started anew: its variables are gone, its files are kept."
              : "No variables were lost.",
            scope.minted
              ? `[session: ${session.name}; pass it as "session" to use them]`
              : "",
          ].filter((line) => line !== "").join(" ");
          return {
            content: [{ type: "text", text }],
            structuredContent: {
              session: session.name,
              packages: added,
              restarted,
            },
          };
        });
      }),
  );
}

/** Finds a package in the operator's list, which also decides its versions. */
function find(
  given: string,
  { policy: { packages: { allowed } } }: ToolOptions,
): { readonly name: string; readonly text: string } {
  const name = normalizeName(given.trim());
  const found = allowed.find((one) => one.name === name);
  if (found !== undefined) return { name, text: formatRequirement(found) };
  throw new Refusal(
    `Cannot add ${
      JSON.stringify(given.slice(0, 80))
    } as this server allows the packages ${
      allowed.map((one) => one.name).join(", ")
    } only`,
  );
}
