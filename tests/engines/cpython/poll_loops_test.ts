import { assert, assertEquals, assertThrows } from "@std/assert";
import { convertWasm } from "../../../engines/cpython/convert_wasm.ts";
import { pollLoops } from "../../../engines/cpython/poll_loops.ts";
import { smallModule } from "./_small_module.ts";

/** A section of code with one function, which has two local integers. */
function code(...instructions: readonly number[]): Uint8Array<ArrayBuffer> {
  const body = [1, 2, 0x7f, ...instructions, 0x0b];
  return Uint8Array.from([1, body.length, ...body]);
}

/** How many looks a function has after the conversion. */
function looks(...instructions: readonly number[]): number {
  const before = code(...instructions);
  return (pollLoops(before).length - before.length) / 10;
}

const CALL = [0x10, 0, 0x1a];
const loop = (...inside: readonly number[]) => [0x03, 0x40, ...inside, 0x0b];
const block = (...inside: readonly number[]) => [0x02, 0x40, ...inside, 0x0b];

Deno.test("pollLoops() gives looks to loops with calls and to loops around loops", () => {
  assertEquals(looks(), 0);
  assertEquals(looks(...CALL), 0);
  assertEquals(looks(...loop()), 0);
  assertEquals(looks(...loop(0x20, 0, 0x1a)), 0);
  assertEquals(looks(...loop(...CALL)), 1);
  assertEquals(looks(...loop(...block(...CALL))), 1);
  assertEquals(looks(...block(...loop(), ...CALL)), 0);
  assertEquals(looks(...loop(...loop())), 1);
  assertEquals(looks(...loop(...block(...loop()))), 1);
  assertEquals(looks(...loop(...loop(...CALL))), 2);
  assertEquals(looks(...loop(...CALL), ...loop(), ...loop(...CALL)), 2);
});

/** Instructions with bytes after them that look like loops (`03 40`), calls (`10`) and ends (`0b`). */
const INSTRUCTIONS: Readonly<Record<string, readonly number[]>> = {
  "a block with a type": [0x02, 0x7f, 0x41, 0x03, 0x0b],
  "a try with a catch": [0x06, 0x40, 0x07, 0x03, 0x19, 0x0b],
  "a try that delegates": [0x06, 0x40, 0x18, 0x03],
  "a try_table": [0x1f, 0x40, 3, 0, 0x03, 0x0b, 2, 0x03, 3, 0x0b, 0x0b],
  "a throw": [0x08, 0x0b, 0x09, 0x0b, 0x0a],
  "branches": [0x0c, 0x0b, 0x0d, 0x03, 0x0e, 2, 0x03, 0x10, 0x0b],
  "locals and globals": [0x20, 0x0b, 0x21, 0x03, 0x22, 0x0b, 0x23, 3, 0x24, 3],
  "tables": [0x25, 0x0b, 0x26, 0x03],
  "a choice": [0x1b, 0x1c, 1, 0x7f],
  "loads and stores": [0x28, 0x03, 0x0b, 0x3e, 0x03, 0x83, 0x0b],
  "the size of memory": [0x3f, 0, 0x40, 0],
  "integers": [0x41, 0x83, 0x0b, 0x42, 0x0b],
  "a float": [0x43, 0x03, 0x40, 0x10, 0x0b],
  "a double": [0x44, 0x03, 0x40, 0x0b, 0x0b, 0x10, 0x0b, 0x03, 0x40],
  "arithmetic": [0x45, 0x6a, 0xc4],
  "references": [0xd0, 0x0b, 0xd1, 0xd2, 0x0b],
  "saturating conversions": [0xfc, 7],
  "memory at once": [0xfc, 8, 0x0b, 0, 0xfc, 9, 3, 0xfc, 10, 0, 0, 0xfc, 11, 0],
  "tables at once": [0xfc, 12, 3, 0, 0xfc, 13, 3, 0xfc, 14, 3, 3, 0xfc, 17, 3],
  "a vector of memory": [0xfd, 0, 0x03, 0x0b, 0xfd, 92, 0x03, 0x0b],
  "a constant vector": [0xfd, 12, ...Array.from({ length: 16 }, () => 0x03)],
  "a shuffle": [0xfd, 13, ...Array.from({ length: 16 }, () => 0x0b)],
  "a lane": [0xfd, 21, 0x0b, 0xfd, 84, 0x03, 0x0b, 0x03],
  "vector arithmetic": [0xfd, 35, 0xfd, 0x80, 0x02],
};

for (const [name, instruction] of Object.entries(INSTRUCTIONS)) {
  Deno.test(`pollLoops() reads past ${name}`, () => {
    assertEquals(looks(...loop(...instruction)), 0);
    assertEquals(looks(...loop(...instruction, ...CALL)), 1);
  });
}

Deno.test("pollLoops() refuses what it does not know", () => {
  for (
    const [instructions, reason] of [
      [[0x27], "the instruction 39 is unknown"],
      [[0xfe, 0], "the instruction 254 is unknown"],
      [[0xfc, 18], "the instruction 252 18 is unknown"],
      [[0x28, 0x42, 1, 0], "it has several memories"],
      [[0x0b, 0x00], "there is more after a function"],
      [[0x41], "it ends early"],
    ] as const
  ) {
    assertThrows(
      () => pollLoops(code(...instructions)),
      Error,
      `Cannot convert the interpreter as ${reason}`,
    );
  }
});

Deno.test("convertWasm() has a module trap in its loops as long as the control memory says so", () => {
  // Counts local 0 from 1000 to 0 with a call in each turn, and returns it.
  const counting = [
    ...[0x41, 0xe8, 7, 0x21, 0],
    ...[0x03, 0x40, 0x10, 0, 0x1a],
    ...[0x20, 0, 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b],
    ...[0x20, 0],
  ];
  const { module } = convertWasm(
    smallModule({ code: [10, ...code(...counting)] }),
  );
  const control = new WebAssembly.Memory({
    initial: 1,
    maximum: 1,
    shared: true,
  });
  const flags = new Int32Array(control.buffer);
  let calls = 0;
  let stopAt = Infinity;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module), {
    env: {
      f(): number {
        if (++calls === stopAt) flags[0] = 9;
        return 0;
      },
    },
    host: {
      memory: new WebAssembly.Memory({ initial: 2, maximum: 2 }),
      control,
    },
  });
  const { first } = exports;
  assert(typeof first === "function");
  assertEquals([first(), calls], [0, 1000]);
  stopAt = 1005;
  assertThrows(() => first(), WebAssembly.RuntimeError, "unreachable");
  assertEquals(calls, 1005);
  assertThrows(() => first(), WebAssembly.RuntimeError, "unreachable");
  assertEquals(calls, 1005);
  flags[0] = 0;
  assertEquals([first(), calls], [0, 2005]);
});
