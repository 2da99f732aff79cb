/**
 * The file of an image: a magic word, the SHA-256 digest of all that follows, the key, and the image. The key is also
 * part of the file's name.
 *
 * @module
 */
import type { EngineImage } from "../engines/engine.ts";

const MAGIC = new TextEncoder().encode("SANDGLS1");
const DIGEST_BYTES = 32;
const KEY_AT = MAGIC.byteLength + DIGEST_BYTES;
/** Where in its file an image begins. */
export const IMAGE_AT: number = KEY_AT + DIGEST_BYTES;

/** The key of an image: the digest of everything that it depends on. */
export async function keyOf(image: EngineImage): Promise<Uint8Array> {
  const text = new TextEncoder().encode(JSON.stringify(image.dependsOn));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", text));
}

/** What stands before an image in its file. */
export async function headOf(
  key: Uint8Array,
  image: Uint8Array,
): Promise<Uint8Array> {
  const body = new Uint8Array(key.byteLength + image.byteLength);
  body.set(key);
  body.set(image, key.byteLength);
  const head = new Uint8Array(IMAGE_AT);
  head.set(MAGIC);
  head.set(
    new Uint8Array(await crypto.subtle.digest("SHA-256", body)),
    MAGIC.byteLength,
  );
  head.set(key, KEY_AT);
  return head;
}

/**
 * What is wrong with a file.
 *
 * @param file What is in it
 * @param key The key that it must have
 * @returns The fault in words, or `undefined` if there is none
 */
export async function findFault(
  file: Uint8Array<ArrayBuffer>,
  key: Uint8Array,
): Promise<string | undefined> {
  if (file.byteLength <= IMAGE_AT) return "is truncated";
  const head = file.subarray(0, IMAGE_AT);
  if (!equal(head.subarray(0, MAGIC.byteLength), MAGIC)) {
    return "is no snapshot of this version";
  }
  const digest = new Uint8Array(
    await crypto.subtle.digest("SHA-256", file.subarray(KEY_AT)),
  );
  if (!equal(head.subarray(MAGIC.byteLength, KEY_AT), digest)) {
    return "is damaged";
  }
  return equal(head.subarray(KEY_AT), key)
    ? undefined
    : "belongs to another version";
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
