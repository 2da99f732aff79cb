/**
 * Displays of guests, for a terminal and as files.
 *
 * @module
 */
import { contentBytes, type Display } from "../../core/displays.ts";
import type { RunFile } from "../../core/files.ts";
import { formatBytes } from "../../core/units.ts";

/** The MIME types that a terminal can show, the best first. */
const READABLE = ["text/plain", "text/markdown"];

const EXTENSION_OF: Readonly<Record<string, string>> = {
  "text/plain": "txt",
  "text/html": "html",
  "text/markdown": "md",
  "text/latex": "tex",
  "text/csv": "csv",
  "application/json": "json",
  "application/pdf": "pdf",
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/webp": "webp",
  "image/svg+xml": "svg",
};

/**
 * Formats a display for a terminal: readable text, and the type and size of pictures.
 *
 * @param display The display
 * @returns Lines, each with its newline
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const png = new Uint8Array(12_595);
 * assertEquals(describeDisplay({ "image/png": png, "text/html": "<img>" }), "[image/png, 12.3KiB]\n");
 * ```
 */
export function describeDisplay(display: Display): string {
  const forms = Object.entries(display);
  const readable = READABLE.map((mime) => display[mime])
    .find((content) => typeof content === "string");
  const binary = forms.filter(([, content]) => typeof content !== "string");
  const named = binary.length > 0 || readable !== undefined
    ? binary
    : forms.slice(0, 1);
  const names = named.map(([mime, content]) =>
    `[${mime}, ${formatBytes(contentBytes(content))}]\n`
  );
  const text = typeof readable === "string"
    ? readable.replace(/\n?$/, "\n")
    : "";
  return text + names.join("");
}

/**
 * Converts displays to files such as `display-1.png`, one for each MIME type except plain text, which the terminal shows.
 *
 * @param displays The displays of a run
 * @param taken File names that are in use
 * @returns The files, with unique names
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const [html] = displayFiles([{ "text/html": "<p>", "text/plain": "p" }]);
 * assertEquals(html?.path, "display-1.html");
 * ```
 */
export function displayFiles(
  displays: readonly Display[],
  taken: Iterable<string> = [],
): readonly RunFile[] {
  const names = new Set(taken);
  return displays.flatMap((display, index) =>
    Object.entries(display).filter(([mime]) => mime !== "text/plain").map(
      ([mime, content]) => {
        const extension = extensionOf(mime, content);
        const path = freeName(`display-${index + 1}`, extension, names);
        names.add(path);
        return { path, ...toBytes(content) };
      },
    )
  );
}

function freeName(
  stem: string,
  extension: string,
  taken: ReadonlySet<string>,
): string {
  let name = `${stem}.${extension}`;
  for (let count = 2;; count++) {
    if (!taken.has(name)) return name;
    name = `${stem}-${count}.${extension}`;
  }
}

function toBytes(
  content: string | Uint8Array,
): { readonly bytes: number; readonly content: Uint8Array } {
  const encoded = typeof content === "string"
    ? new TextEncoder().encode(content)
    : content;
  return { bytes: encoded.byteLength, content: encoded };
}

/** Returns the extension for a MIME type. No part of it comes from the guest. */
function extensionOf(mime: string, content: string | Uint8Array): string {
  const known = Object.hasOwn(EXTENSION_OF, mime)
    ? EXTENSION_OF[mime]
    : undefined;
  return known ??
    (mime.endsWith("+json")
      ? "json"
      : typeof content === "string"
      ? "txt"
      : "bin");
}
