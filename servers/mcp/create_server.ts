/**
 * The protocol server of a service: its tools and resources, for one connection or one request.
 *
 * @module
 */
import { McpServer } from "@modelcontextprotocol/server";
import { VERSION } from "../../core/version.ts";
import { INSTRUCTIONS } from "./describe.ts";
import { LANGUAGES } from "./policy.ts";
import { registerResources } from "./resources.ts";
import type { Scope } from "./scope.ts";
import { registerAddPackagesTool } from "./tools/add_packages.ts";
import { registerFileTools } from "./tools/files.ts";
import { registerFunctionTools } from "./tools/host_function.ts";
import { registerResetTool } from "./tools/reset_session.ts";
import { registerRunTool } from "./tools/run_code.ts";
import { registerRunPythonCodeTool } from "./tools/run_python_code.ts";
import type { ToolOptions } from "./tools/tool.ts";

/**
 * Creates a server, which the caller connects to a transport.
 *
 * @param given The sessions of the client, the policy and the pools
 * @returns The server
 */
export function createServer(
  given: Pick<ToolOptions, "scope" | "policy" | "pools">,
): McpServer {
  const { scope } = given;
  const server = new McpServer(
    { name: "sandglass", title: "Sandglass", version: VERSION },
    {
      instructions: INSTRUCTIONS,
      capabilities: {
        logging: {},
        resources: { listChanged: !scope.minted },
      },
    },
  );
  lookUpOwnNames(server);
  const options = { ...given, server, onFiles: watchFiles(server, scope) };
  for (const language of LANGUAGES) registerRunTool(options, language);
  registerFileTools(options);
  registerResetTool(options);
  registerRunPythonCodeTool(options);
  registerAddPackagesTool(options);
  registerFunctionTools(options);
  registerResources(options);
  return server;
}

/**
 * Removes the prototypes of the tables of the protocol's library. The library keeps tools, resources and prompts in plain
 * objects and looks up the names that a client sends. Without this, there is a tool `toString`, and a host function cannot
 * have that name.
 */
function lookUpOwnNames(server: McpServer): void {
  for (const kept of Object.values(server)) {
    if (typeof kept !== "object" || kept === null) continue;
    if (Object.getPrototypeOf(kept) !== Object.prototype) continue;
    Object.setPrototypeOf(kept, null);
  }
}

/** Notifies the client when the list of files has changed, if the client can see a list. */
function watchFiles(server: McpServer, scope: Scope): () => void {
  const look = (): string =>
    JSON.stringify(
      scope.list().flatMap(({ name, entries }) =>
        entries.map(({ path }) => [name, path])
      ),
    );
  let before = look();
  return () => {
    const now = look();
    if (now === before) return;
    before = now;
    if (server.isConnected()) server.sendResourceListChanged();
  };
}
