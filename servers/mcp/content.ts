/**
 * The content of a tool result for a model: first text, then pictures and files.
 *
 * @module
 */
import type { ContentBlock } from "@modelcontextprotocol/server";
import type { Display } from "../../core/displays.ts";
import type { RunResult } from "../../core/result.ts";
import { utf8Bytes } from "../../core/utf8_bytes.ts";
import { cutText, MAX_TEXT_BYTES } from "./shorten_result.ts";
import { mimeOf, PICTURES } from "./mime.ts";
import { packageText } from "./packages.ts";
import type { PackagePolicy } from "./policy.ts";
import { toResourceUri } from "./resource_uri.ts";

/** The maximum size of a file in a result, in bytes. A larger file is a link. */
const MAX_FILE_BYTES = 8_192;
/** The maximum size of a picture in a result, in bytes. */
const MAX_PICTURE_BYTES = 2 ** 20;
/** The maximum size of all displays and files in a result, in bytes. */
const MAX_CONTENT_BYTES = 2 ** 21;
/** The maximum number of files that are listed one by one. */
const MAX_FILES = 32;

/** A run of a session. */
interface ReportedRun {
  readonly result: RunResult;
  /** The name of the session. */
  readonly session: string;
  /** Whether the session has lost its state. */
  readonly lost: boolean;
  /** Whether the text names the session, so that the model can return to it. */
  readonly minted: boolean;
  /** What the server changed of the call, if anything. */
  readonly note?: string;
  /** The packages of the server. */
  readonly packages?: PackagePolicy;
  /** Reads a file that the run changed. */
  readonly read: (path: string) => Promise<Uint8Array>;
}

/**
 * Creates the content for a run.
 *
 * @param run The run
 * @returns Text, pictures and files
 */
export async function runContent(run: ReportedRun): Promise<ContentBlock[]> {
  const room = { bytes: MAX_CONTENT_BYTES };
  const displays = run.result.displays.map((display) =>
    displayContent(display, room)
  );
  const files = await fileContent(run, room);
  return [{ type: "text", text: runText(run) }, ...displays, ...files];
}

/**
 * Creates the content for a file.
 *
 * @param uri The URI of the file as a resource
 * @param path The path, whose extension determines the type
 * @param content The bytes of the file
 * @returns A picture, or a resource with text or bytes
 */
export function contentOfFile(
  uri: string,
  path: string,
  content: Uint8Array,
): ContentBlock {
  const mimeType = mimeOf(path);
  if (mimeType !== undefined && PICTURES.includes(mimeType)) {
    return { type: "image", mimeType, data: content.toBase64() };
  }
  return { type: "resource", resource: resourceContents(uri, path, content) };
}

/** Returns the contents of a resource, as text if possible. */
export function resourceContents(
  uri: string,
  path: string,
  content: Uint8Array,
): { uri: string; mimeType: string; text: string } | {
  uri: string;
  mimeType: string;
  blob: string;
} {
  const mimeType = mimeOf(path);
  const text = asText(content);
  return text === undefined
    ? {
      uri,
      mimeType: mimeType ?? "application/octet-stream",
      blob: content.toBase64(),
    }
    : { uri, mimeType: mimeType ?? "text/plain", text };
}

/** Control characters other than white space. Text has none of them. */
// deno-lint-ignore no-control-regex -- control characters are matched
const NOT_TEXT = /[\0-\x08\x0e-\x1f]/;

/**
 * Decodes bytes as text.
 *
 * @param content The bytes
 * @returns The text; `undefined` if the bytes are not UTF-8 or have control characters
 */
export function asText(content: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
      .decode(content);
    return NOT_TEXT.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function runText(run: ReportedRun): string {
  const { result } = run;
  const parts = [
    result.stdout,
    result.stderr === "" ? "" : `[stderr]\n${result.stderr}`,
    outcomeText(run),
    result.truncated.length === 0
      ? ""
      : `[cut at its limit: ${result.truncated.join(", ")}]`,
    filesText(result),
    stateText(run),
    run.note ?? "",
  ].filter((part) => part !== "");
  const text = parts.map((part) => part.replace(/\n$/, "")).join("\n");
  return shorten((text === "" ? "[no output]" : text).toWellFormed());
}

/** Shortens a text that is too long, and says so at its end. */
function shorten(text: string): string {
  const start = cutText(text, MAX_TEXT_BYTES);
  return start === text ? text : `${start}\n[cut: the rest is too long]`;
}

function outcomeText({ result, packages }: ReportedRun): string {
  switch (result.status) {
    case "ok":
    case "output":
      return result.repr ?? "";
    case "error":
      return (result.error.traceback ||
        `${result.error.name}: ${result.error.message}`) +
        packageText(result, packages);
    case "timeout":
      return `[stopped: the time limit of the run passed after ${
        (result.usage.wallMs / 1000).toFixed(1)
      } s]`;
    case "memory":
      return result.error?.traceback ??
        "[stopped: the memory limit was reached]";
    case "cancelled":
      return "[stopped: the run was cancelled]";
    case "crashed":
      return `[the interpreter died: ${result.reason}]`;
  }
}

function filesText({ files }: RunResult): string {
  if (files.length === 0) return "";
  const names = files.slice(0, MAX_FILES)
    .map(({ path, bytes }) => `${path} (${bytes} bytes)`);
  const more = files.length - names.length;
  return `[files: ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}]`;
}

function stateText({ lost, minted, session }: ReportedRun): string {
  if (lost) {
    return "[the interpreter was ended: its variables are gone, and the files that only it had]";
  }
  return minted
    ? `[session: ${session}; pass it as "session" to go on with these variables and files]`
    : "";
}

/** The bytes that are left for content. */
interface Room {
  bytes: number;
}

/** Returns a display, or a note if it is too large. */
function displayContent(display: Display, room: Room): ContentBlock {
  const block = bestForm(display);
  const bytes = utf8Bytes(JSON.stringify(block));
  if (bytes <= room.bytes) {
    room.bytes -= bytes;
    return block;
  }
  return {
    type: "text",
    text: `[a display of ${bytes} bytes was left out, as it is too large]`,
  };
}

function bestForm(display: Display): ContentBlock {
  for (const mimeType of PICTURES) {
    const content = display[mimeType];
    if (content instanceof Uint8Array) {
      return { type: "image", mimeType, data: content.toBase64() };
    }
  }
  const svg = display["image/svg+xml"];
  if (typeof svg === "string") return displayResource("image/svg+xml", svg);
  for (const mime of ["text/markdown", "text/plain", "text/latex"]) {
    const text = display[mime];
    if (typeof text === "string") {
      return { type: "text", text: text.toWellFormed() };
    }
  }
  const [[mime, content] = ["text/plain", ""]] = Object.entries(display);
  return displayResource(mime, content);
}

function displayResource(
  mimeType: string,
  content: string | Uint8Array,
): ContentBlock {
  const uri = "sandglass:display";
  return {
    type: "resource",
    resource: typeof content === "string"
      ? { uri, mimeType, text: content.toWellFormed() }
      : { uri, mimeType, blob: content.toBase64() },
  };
}

async function fileContent(
  { result: { files }, session, lost, read }: ReportedRun,
  room: Room,
): Promise<ContentBlock[]> {
  // Files with an absolute path are in an overlay mount. They are not files of the session.
  const own = lost ? [] : files.filter(({ path }) => !path.startsWith("/"));
  const blocks: ContentBlock[] = [];
  for (const { path, bytes } of own.slice(0, MAX_FILES)) {
    const uri = toResourceUri(session, path);
    const mimeType = mimeOf(path);
    const most = PICTURES.includes(mimeType ?? "")
      ? MAX_PICTURE_BYTES
      : MAX_FILE_BYTES;
    const content = bytes <= Math.min(most, room.bytes)
      ? await read(path).catch(() => undefined)
      : undefined;
    if (content !== undefined) {
      room.bytes -= content.byteLength;
      blocks.push(contentOfFile(uri, path, content));
      continue;
    }
    blocks.push({
      type: "resource_link",
      uri,
      name: path.toWellFormed(),
      size: bytes,
      ...(mimeType === undefined ? {} : { mimeType }),
    });
  }
  return blocks;
}
