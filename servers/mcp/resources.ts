/**
 * The files of sessions as resources.
 *
 * @module
 */
import {
  ProtocolError,
  ProtocolErrorCode,
  type Resource,
  ResourceNotFoundError,
  ResourceTemplate,
} from "@modelcontextprotocol/server";
import { messageOf } from "../../core/errors.ts";
import { type FileEntry, toGuestPath } from "../../core/files.ts";
import { resourceContents } from "./content.ts";
import {
  MAX_RESOURCE_BYTES,
  MAX_TEXT_BYTES,
  takeWithin,
} from "./shorten_result.ts";
import { mimeOf } from "./mime.ts";
import {
  parseResourceUri,
  RESOURCE_TEMPLATE,
  toResourceUri,
} from "./resource_uri.ts";
import type { Session } from "./session.ts";
import type { ToolOptions } from "./tools/tool.ts";

/** The maximum number of files in a list. */
const MAX_LISTED = 1_000;

/** Registers the files of the sessions that a client can reach. */
export function registerResources({ server, scope }: ToolOptions): void {
  const template = new ResourceTemplate(RESOURCE_TEMPLATE, {
    list: () => ({
      resources: takeWithin(
        scope.list().flatMap((session) =>
          session.entries.map((entry) => [session, entry] as const)
        ).slice(0, MAX_LISTED).map((one) => toResource(...one)),
        MAX_TEXT_BYTES,
      ),
    }),
  });
  server.registerResource("files", template, {
    title: "Files of a session",
    description: "What is below /work in a session",
  }, async (uri, _variables, { mcpReq: { signal } }) => {
    const asked = parseResourceUri(uri.href);
    if (asked === undefined) throw new ResourceNotFoundError(uri.href);
    const path = checkPath(asked.path);
    try {
      const session = scope.find(asked.session);
      if (session === undefined) throw new Error("There is no such session");
      const content = await session.read(path, signal);
      if (content.length > MAX_RESOURCE_BYTES) {
        throw new TooLong(content.length);
      }
      return { contents: [resourceContents(uri.href, path, content)] };
    } catch (error) {
      if (error instanceof TooLong) throw error;
      // The client does not learn whether the session or the file is missing.
      throw new ResourceNotFoundError(uri.href);
    }
  });
}

/** Checks the path of a URI by the rule for guest paths. The client may read the message of an error. */
function checkPath(path: string): string {
  try {
    return toGuestPath(path);
  } catch (error) {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, messageOf(error));
  }
}

/** A file is too long for one response. */
class TooLong extends ProtocolError {
  constructor(bytes: number) {
    super(
      ProtocolErrorCode.InvalidParams,
      `Cannot read the file at once as it has ${bytes} bytes, more than ${MAX_RESOURCE_BYTES}`,
    );
  }
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
