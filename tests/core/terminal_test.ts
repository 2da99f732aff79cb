import { assertEquals } from "@std/assert";
import {
  escapeForTerminal,
  escapeJsonForTerminal,
} from "../../core/terminal.ts";

Deno.test("escapeForTerminal() keeps text, tabs and newlines", () => {
  const text = "héllo\t日本語 😀\n";
  assertEquals(escapeForTerminal(text), text);
});

Deno.test("escapeForTerminal() removes a carriage return before a newline", () => {
  assertEquals(escapeForTerminal("a\r\nb"), "a\nb");
  assertEquals(escapeForTerminal("safe\revil"), "safe\\x0devil");
});

Deno.test("threat: escape sequences that move the cursor, retitle or fill the clipboard", () => {
  assertEquals(
    escapeForTerminal("\x1b[2J\x1b]0;title\x07\x9b31m\x7f\0"),
    "\\x1b[2J\\x1b]0;title\\x07\\x9b31m\\x7f\\x00",
  );
});

Deno.test("threat: bidirectional controls that show text in another order", () => {
  assertEquals(
    escapeForTerminal("\u202eevil\u202c \u2066x\u2069 \u200f\u061c\u2028"),
    "\\u202eevil\\u202c \\u2066x\\u2069 \\u200f\\u061c\\u2028",
  );
});

Deno.test("escapeForTerminal() leaves no control character in any text", () => {
  const all = String.fromCharCode(...Array(0x3000).keys());
  const escaped = escapeForTerminal(all);
  const left = Array.from(escaped).filter((one) =>
    /[\p{Cc}\p{Bidi_Control}]/u.test(one)
  );
  assertEquals(left, ["\t", "\n"]);
});

Deno.test("escapeJsonForTerminal() keeps the value", () => {
  const value = { "\u202e": "\x7f\x9b\u2028\r\n\x1b" };
  const escaped = escapeJsonForTerminal(JSON.stringify(value));
  assertEquals(JSON.parse(escaped), value);
  assertEquals(escapeForTerminal(escaped), escaped);
});
