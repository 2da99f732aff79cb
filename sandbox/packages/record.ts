/**
 * The list of a package's files, `RECORD`: lines of path, digest and size, separated by commas.
 *
 * @module
 */
import { sha256 } from "../sha256.ts";
import type { PackedFile } from "../../core/packed_files.ts";

/** The digests that lists may have, by their names there. */
const ALGORITHMS: Readonly<Record<string, string>> = {
  sha256: "SHA-256",
  sha384: "SHA-384",
  sha512: "SHA-512",
};
/** The fields of a line; one with a comma or a quote is quoted. */
const FIELD = /(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/gy;

/** A line of the list. */
interface RecordLine {
  /** The digest as `sha256=…`, in base64 of URLs; empty for the list itself. */
  readonly digest: string;
  readonly bytes: string;
}

/**
 * Compares files with their list.
 *
 * @param record The list
 * @param files The files, without the list and its signatures, by path
 * @param isIgnored Whether a line is left out, as its file is
 * @returns What is wrong, as a predicate; `undefined` if all is well
 */
export async function recordFault(
  record: Uint8Array<ArrayBuffer>,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  isIgnored: (path: string) => boolean,
): Promise<string | undefined> {
  const lines = readLines(new TextDecoder().decode(record));
  if (typeof lines === "string") return lines;
  for (const path of files.keys()) {
    if (!lines.has(path)) return `has ${path}, which is not in its file list`;
  }
  for (const [path, line] of lines) {
    if (isIgnored(path)) continue;
    const bytes = files.get(path);
    if (bytes === undefined) return `has no ${path}, which is in its file list`;
    if (!await isSame(bytes, line)) {
      return `has another ${path} than its file list says`;
    }
  }
  return undefined;
}

function readLines(text: string): ReadonlyMap<string, RecordLine> | string {
  const lines = new Map<string, RecordLine>();
  for (const line of text.split(/\r?\n/)) {
    if (line === "") continue;
    const fields = Array.from(
      line.matchAll(FIELD),
      ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
    );
    const [path = "", digest = "", bytes = ""] = fields;
    if (fields.length !== 3 || path === "") {
      return "has an unreadable file list";
    }
    if (lines.has(path)) return `has ${path} twice in its file list`;
    lines.set(path, { digest, bytes });
  }
  return lines;
}

async function isSame(
  content: Uint8Array<ArrayBuffer>,
  { digest, bytes }: RecordLine,
): Promise<boolean> {
  const [, name = "", wanted] = /^(\w+)=([\w-]+)=*$/.exec(digest) ?? [];
  const algorithm = ALGORITHMS[name];
  if (algorithm === undefined) return false;
  if (bytes !== "" && bytes !== String(content.length)) return false;
  const found = new Uint8Array(await crypto.subtle.digest(algorithm, content))
    .toBase64({ alphabet: "base64url", omitPadding: true });
  return found === wanted;
}

/**
 * Writes the list of files.
 *
 * @param path The path of the list
 * @param files The files without it
 * @returns The list
 */
export async function makeRecord(
  path: string,
  files: readonly PackedFile[],
): Promise<PackedFile> {
  const lines: string[] = [];
  for (const file of files) {
    const digest = Uint8Array.fromHex(await sha256(file.bytes))
      .toBase64({ alphabet: "base64url", omitPadding: true });
    lines.push(`${quote(file.path)},sha256=${digest},${file.bytes.length}\n`);
  }
  lines.push(`${quote(path)},,\n`);
  return { path, bytes: new TextEncoder().encode(lines.join("")) };
}

function quote(field: string): string {
  return /[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
