import { assertEquals } from "@std/assert";
import {
  type Key,
  KeyDecoder,
  type KeyName,
} from "../../../../commands/repl/editor/keys.ts";
import fc from "../../../fast_check.ts";

function decoded(...pieces: readonly string[]): readonly Key[] {
  const decoder = new KeyDecoder();
  const keys = pieces.flatMap((piece) => decoder.next(piece));
  return [...keys, ...decoder.end()];
}

Deno.test("KeyDecoder reads keys, modifiers and pastes", () => {
  const cases: readonly (readonly [string, KeyName])[] = [
    ["\x1b[A", "up"],
    ["\x1bOA", "up"],
    ["\x1b[3~", "delete"],
    ["\x1b[1;5C", "word-right"],
    ["\x1b[1;3D", "word-left"],
    ["\x1b[1;2C", "right"],
    ["\x1bb", "word-left"],
    ["\x1b\x7f", "delete-word-left"],
    ["\x1b", "escape"],
    ["\x1b[", "unknown"],
    ["\x1b[?64;1c", "unknown"],
    ["\x12", "search"],
    ["\x00", "unknown"],
  ];
  for (const [input, name] of cases) {
    assertEquals(decoded(input), [{ type: "key", name }], input);
  }
  assertEquals(decoded("a\x1b[200~b\r\nc\x1b[201~d"), [
    { type: "text", text: "a" },
    { type: "paste", text: "b\nc" },
    { type: "text", text: "d" },
  ]);
});

Deno.test("threat: a paste that ends itself and types", () => {
  // The terminal removes the end from what is pasted; other sequences stay text.
  assertEquals(decoded("\x1b[200~\x1b[A\x03\x1b]52;c;x\x07\r\x1b[201~"), [
    { type: "paste", text: "[A]52;c;x\n" },
  ]);
});

Deno.test("KeyDecoder reads the same keys, however the input is cut", () => {
  const part = fc.constantFrom(
    ...["\x1b[A", "\x1b[1;5D", "\x1bb", "\x1b[3~", "\r", "a", "é", "\x03"],
    "\x1b[200~two\nlines\x1b[201~",
  );
  fc.assert(fc.property(fc.array(part), (parts) => {
    const input = parts.join("");
    const joined = (keys: readonly Key[]): string =>
      JSON.stringify(keys).replaceAll('"},{"type":"text","text":"', "");
    assertEquals(joined(decoded(...input)), joined(decoded(input)));
  }));
});
