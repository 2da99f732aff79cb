/**
 * Wraps bytes in a WebAssembly module, since Deno imports no other bytes without a flag. Other WebAssembly is wrapped as
 * well, as Deno would resolve the names of its imports as modules.
 *
 * @module
 */

/**
 * Wraps bytes in an empty module, as a custom section.
 *
 * @param bytes The bytes
 * @param name The section's name, at most 127 bytes of ASCII
 * @returns The module
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const module = new WebAssembly.Module(wrapBytes(Uint8Array.of(1, 2), "data"));
 * const [section] = WebAssembly.Module.customSections(module, "data");
 * assertEquals(new Uint8Array(section ?? new ArrayBuffer(0)), Uint8Array.of(1, 2));
 * ```
 */
export function wrapBytes(
  bytes: Uint8Array,
  name: string,
): Uint8Array<ArrayBuffer> {
  const label = new TextEncoder().encode(name);
  const head = [
    ...[0, ...new TextEncoder().encode("asm"), 1, 0, 0, 0],
    ...[0, ...leb128(1 + label.length + bytes.length), label.length, ...label],
  ];
  const wrapped = new Uint8Array(head.length + bytes.length);
  wrapped.set(head);
  wrapped.set(bytes, head.length);
  return wrapped;
}

/** Encodes a number as WebAssembly does: 7 bits per byte, the lowest first. */
function leb128(value: number): number[] {
  const rest = Math.floor(value / 128);
  return rest === 0 ? [value] : [value % 128 + 128, ...leb128(rest)];
}
