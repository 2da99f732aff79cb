/**
 * The files of sessions as resources.
 *
 * @module
 */
import {
  type Resource,
  ResourceNotFoundError,
  ResourceTemplate,
} from "@modelcontextprotocol/server";
import type { FileEntry } from "../../core/files.ts";
import { resourceContents } from "./content.ts";
import { mimeOf } from "./mime.ts";
import {
  parseResourceUri,
  RESOURCE_TEMPLATE,
  toResourceUri,
} from "./resource_uri.ts";
import type { Session } from "./session.ts";
import type { ToolParts } from "./tools/tool.ts";

/** How many files are listed. */
const MAX_LISTED = 1_000;

/** Registers the files of the sessions that a client can reach. */
export function registerResources({ server, scope }: ToolParts): void {
  const template = new ResourceTemplate(RESOURCE_TEMPLATE, {
    list: () => ({
      resources: scope.list().flatMap((session) =>
        session.entries.map((entry) => toResource(session, entry))
      ).slice(0, MAX_LISTED),
    }),
  });
  server.registerResource("files", template, {
    title: "Files of a session",
    description: "What is below /work in a session",
  }, async (uri, _variables, { mcpReq: { signal } }) => {
    const asked = parseResourceUri(uri.href);
    try {
      if (asked === undefined) throw new Error("This is no file's URI");
      const session = scope.find(asked.session);
      if (session === undefined) throw new Error("There is no such session");
      const content = await session.read(asked.path, signal);
      return { contents: [resourceContents(uri.href, asked.path, content)] };
    } catch {
      // Whether it is the session or the file that is missing is nobody's business.
      throw new ResourceNotFoundError(uri.href);
    }
  });
}

function toResource(
  { name: session }: Session,
  { path, bytes }: FileEntry,
): Resource {
  const mimeType = mimeOf(path);
  const name = path.toWellFormed();
  return {
    uri: toResourceUri(session, path),
    name,
    title: name,
    description: `In the session ${session}`,
    size: bytes,
    ...(mimeType === undefined ? {} : { mimeType }),
  };
}
