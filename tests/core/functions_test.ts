import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { checkFunctions, MAX_FUNCTIONS } from "../../core/functions.ts";

const f = (): number => 1;

Deno.test("checkFunctions() accepts functions and objects with a method call", () => {
  class Method {
    call(): number {
      return 2;
    }
  }
  const given = { f, method: new Method(), A_1: { call: f }, constructor: f };
  assertEquals(Object.keys(checkFunctions(given)), Object.keys(given));
  assertEquals(Object.keys(checkFunctions()), []);
});

Deno.test("checkFunctions() returns an object without a prototype", () => {
  const functions = checkFunctions({ f });
  for (
    const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]
  ) {
    assertEquals(name in functions, false, name);
  }
});

Deno.test("checkFunctions() copies, so that functions that are added later are not callable", () => {
  const given: Record<string, () => number> = { f };
  const functions = checkFunctions(given);
  given.g = f;
  assertEquals(Object.keys(functions), ["f"]);
});

Deno.test("checkFunctions() refuses names that a guest cannot call, or that a language looks up itself", () => {
  const names = [
    "",
    "then",
    "HostError",
    "_f",
    "__proto__",
    "a b",
    "a.b",
    "1a",
    "é",
    "$f",
    "f\n",
    "f\0",
    "f".repeat(101),
  ];
  for (const name of names) {
    assertThrows(
      () => checkFunctions({ [name]: f }),
      TypeError,
      "Cannot set functions as a name must",
    );
  }
});

Deno.test("checkFunctions() accepts only names of letters, digits and underscores", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (name) => {
    try {
      checkFunctions({ [name]: f });
    } catch {
      return;
    }
    assert(/^[A-Za-z]\w*$/.test(name));
  }));
});

Deno.test("checkFunctions() refuses a value that is not a function", () => {
  for (const value of [undefined, null, 1, "f", {}, { call: 1 }, []]) {
    assertThrows(
      () => checkFunctions({ f: value }),
      TypeError,
      'f must be a function or an object with a method "call"',
    );
  }
  for (const functions of [null, 5, "f"]) {
    assertThrows(
      () => checkFunctions(functions),
      TypeError,
      "must be an object",
    );
  }
});

Deno.test("checkFunctions() accepts at most 256 functions", () => {
  const many = (count: number): Record<string, () => number> =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, f]));
  assertEquals(Object.keys(checkFunctions(many(MAX_FUNCTIONS))).length, 256);
  assertThrows(
    () => checkFunctions(many(MAX_FUNCTIONS + 1)),
    RangeError,
    "at most 256",
  );
});
