import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  isLibrary,
  libraryFault,
} from "../../../sandbox/packages/library_fault.ts";
import {
  constant,
  makeLibrary,
  makeModule,
} from "../../engines/pyodide/_make_library.ts";

const WASM = makeModule({ name: "demo" });

/** A library with one function. */
function withCode(...body: readonly number[]): Uint8Array<ArrayBuffer> {
  return makeLibrary({
    types: [[0, 1]],
    code: [{ name: "run", type: 0, body }],
  });
}

Deno.test("isLibrary() looks at the name and the first bytes of a file", () => {
  assertEquals(isLibrary("demo/_core.so", WASM), true);
  assertEquals(isLibrary("demo/_core.wasm", WASM), false);
  assertEquals(isLibrary("demo/_core.so", Uint8Array.of(0x7f, 0x45)), false);
});

Deno.test("libraryFault() takes a library that grows nothing", () => {
  assertEquals(libraryFault(WASM), undefined);
});

const GROWS = "grows memory or tables without regard to the limit";

/** Libraries that could have more memory than the limit, each with what is said of it. */
const HOSTILE: readonly (readonly [string, Uint8Array<ArrayBuffer>, string])[] =
  [
    ["memory.grow", withCode(...constant(1), 0x40, 0), GROWS],
    [
      "memory.grow behind numbers that look like it",
      withCode(...constant(64), 0x1a, ...constant(1), 0x40, 0),
      GROWS,
    ],
    [
      "table.grow",
      withCode(0xd0, 0x70, ...constant(1), 0xfc, 15, 0),
      GROWS,
    ],
    [
      "a memory of its own",
      makeLibrary({
        types: [[0, 1]],
        code: [{ name: "run", type: 0, body: constant(1) }],
        more: [[5, 1, 0, 1]],
      }),
      "has a memory of its own",
    ],
    [
      "a table of its own",
      makeLibrary({
        types: [[0, 1]],
        code: [{ name: "run", type: 0, body: constant(1) }],
        more: [[4, 1, 0x70, 0, 1]],
      }),
      "has a table of its own",
    ],
    ["objects of a garbage collector", withCode(0xfb, 7, 0), "is unknown"],
    ["code that ends early", WASM.slice(0, -200), "cannot be checked"],
  ];

for (const [name, wasm, said] of HOSTILE) {
  Deno.test(`libraryFault() refuses ${name}`, () => {
    assertStringIncludes(libraryFault(wasm) ?? "", said);
  });
}
