import { assert, assertEquals, assertThrows } from "@std/assert";
import { convertWasm } from "../../../engines/cpython/convert_wasm.ts";
import { newControlMemory } from "../../../engines/cpython/interpreter.js";
import { packFiles, unpackFiles } from "../../../core/packed_files.ts";
import {
  packSegments,
  unpackSegments,
} from "../../../engines/cpython/packed_segments.ts";
import {
  MAX_WASM_PAGES,
  WASM_PAGE_BYTES,
} from "../../../engines/worker/shared_values.js";
import { type RawSection, smallModule } from "./_small_module.ts";

function instantiate(
  module: Uint8Array<ArrayBuffer>,
  memory: WebAssembly.Memory,
): { readonly first: () => number; readonly memory: WebAssembly.Memory } {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module), {
    env: { f: () => 0 },
    host: { memory, control: newControlMemory() },
  });
  // The exports of the small module.
  return exports as unknown as ReturnType<typeof instantiate>;
}

Deno.test("convertWasm() has the memory imported, and its contents apart", () => {
  const { module, segments, initialPages } = convertWasm(smallModule());
  assertEquals(initialPages, 2);
  assertEquals(segments, [{ offset: 70_000, bytes: Uint8Array.of(1, 2) }]);
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 3 });
  const instance = instantiate(module, memory);
  assert(instance.memory === memory);
  assertEquals(instance.first(), 0);
  for (const { offset, bytes } of segments) {
    new Uint8Array(memory.buffer).set(bytes, offset);
  }
  assertEquals(instance.first(), 0x201);
});

Deno.test("convertWasm() lets a sandbox choose the maximum of its memory", () => {
  const { module } = convertWasm(smallModule());
  for (const maximum of [2, MAX_WASM_PAGES]) {
    instantiate(module, new WebAssembly.Memory({ initial: 2, maximum }));
  }
  assertThrows(
    () => instantiate(module, new WebAssembly.Memory({ initial: 2 })),
    WebAssembly.LinkError,
    "has no maximum",
  );
});

Deno.test("convertWasm() leaves custom sections out, and a module without imports gets one", () => {
  const { module } = convertWasm(smallModule());
  const compiled = new WebAssembly.Module(module);
  assertEquals(WebAssembly.Module.customSections(compiled, "name"), []);
  // Without the import, the exported function has the index 0.
  const exports: RawSection = [7, 1, 1, 0x66, 0, 0];
  const alone = convertWasm(smallModule({ imports: undefined, exports }));
  assertEquals(
    WebAssembly.Module.imports(new WebAssembly.Module(alone.module)),
    [
      { module: "host", name: "memory", kind: "memory" },
      { module: "host", name: "control", kind: "memory" },
    ],
  );
});

Deno.test("convertWasm() reads negative offsets as addresses", () => {
  // -65536, the last page of 4 GiB.
  const data: RawSection = [11, 1, 0, 0x41, 0x80, 0x80, 0x7c, 0x0b, 1, 7];
  const memory: RawSection = [5, 1, 0, 0x80, 0x80, 4];
  const { segments } = convertWasm(smallModule({ data, memory }));
  assertEquals(segments[0]?.offset, 2 ** 32 - WASM_PAGE_BYTES);
});

const FAULTS: Readonly<
  Record<string, Readonly<Record<string, RawSection | undefined>>>
> = {
  "it has no types": { types: undefined },
  "it has no memory of its own": { memory: undefined },
  "it has 2 memories in place of 1": { memory: [5, 2, 0, 1, 0, 1] },
  "its memory has the unknown flags 3": { memory: [5, 1, 3, 1, 2] },
  "its memory has from 5 to 2 pages": { memory: [5, 1, 1, 5, 2] },
  "there is more after the memory": { memory: [5, 1, 0, 2, 0] },
  "data segment 0 is passive and has 1 bytes": { data: [11, 1, 1, 1, 7] },
  "data segment 0 has the unknown kind 2": { data: [11, 1, 2, 0] },
  "data segment 0 lies outside of the memory": {
    data: [11, 1, 0, 0x41, 0xff, 0xff, 7, 0x0b, 2, 1, 2],
  },
  "an offset is no constant": { data: [11, 1, 0, 0x23, 0, 0x0b, 0] },
  "there is more after the data": { data: [11, 0, 1] },
  "section 14 is unknown": { later: [14, 0] },
  "section 5 is out of order": { later: [5, 1, 0, 2] },
  "it imports a memory already": {
    imports: [2, 1, 1, 0x65, 1, 0x66, 2, 0, 1],
  },
  "import 0 has the unknown kind 9": {
    imports: [2, 1, 1, 0x65, 1, 0x66, 9, 0],
  },
  "a number has more than 32 bits": {
    functions: undefined,
    memory: [5, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
  },
  "it ends early": { name: [0, 200, 1, 1] },
};

for (const [reason, changes] of Object.entries(FAULTS)) {
  Deno.test(`convertWasm() refuses a module where ${reason}`, () => {
    assertThrows(
      () => convertWasm(smallModule(changes)),
      Error,
      `Cannot convert the interpreter as ${reason}`,
    );
  });
}

Deno.test("convertWasm() refuses a module that ends at any place, and no WebAssembly", () => {
  const whole = smallModule({ name: undefined });
  for (let length = 0; length < whole.length; length++) {
    const cut = whole.slice(0, length);
    try {
      // A cut between sections may leave a module without its last ones, which V8 refuses.
      new WebAssembly.Module(convertWasm(cut).module);
    } catch (error) {
      if (error instanceof WebAssembly.CompileError) continue;
      assert(error instanceof Error);
      assert(error.message.startsWith("Cannot convert the interpreter as "));
    }
  }
  assertThrows(
    () => convertWasm(new TextEncoder().encode("PK\x03\x04")),
    Error,
    "it does not begin as WebAssembly does",
  );
});

Deno.test("unpackSegments() and unpackFiles() refuse damaged files", () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const segments = packSegments([{ offset: 70_000, bytes }]);
  const files = packFiles([{ path: "a/b", bytes }]);
  assertEquals(unpackSegments(segments), [{ offset: 70_000, bytes }]);
  assertEquals(unpackFiles(files), [{ path: "a/b", bytes }]);
  for (
    const [unpack, packed] of [
      [unpackSegments, segments],
      [unpackFiles, files],
    ] as const
  ) {
    for (let length = 0; length < packed.length; length++) {
      assertThrows(
        () => unpack(packed.slice(0, length)),
        Error,
        "Cannot read ",
      );
    }
    assertThrows(
      () => unpack(Uint8Array.of(...packed, 0)),
      Error,
      "more than",
    );
  }
});
