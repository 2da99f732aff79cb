// The replacement of @std/assert is under test, so the tests use node:assert.
import { equal as nodeEqual, rejects, throws } from "node:assert/strict";
import { assertEquals as original } from "@std/assert";
import fc from "fast-check";
import * as standIn from "../../../tools/offline/assert.ts";
import {
  assertEquals,
  AssertionError,
  assertNotEquals,
  assertRejects,
  assertStrictEquals,
  assertThrows,
} from "../../../tools/offline/assert.ts";

function isEqual(a: unknown, b: unknown): boolean {
  try {
    assertEquals(a, b);
  } catch (error) {
    nodeEqual(error instanceof AssertionError, true);
    assertNotEquals(a, b);
    return false;
  }
  throws(() => assertNotEquals(a, b), AssertionError);
  return true;
}

const CYCLE: unknown[] = [];
CYCLE.push(CYCLE);
const CYCLE_TOO: unknown[] = [];
CYCLE_TOO.push(CYCLE_TOO);

Deno.test("assertEquals() accepts equal values", () => {
  const pairs: readonly (readonly [unknown, unknown])[] = [
    [NaN, NaN],
    [0, -0],
    [[{ a: 0 }], [{ a: -0 }]],
    [new Map([[{ a: 1 }, [0]]]), new Map([[{ a: 1 }, [-0]]])],
    [new Set([1, { a: 1 }]), new Set([{ a: 1 }, 1])],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }],
    [{ a: 1 }, Object.assign(Object.create(null), { a: 1 })],
    [new Date(5), new Date(5)],
    [new Uint8Array([1, 2]), new Uint8Array([1, 2])],
    [new Uint8Array([1]).buffer, new Uint8Array([1]).buffer],
    [/a/g, /a/g],
    [2n ** 70n, 2n ** 70n],
    ["\ud800", "\ud800"],
    [CYCLE, CYCLE_TOO],
  ];
  for (const [a, b] of pairs) nodeEqual(isEqual(a, b), true, `${a}`);
});

Deno.test("assertEquals() refuses different values", () => {
  const pairs: readonly (readonly [unknown, unknown])[] = [
    [1, "1"],
    [1, 1n],
    [null, undefined],
    [{}, []],
    [{}, null],
    [{ a: undefined }, {}],
    [[1, 2], [2, 1]],
    [[1, 2], [1]],
    [new Map([[1, 2]]), new Map([[1, 3]])],
    [new Set([1, 2]), new Set([1, 3])],
    [new Set([[1], [1]]), new Set([[1], [2]])],
    [new Map(), new Set()],
    [new Date(5), new Date(6)],
    [new Uint8Array([1]), new Uint8Array([2])],
    [new Uint8Array([1]), new Int8Array([1])],
    [new Uint8Array([1]), [1]],
    [new Error("a"), new Error("b")],
    [/a/g, /a/],
    ["\ud800", "\ud801"],
    [() => {}, () => {}],
    [[CYCLE], CYCLE_TOO[0] === undefined],
  ];
  for (const [a, b] of pairs) nodeEqual(isEqual(a, b), false, `${a}`);
});

Deno.test("assertEquals() shows both values and the message", () => {
  throws(() => assertEquals([1, 20], [1, 30], "the sums"), (error: Error) => {
    return ["the sums", "20", "30"].every((it) => error.message.includes(it));
  });
});

Deno.test("assertStrictEquals() distinguishes zeros, and copies", () => {
  assertStrictEquals(NaN, NaN);
  throws(() => assertStrictEquals(0, -0), AssertionError);
  throws(() => assertStrictEquals<unknown>({}, {}), AssertionError);
});

Deno.test("assertThrows() returns what was thrown", () => {
  const error = new RangeError("too far");
  const raise = (): never => {
    throw error;
  };
  nodeEqual(assertThrows(raise), error);
  nodeEqual(assertThrows(raise, Error), error);
  nodeEqual(assertThrows(raise, RangeError, "far"), error);
  throws(() => assertThrows(raise, TypeError), AssertionError);
  throws(() => assertThrows(raise, RangeError, "near"), AssertionError);
  throws(() => assertThrows(() => {}, "none"), /none/);
  const raiseText = (): never => {
    // deno-lint-ignore no-throw-literal -- which is what is tested
    throw "text";
  };
  nodeEqual(assertThrows(raiseText), "text");
  throws(() => assertThrows(raiseText, Error), AssertionError);
});

Deno.test("assertRejects() resolves with the reason", async () => {
  const error = new RangeError("too far");
  const reject = (): Promise<never> => Promise.reject(error);
  nodeEqual(await assertRejects(reject), error);
  nodeEqual(await assertRejects(reject, RangeError, "far"), error);
  await rejects(assertRejects(reject, TypeError), AssertionError);
  await rejects(assertRejects(reject, RangeError, "near"), AssertionError);
  await rejects(assertRejects(() => Promise.resolve()), AssertionError);
  const raise = (): never => {
    throw error;
  };
  await rejects(assertRejects(raise, RangeError), AssertionError);
});

Deno.test("each other assertion accepts and refuses", () => {
  const of: Readonly<Record<string, unknown>> = { ...standIn };
  const call = (name: string, args: unknown[]): void => {
    const assertion = of[name];
    if (!(assertion instanceof Function)) throw new TypeError(name);
    assertion(...args);
  };
  const rows: readonly (readonly [string, unknown[], unknown[]])[] = [
    ["assert", [1], [0]],
    ["assertFalse", [0], [1]],
    ["assertExists", [0], [null]],
    ["assertInstanceOf", [new Date(), Date], [{}, Date]],
    ["assertMatch", ["abc", /b/], ["abc", /d/]],
    ["assertStringIncludes", ["abc", "b"], ["abc", "d"]],
    ["assertGreater", [2, 1], [1, 1]],
    ["assertGreaterOrEqual", [1, 1], [1, 2]],
    ["assertLess", [1, 2], [1, 1]],
    ["assertLessOrEqual", [1, 1], [2, 1]],
    ["assertLess", [1, 2], [NaN, 1]],
  ];
  for (const [name, good, bad] of rows) {
    call(name, good);
    throws(() => call(name, bad), AssertionError, name);
  }
  throws(() => standIn.fail("so"), /Failed assertion: so/);
  throws(() => standIn.unreachable(), AssertionError);
});

Deno.test({
  name: "assertEquals() behaves as the original",
  // Without JSR there is no original to compare with.
  ignore: original as unknown === assertEquals,
  fn: () => {
    const value = fc.anything({
      maxDepth: 2,
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSet: true,
      withTypedArray: true,
    });
    fc.assert(fc.property(value, value, (a, b) => {
      let isSame = true;
      try {
        original(a, b);
      } catch {
        isSame = false;
      }
      nodeEqual(isEqual(a, b), isSame);
    }));
  },
});
