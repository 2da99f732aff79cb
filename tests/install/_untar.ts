/**
 * Unpacks an archive, as JSR does on publishing.
 *
 * @module
 */
const BLOCK_BYTES = 512;

/** The fields of a header: offset and length in bytes. */
const FIELDS = {
  name: [0, 100],
  size: [124, 12],
  type: [156, 1],
  prefix: [345, 155],
} as const;

/**
 * The plain files of an archive.
 *
 * @param archive The archive, of the `ustar` format, in gzip
 * @returns Contents by path
 */
export async function untar(
  archive: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const plain = archive.pipeThrough(new DecompressionStream("gzip"));
  const bytes = await new Response(plain).bytes();
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (let at = 0; at < bytes.length;) {
    const header = bytes.subarray(at, at + BLOCK_BYTES);
    const path = [field(header, "prefix"), field(header, "name")]
      .filter((part) => part !== "").join("/");
    if (path === "") break;
    const size = Number.parseInt(field(header, "size"), 8);
    const content = at + BLOCK_BYTES;
    if (/^0?$/.test(field(header, "type"))) {
      files.set(path, bytes.slice(content, content + size));
    }
    at = content + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
  }
  return files;
}

function field(header: Uint8Array, name: keyof typeof FIELDS): string {
  const [at, length] = FIELDS[name];
  const text = new TextDecoder().decode(header.subarray(at, at + length));
  return text.replace(/\0.*$/s, "").trim();
}
