/**
 * What guests displayed, for a terminal and as files.
 *
 * @module
 */
import { contentBytes, type Display } from "../../core/displays.ts";
import { formatBytes } from "../../core/units.ts";

/** The forms that a terminal can show, the best first. */
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
 * Writes a display for a terminal: the form that can be read, and pictures by their type and size.
 *
 * @param display What was shown
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

/** A file that a display is written to. */
export interface DisplayFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/**
 * Names the files that displays are written to: `display-1.png`, one for each form.
 *
 * @param displays What a run showed
 * @returns Names and contents; all of the names differ
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const [html, plain] = displayFiles([{ "text/html": "<p>", "text/plain": "p" }]);
 * assertEquals([html?.name, plain?.name], ["display-1.html", "display-1.txt"]);
 * ```
 */
export function displayFiles(
  displays: readonly Display[],
): readonly DisplayFile[] {
  return displays.flatMap((display, index) => {
    const taken = new Map<string, number>();
    return Object.entries(display).map(([mime, content]) => {
      const extension = extensionOf(mime, content);
      const count = (taken.get(extension) ?? 0) + 1;
      taken.set(extension, count);
      const suffix = count === 1 ? "" : `-${count}`;
      return { name: `display-${index + 1}${suffix}.${extension}`, content };
    });
  });
}

/** Nothing of a name is the guest's. */
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
