/** WASI's functions with hostile arguments. Random ones are in `tests/fuzz/areas/wasi.ts`. */
import { assert, assertEquals } from "@std/assert";
import { SIGNATURES } from "../../fuzz/areas/wasi.ts";
import {
  assertWhole,
  EMPTY,
  MEMORY_BYTES,
  PATH_TEXTS,
  PATHS,
  prepare,
  VECTORS,
} from "./_hostile_guest.ts";

Deno.test("every function is among those that get hostile arguments", () => {
  const { imports } = prepare().wasi;
  assertEquals(
    Object.keys(imports.wasi_snapshot_preview1).sort(),
    Object.keys(SIGNATURES).sort(),
  );
});

Deno.test("a list of buffers may lie over what it reads into", () => {
  const guest = prepare();
  const fd = guest.fd("work/a");
  // Two buffers of which the first is the list itself.
  guest.view.setUint32(VECTORS, VECTORS, true);
  guest.view.setUint32(VECTORS + 4, 2, true);
  guest.view.setUint32(VECTORS + 8, EMPTY, true);
  guest.view.setUint32(VECTORS + 12, 2, true);
  assertEquals(guest.call("fd_read", fd, VECTORS, 2, EMPTY + 8), "");
  assertEquals(guest.view.getUint32(EMPTY + 8, true), 4);
  assertEquals(guest.bytesAt(EMPTY, 2), new TextEncoder().encode("xt"));
});

Deno.test("what has no room for its result has not happened", () => {
  const guest = prepare();
  const outside = MEMORY_BYTES - 3;
  guest.reset();
  assertEquals(
    guest.call("path_open", 3, 1, "work/made", 1, 2n, 2n, 0, outside),
    "EFAULT",
  );
  assertEquals(guest.stat("work/made"), "ENOENT");
  guest.view.setUint32(VECTORS, EMPTY, true);
  guest.view.setUint32(VECTORS + 4, 4, true);
  assertEquals(guest.call("fd_write", 4, VECTORS, 1, outside), "EFAULT");
  assertEquals(guest.contentOf("work/a"), "text");
  assertEquals(guest.call("fd_read", 4, VECTORS, 1, outside), "EFAULT");
  assertEquals(guest.read(4, 4), "text");
  assertEquals(guest.call("fd_seek", 4, 1n, 0, outside), "EFAULT");
  assertEquals(guest.read(4, 4), "");
});

Deno.test("a function that finds too little stack fails before it changes anything", () => {
  const guest = prepare();
  const at = (text: string): [number, number] => [
    PATHS + 256 * PATH_TEXTS.indexOf(text),
    text.length,
  ];
  const calls = [
    { name: "path_create_directory", args: [3, ...at("work/x")] },
    { name: "path_rename", args: [3, ...at("work/x"), 3, ...at("work/d/y")] },
    { name: "path_remove_directory", args: [3, ...at("work/d/y")] },
    { name: "path_link", args: [3, 0, ...at("work/a"), 3, ...at("work/new")] },
    { name: "path_rename", args: [3, ...at("work/new"), 3, ...at("work/d/b")] },
    { name: "path_unlink_file", args: [3, ...at("work/d/b")] },
  ];
  /** Calls a function where the stack ends, and in each depth above. */
  const deepest = (
    one: { name: string; args: number[] },
    levels: number,
  ): number => {
    let depth = levels;
    try {
      depth = deepest(one, levels + 1);
    } catch {
      // Here is the end.
    }
    if (depth - levels < 300) guest.raw(one.name, ...one.args);
    return depth;
  };
  for (let round = 0; round < 20; round++) {
    for (const one of calls) assert(deepest(one, 0) > 300);
    assertWhole(guest);
  }
});
