/**
 * The file of a snapshot: a magic word, a digest of all that follows, the key, and the snapshot. The key is also part of the
 * file's name. The digest is the SHA-256 of those of pieces, so that to verify a file takes the memory of one piece.
 *
 * @module
 */
import type { PackageSet } from "../../core/packages.ts";
import type { EngineSnapshot } from "../../engines/engine.ts";
import type { FileRules, Readable } from "../open_file.ts";

const FORMAT = "SANDGLS2";
const MAGIC = new TextEncoder().encode(FORMAT);
const DIGEST_BYTES = 32;
const KEY_AT = MAGIC.byteLength + DIGEST_BYTES;
/** The bytes of a piece; the last may have fewer. */
const PIECE_BYTES = 2 ** 20;
/** The largest snapshot, and the largest file of one, in bytes. */
export const MAX_SNAPSHOT_BYTES: number = 2 ** 28;
/** Where in its file a snapshot begins. */
export const SNAPSHOT_AT: number = KEY_AT + DIGEST_BYTES;

/** The packages that a snapshot has imported. */
export type SnapshotPackages = Pick<PackageSet, "sha256" | "imports">;

/** The key of a snapshot: the digest of everything that it depends on. */
export async function keyOf(
  snapshot: EngineSnapshot,
  packages?: SnapshotPackages,
): Promise<Uint8Array> {
  const parts: unknown[] = [FORMAT, ...snapshot.dependsOn];
  if (packages !== undefined) parts.push(packages.sha256, packages.imports);
  return await sha256(new TextEncoder().encode(JSON.stringify(parts)));
}

/** A file that should hold a snapshot. */
export interface SnapshotFile {
  readonly path: string;
  /** The key that it must have, in hexadecimal digits. */
  readonly key: string;
  /** The user whom it has to belong to, where users have numbers. */
  readonly owner?: number | undefined;
}

/** The name of the file of a snapshot. */
export function fileNameOf(
  { name }: EngineSnapshot,
  key: Uint8Array,
  packages?: SnapshotPackages,
): string {
  const digest = packages === undefined
    ? ""
    : `-${packages.sha256.slice(0, 16)}`;
  return `${name}-${toHex(key).slice(0, 32)}${digest}.snapshot`;
}

/** Whether a file has a name that {@linkcode fileNameOf} gives the snapshots of an engine. */
export function isFileOf(
  snapshot: string,
  file: string,
  hasPackages: boolean,
): boolean {
  return file.startsWith(`${snapshot}-`) && file.endsWith(".snapshot") &&
    /-[\da-f]{16}\.snapshot$/.test(file) === hasPackages;
}

/** What the file of a snapshot has to be, given the user whom it has to belong to. */
export function rulesFor(owner: number | undefined): FileRules {
  return { maxBytes: MAX_SNAPSHOT_BYTES, owner };
}

/** A file that is in memory. */
export function inMemory(file: Uint8Array<ArrayBuffer>): Readable {
  return {
    size: file.byteLength,
    read: (at, bytes) => file.subarray(at, at + bytes),
  };
}

/** The file of a snapshot. */
export async function toFile(
  key: Uint8Array,
  snapshot: Uint8Array,
): Promise<Uint8Array> {
  const file = new Uint8Array(SNAPSHOT_AT + snapshot.byteLength);
  file.set(MAGIC);
  file.set(key, KEY_AT);
  file.set(snapshot, SNAPSHOT_AT);
  file.set(await digestOf(inMemory(file)), MAGIC.byteLength);
  return file;
}

/**
 * What is wrong with a file.
 *
 * @param file The file
 * @param key The key that it must have
 * @returns A description of the fault, or `undefined` if the file is valid
 */
export async function findFault(
  file: Readable,
  key: Uint8Array,
): Promise<string | undefined> {
  if (file.size <= SNAPSHOT_AT) return "is truncated";
  const head = (await file.read(0, SNAPSHOT_AT)).slice();
  if (!equal(head.subarray(0, MAGIC.byteLength), MAGIC)) {
    return "is no snapshot of this version";
  }
  const digest = await digestOf(file);
  if (!equal(head.subarray(MAGIC.byteLength, KEY_AT), digest)) {
    return "is damaged";
  }
  return equal(head.subarray(KEY_AT), key)
    ? undefined
    : "belongs to another version";
}

async function digestOf({ size, read }: Readable): Promise<Uint8Array> {
  const count = Math.ceil((size - KEY_AT) / PIECE_BYTES);
  const digests = new Uint8Array(count * DIGEST_BYTES);
  for (let i = 0; i < count; i++) {
    const at = KEY_AT + i * PIECE_BYTES;
    const piece = await read(at, Math.min(PIECE_BYTES, size - at));
    digests.set(await sha256(piece), i * DIGEST_BYTES);
  }
  return await sha256(digests);
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && a.every((byte, i) => byte === b[i]);
}

/** Bytes in hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
}
