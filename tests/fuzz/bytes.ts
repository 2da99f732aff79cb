/** Bytes in pieces. */

/** Joins pieces. */
export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Cuts bytes at these places, which may be any numbers. */
export function cut(
  bytes: Uint8Array<ArrayBuffer>,
  places: readonly number[],
): Uint8Array<ArrayBuffer>[] {
  const at = places.map((place) => place % (bytes.length + 1))
    .sort((a, b) => a - b);
  return [...at, bytes.length].map((end, i) =>
    bytes.subarray(at[i - 1] ?? 0, end)
  );
}
