/**
 * A run as what a model reads: text first, then pictures and files.
 *
 * @module
 */
import type { ContentBlock } from "@modelcontextprotocol/server";
import type { Display } from "../../core/displays.ts";
import type { RunResult } from "../../core/result.ts";
import { utf8Bytes } from "../../core/utf8_bytes.ts";
import { cutText, MAX_TEXT_BYTES } from "./fit.ts";
import { mimeOf, PICTURES } from "./mime.ts";
import { toResourceUri } from "./resource_uri.ts";

/** The largest file that is handed over as it is, in bytes; of a larger one the name is. */
const MAX_FILE_BYTES = 8_192;
/** The same for a picture, which is worth more to a model than its name. */
const MAX_PICTURE_BYTES = 2 ** 20;
/** How many bytes of what was shown, and of files, are handed over in all. */
const MAX_HANDED_BYTES = 2 ** 21;
/** How many files are listed one by one. */
const MAX_FILES = 32;

/** What is known of a run beside its result. */
export interface ToldRun {
  readonly result: RunResult;
  /** The session's name. */
  readonly session: string;
  /** Whether the session lost its state. */
  readonly lost: boolean;
  /** Whether the model has to be told how to come back to the session. */
  readonly minted: boolean;
  /** Reads a file that the run changed. */
  readonly read: (path: string) => Promise<Uint8Array>;
}

/**
 * Makes what a model reads of a run.
 *
 * @param run The run
 * @returns Text, pictures and files
 */
export async function runContent(run: ToldRun): Promise<ContentBlock[]> {
  const room = { bytes: MAX_HANDED_BYTES };
  const shown = run.result.displays.map((display) =>
    displayContent(display, room)
  );
  const files = await fileContent(run, room);
  return [{ type: "text", text: runText(run) }, ...shown, ...files];
}

/**
 * Makes what a model reads of a file.
 *
 * @param uri What the file is called as a resource
 * @param path Its path, which tells its type
 * @param content What it holds
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

/** The contents of a resource, as text where it is text. */
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

/** What is in no text: control characters but those for white space. */
// deno-lint-ignore no-control-regex -- they are what it is about
const NO_TEXT = /[\0-\x08\x0e-\x1f]/;

/**
 * Reads bytes as text.
 *
 * @param content The bytes
 * @returns The text; nothing where it is no UTF-8, or has what no text has
 */
export function asText(content: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
      .decode(content);
    return NO_TEXT.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function runText(run: ToldRun): string {
  const { result } = run;
  const parts = [
    result.stdout,
    result.stderr === "" ? "" : `[stderr]\n${result.stderr}`,
    outcomeText(result),
    result.truncated.length === 0
      ? ""
      : `[cut at its limit: ${result.truncated.join(", ")}]`,
    filesText(result),
    stateText(run),
  ].filter((part) => part !== "");
  const text = parts.map((part) => part.replace(/\n$/, "")).join("\n");
  return shorten((text === "" ? "[no output]" : text).toWellFormed());
}

/** What is too long to be read at once ends in a word about that. */
function shorten(text: string): string {
  const start = cutText(text, MAX_TEXT_BYTES);
  return start === text ? text : `${start}\n[cut: the rest is too long]`;
}

function outcomeText(result: RunResult): string {
  switch (result.status) {
    case "ok":
    case "output":
      return result.repr ?? "";
    case "error":
      return result.error.traceback ||
        `${result.error.name}: ${result.error.message}`;
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

function stateText({ lost, minted, session }: ToldRun): string {
  if (lost) {
    return "[the interpreter was ended: its variables are gone, and the files that it alone had]";
  }
  return minted
    ? `[session: ${session}; pass it as "session" to go on with these variables and files]`
    : "";
}

/** What may still be handed over. */
interface Room {
  bytes: number;
}

/** What a guest showed, if there is room for it. */
function displayContent(display: Display, room: Room): ContentBlock {
  const block = bestForm(display);
  const bytes = utf8Bytes(JSON.stringify(block));
  if (bytes <= room.bytes) {
    room.bytes -= bytes;
    return block;
  }
  return {
    type: "text",
    text: `[something of ${bytes} bytes was shown, which is too much]`,
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
  { result: { files }, session, lost, read }: ToldRun,
  room: Room,
): Promise<ContentBlock[]> {
  // What is written to an overlay is no file of the session's.
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
