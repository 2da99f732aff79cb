/**
 * A host program that can write in a mounted directory: it swaps `d` with a link, as fast as it can, until it gets a
 * message.
 *
 * @module
 */

/// <reference lib="deno.worker" />
self.onmessage = (
  { data: { inside, control } }: MessageEvent<
    { readonly inside: string; readonly control: Int32Array }
  >,
): void => {
  self.postMessage("swapping");
  while (Atomics.load(control, 0) === 0) {
    Deno.renameSync(`${inside}/d`, `${inside}/d-real`);
    Deno.renameSync(`${inside}/d-link`, `${inside}/d`);
    Deno.renameSync(`${inside}/d`, `${inside}/d-link`);
    Deno.renameSync(`${inside}/d-real`, `${inside}/d`);
    Atomics.add(control, 1, 1);
  }
  self.close();
};
