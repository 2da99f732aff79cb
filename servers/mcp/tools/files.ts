/**
 * `write_file`, `read_file` and `list_files`: the files of a session below `/work`.
 *
 * @module
 */
import * as z from "zod";
import { toGuestPath } from "../../../core/files.ts";
import { asText, contentOfFile } from "../content.ts";
import { mimeOf } from "../mime.ts";
import { noFiles, Refusal } from "../refusal.ts";
import { toResourceUri } from "../resource_uri.ts";
import { inSession } from "../scope.ts";
import {
  MAX_READ_BYTES,
  MAX_TEXT_BYTES,
  takeWithin,
} from "../shorten_result.ts";
import { FILE_ENTRY, sessionArgument } from "./schemas.ts";
import { answer, type ToolOptions } from "./tool.ts";

/** A path. `toGuestPath()` checks it, so that all ways to a file refuse the same paths with the same message. */
const PATH = z.string().describe('The file, relative to /work: "data/in.csv"');

/** Registers the tools. */
export function registerFileTools(options: ToolOptions): void {
  registerWrite(options);
  registerRead(options);
  registerList(options);
}

function registerWrite(options: ToolOptions): void {
  const { server, scope, policy, onFiles } = options;
  server.registerTool(
    "write_file",
    {
      title: "Write a file",
      description:
        "Writes a file to the session's /work. Replaces an existing file, and creates directories as needed. Code in the session reads it by the same path.",
      inputSchema: z.strictObject({
        path: PATH,
        content: z.string().describe("Text, or base64 if encoding is base64"),
        encoding: z.enum(["utf-8", "base64"]).nullish().describe(
          "The encoding of content; utf-8 if absent",
        ),
        session: sessionArgument(scope, policy),
      }),
      outputSchema: z.object({
        session: z.string(),
        path: z.string(),
        bytes: z.number(),
      }),
      annotations: {
        title: "Write a file",
        readOnlyHint: false,
        destructiveHint: true,
        idempotentHint: true,
        openWorldHint: false,
      },
    },
    ({ path: given, content, encoding, session: name }, context) =>
      answer(options, context.mcpReq, async () => {
        checkFile(given, "write");
        const path = toGuestPath(given);
        const bytes = toBytes(content, encoding);
        return await inSession(scope, name ?? undefined, async (session) => {
          await session.write(path, bytes, context.mcpReq.signal);
          onFiles();
          const written = { session: session.name, path, bytes: bytes.length };
          const text = `Wrote ${bytes.length} bytes to ${path}${
            scope.minted ? ` [session: ${session.name}]` : ""
          }`;
          return {
            content: [{ type: "text", text: text.toWellFormed() }],
            structuredContent: { ...written, path: path.toWellFormed() },
          };
        });
      }),
  );
}

function registerRead(options: ToolOptions): void {
  const { server, scope, policy } = options;
  server.registerTool(
    "read_file",
    {
      title: "Read a file",
      description:
        "Reads a file of the session's /work: text as text, a picture as a picture, any other content as base64.",
      inputSchema: z.strictObject({
        path: PATH,
        session: sessionArgument(scope, policy),
      }),
      outputSchema: z.object({
        session: z.string(),
        path: z.string(),
        bytes: z.number(),
        mimeType: z.string().optional(),
        encoding: z.enum(["utf-8", "base64"]),
        content: z.string(),
      }),
      annotations: {
        title: "Read a file",
        readOnlyHint: true,
        openWorldHint: false,
      },
    },
    ({ path: given, session: name }, context) =>
      answer(options, context.mcpReq, async () => {
        checkFile(given, "read");
        const path = toGuestPath(given);
        const session = scope.find(name ?? undefined);
        if (session === undefined) throw noFiles();
        const content = await session.read(path, context.mcpReq.signal);
        checkLength(content);
        const uri = toResourceUri(session.name, path);
        const text = asText(content);
        const mimeType = mimeOf(path);
        return {
          content: [
            text === undefined || mimeType === "image/svg+xml"
              ? contentOfFile(uri, path, content)
              : { type: "text", text },
          ],
          structuredContent: {
            session: session.name,
            path: path.toWellFormed(),
            bytes: content.length,
            ...(mimeType === undefined ? {} : { mimeType }),
            encoding: text === undefined ? "base64" : "utf-8",
            content: text ?? content.toBase64(),
          },
        };
      }),
  );
}

function registerList(options: ToolOptions): void {
  const { server, scope, policy } = options;
  server.registerTool(
    "list_files",
    {
      title: "List files",
      description:
        "Lists the files of the session's /work, or of a directory in it, with their sizes.",
      inputSchema: z.strictObject({
        path: PATH.nullish().describe("A directory; all of /work if absent"),
        session: sessionArgument(scope, policy),
      }),
      outputSchema: z.object({
        files: z.array(FILE_ENTRY),
        more: z.number().optional().describe(
          "The number of further files, which are too many for one list",
        ),
      }),
      annotations: {
        title: "List files",
        readOnlyHint: true,
        openWorldHint: false,
      },
    },
    ({ path: given, session: name }, context) =>
      answer(options, context.mcpReq, async () => {
        const path = isWork(given) ? undefined : toGuestPath(given);
        const session = scope.find(name ?? undefined);
        const entries = await session?.list(path, context.mcpReq.signal) ?? [];
        const files = entries.map((entry) => ({
          path: entry.path.toWellFormed(),
          bytes: entry.bytes,
        }));
        const listed = takeWithin(files, MAX_TEXT_BYTES);
        const more = files.length - listed.length;
        const lines = listed.map(({ path, bytes }) =>
          `${path} (${bytes} bytes)`
        );
        if (more > 0) lines.push(`[and ${more} more]`);
        return {
          content: [{ type: "text", text: lines.join("\n") || "No files" }],
          structuredContent: {
            files: listed,
            ...(more > 0 ? { more } : {}),
          },
        };
      }),
  );
}

/** Whether a path is that of all files: absent, `.`, or `/work`. */
function isWork(path: string | null | undefined): boolean {
  const names = (path ?? "").replace(/^\/work(?=\/|$)/, "").split("/");
  return path !== "/" && names.every((name) => name === "" || name === ".");
}

function checkFile(path: string, act: "read" | "write"): void {
  if (!isWork(path)) return;
  throw new Refusal(
    `Cannot ${act} ${
      JSON.stringify(path)
    } as it is a directory: name a file below /work`,
  );
}

function toBytes(
  content: string,
  encoding: "utf-8" | "base64" | null | undefined,
): Uint8Array {
  if (encoding !== "base64") return new TextEncoder().encode(content);
  try {
    return Uint8Array.fromBase64(content);
  } catch {
    throw new Refusal("Cannot write the file as its content is no base64");
  }
}

function checkLength({ length }: Uint8Array): void {
  if (length <= MAX_READ_BYTES) return;
  throw new Refusal(
    `Cannot read the file at once as it has ${length} bytes, more than ${MAX_READ_BYTES}: have code in the session read a part of it`,
  );
}
