/** The snapshot of an interpreter's memory, as its pages. */
import { assertEquals } from "@std/assert";
import { openSnapshot, pack } from "../../../engines/python/snapshot.js";

const PAGE = 4096;
const WASM_PAGE = 65_536;

/** Two pages of 64 KiB, of which some parts are not empty. */
function filled(): Uint8Array {
  const memory = new Uint8Array(2 * WASM_PAGE);
  for (const page of [1, 2, 7, 31]) memory[page * PAGE + page] = page;
  return memory;
}

function opened(memory: Uint8Array): ReturnType<typeof openSnapshot> {
  const snapshot = pack(memory, Uint8Array.of(1, 2, 3), { own: "config" });
  return openSnapshot(snapshot.buffer, 0);
}

Deno.test("a snapshot fills fresh memory", () => {
  const { restore, archive, config, memoryBytes } = opened(filled());
  const memory = new WebAssembly.Memory({ initial: 2 });
  restore(memory);
  assertEquals(new Uint8Array(memory.buffer), filled());
  assertEquals([...archive], [1, 2, 3]);
  assertEquals(config, { own: "config" });
  assertEquals(memoryBytes, 2 * WASM_PAGE);
});

for (
  const [name, contents] of [
    ["some parts are not empty", filled()],
    ["everything is empty", new Uint8Array(2 * WASM_PAGE)],
    ["nothing is empty", new Uint8Array(2 * WASM_PAGE).fill(3)],
  ] as const
) {
  Deno.test(`a snapshot of which ${name} is written over memory that was in use`, () => {
    const memory = new WebAssembly.Memory({ initial: 2 });
    new Uint8Array(memory.buffer).fill(0xAB);
    opened(contents).overwrite(memory);
    assertEquals(new Uint8Array(memory.buffer), contents);
  });
}

Deno.test("control: to fill fresh memory leaves what was there between the pages", () => {
  const memory = new WebAssembly.Memory({ initial: 2 });
  new Uint8Array(memory.buffer).fill(0xAB);
  opened(filled()).restore(memory);
  assertEquals(new Uint8Array(memory.buffer)[0], 0xAB);
});
