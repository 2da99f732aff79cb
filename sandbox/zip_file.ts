/**
 * Reads named members of a zip file that is in memory, such as a wheel. Nothing is written, so a member's name cannot name
 * a place outside of a folder, and the caller bounds each member's size, so a small file cannot fill the memory.
 *
 * @module
 */
import { concatenate } from "../core/concatenate.ts";

/** A zip file that is in memory. */
export interface ZipFile {
  /** The names of the members that are files. */
  readonly names: readonly string[];
  /** The names of the members that are links, devices or other things than files and folders. */
  readonly special: readonly string[];
  /** The size of all members in bytes, when they are unpacked. */
  readonly totalBytes: number;
  /**
   * Reads a member.
   *
   * @param name Its name
   * @param maxBytes The bytes that it may have at the most
   * @returns Its contents; `undefined` if there is no such member
   * @throws {ZipError} If it is damaged or larger
   */
  read(
    name: string,
    maxBytes: number,
  ): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** A zip file is damaged, or has something unknown; the message is a predicate, as "ends early". */
export class ZipError extends Error {}

/** The end of the directory without its comment, which may have 65 535 bytes. */
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 65_535;
const END_MAGIC = 0x06054b50;
const ENTRY_BYTES = 46;
const ENTRY_MAGIC = 0x02014b50;
const LOCAL_BYTES = 30;
const LOCAL_MAGIC = 0x04034b50;

/** A flag of a member. */
const ENCRYPTED = 1;
/** The system whose modes a member has, and the kinds in such a mode. */
const UNIX = 3;
const KIND_BITS = 0o170000;
const FILE = 0o100000;
const FOLDER = 0o040000;
/** Methods of compression. */
const STORED = 0;
const DEFLATED = 8;

interface Member {
  readonly method: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Where its local header is. */
  readonly at: number;
  /** Whether it is neither a file nor a folder. */
  readonly isSpecial: boolean;
}

/**
 * Reads the directory of a zip file.
 *
 * @param zip The zip file
 * @returns What is in it
 * @throws {ZipError} If it is no zip file, or a damaged one
 */
export function openZip(zip: Uint8Array<ArrayBuffer>): ZipFile {
  const members = readDirectory(zip);
  return {
    names: [...members.keys()].filter((name) => !name.endsWith("/")),
    special: [...members].filter(([, { isSpecial }]) => isSpecial)
      .map(([name]) => name),
    totalBytes: [...members.values()]
      .reduce((sum, { bytes }) => sum + bytes, 0),
    async read(name, maxBytes): Promise<Uint8Array<ArrayBuffer> | undefined> {
      const member = members.get(name);
      if (member === undefined) return undefined;
      if (member.bytes > maxBytes) {
        throw new ZipError(`has more than ${maxBytes} bytes in ${name}`);
      }
      const packed = packedBytes(zip, member);
      if (member.method === STORED && packed.length === member.bytes) {
        return packed.slice();
      }
      if (member.method === DEFLATED) {
        return await inflate(packed, { name, bytes: member.bytes });
      }
      throw new ZipError(`has an unknown compression of ${name}`);
    },
  };
}

function readDirectory(
  zip: Uint8Array<ArrayBuffer>,
): ReadonlyMap<string, Member> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  let at = view.getUint32(end + 16, true);
  // Larger files than 4 GiB, and parts of several files, are nothing that is read here.
  if (view.getUint16(end + 4, true) !== 0 || at + size !== end) {
    throw new ZipError("has an unknown directory");
  }
  const members = new Map<string, Member>();
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== ENTRY_MAGIC) {
      throw new ZipError("has a damaged directory");
    }
    const next = at + ENTRY_BYTES + view.getUint16(at + 28, true);
    const name = decodeName(zip.subarray(at + ENTRY_BYTES, next));
    if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0) {
      throw new ZipError(`has ${name} encrypted`);
    }
    if (members.has(name)) throw new ZipError(`has ${name} twice`);
    members.set(name, {
      method: view.getUint16(at + 10, true),
      packedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
      isSpecial: isSpecial(view, at),
    });
    at = next + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  if (at !== end) throw new ZipError("has a damaged directory");
  return members;
}

/** Whether an entry of the directory says that its member is a link or a device. */
function isSpecial(view: DataView, at: number): boolean {
  const kind = view.getUint16(at + 40, true) & KIND_BITS;
  return view.getUint8(at + 5) === UNIX && kind !== 0 && kind !== FILE &&
    kind !== FOLDER;
}

/** Finds the end of the directory, which is the end of the file but for a comment. */
function findEnd(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT_BYTES); at--) {
    const isEnd = view.getUint32(at, true) === END_MAGIC &&
      at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength;
    if (isEnd) return at;
  }
  throw new ZipError("is no zip file, or ends early");
}

function decodeName(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ZipError("has a name that is no UTF-8");
  }
}

function packedBytes(
  zip: Uint8Array<ArrayBuffer>,
  { at, packedBytes }: Member,
): Uint8Array<ArrayBuffer> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const isWhole = at + LOCAL_BYTES <= zip.length;
  if (!isWhole || view.getUint32(at, true) !== LOCAL_MAGIC) {
    throw new ZipError("has a damaged member");
  }
  const start = at + LOCAL_BYTES + view.getUint16(at + 26, true) +
    view.getUint16(at + 28, true);
  if (start + packedBytes > zip.length) throw new ZipError("ends early");
  return zip.subarray(start, start + packedBytes);
}

async function inflate(
  packed: Uint8Array<ArrayBuffer>,
  { name, bytes }: { readonly name: string; readonly bytes: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let have = 0;
  const stream = new Blob([packed]).stream()
    .pipeThrough(new DecompressionStream("deflate-raw"));
  try {
    for await (const part of stream) {
      have += part.length;
      if (have > bytes) break;
      parts.push(part);
    }
  } catch {
    throw new ZipError(`has a damaged member ${name}`);
  }
  if (have !== bytes) throw new ZipError(`has a damaged member ${name}`);
  return concatenate(parts);
}
