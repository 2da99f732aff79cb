import { assertEquals } from "@std/assert";
import { typeOfMessage } from "../../sandbox/supervision.js";

/** Messages, and the types that a supervisor finds. */
const TYPES: Readonly<Record<string, string | undefined>> = {
  '{"type":"done","run":1,"status":"ok"}': "done",
  '{"type":"ready"}': "ready",
  ' {\n"type" : "request" , "run": 1}': "request",
  '{"type":"donee","run":1}': "donee",
  '{"type":"do"ne","run":1}': undefined,
  '{"type":"do\\u006ee"}': undefined,
  '{"type":"done"': undefined,
  '{"type":["done"]}': undefined,
  '{"run":1,"type":"done"}': undefined,
  '["type","done"]': undefined,
  '"{\\"type\\":\\"done\\"}"': undefined,
  "": undefined,
};

for (const [text, type] of Object.entries(TYPES)) {
  Deno.test(`typeOfMessage() finds ${type} in ${text}`, () => {
    assertEquals(typeOfMessage(text), type);
  });
}

Deno.test("typeOfMessage() agrees with JSON.parse() on what engines write", () => {
  for (const type of ["loaded", "output", "display", "fileResponse", "done"]) {
    const text = JSON.stringify({ type, run: 1, text: '"}{\\' });
    assertEquals(typeOfMessage(text), JSON.parse(text).type);
  }
});

Deno.test("typeOfMessage() parses no more than the beginning of a hostile message", () => {
  // A parser that went on would find the type behind the spaces.
  assertEquals(typeOfMessage(`${" ".repeat(100)}{"type":"done"}`), undefined);
  assertEquals(typeOfMessage(`{"type":"${"x".repeat(2 ** 24)}"}`), undefined);
  assertEquals(typeOfMessage("[".repeat(2 ** 24)), undefined);
});
