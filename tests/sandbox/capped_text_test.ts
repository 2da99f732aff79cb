import { assertEquals } from "@std/assert";
import { CappedText } from "../../sandbox/capped_text.ts";

Deno.test("CappedText keeps text within its limit", () => {
  const text = new CappedText(5);
  assertEquals(text.push("ab"), "ab");
  assertEquals(text.push(""), "");
  assertEquals(text.push("cde"), "cde");
  assertEquals(text.text, "abcde");
  assertEquals(text.cut, false);
});

Deno.test("CappedText cuts at a character, and keeps nothing after that", () => {
  const text = new CappedText(4);
  assertEquals(text.push("aé東"), "aé");
  assertEquals(text.cut, true);
  // There would be room for one more byte.
  assertEquals(text.push("b"), "");
  assertEquals(text.text, "aé");
});

Deno.test("CappedText never cuts a surrogate pair in two", () => {
  for (const maxBytes of [0, 1, 2, 3]) {
    const text = new CappedText(maxBytes);
    assertEquals(text.push("😀"), "");
    assertEquals(text.cut, true);
  }
  const text = new CappedText(4);
  assertEquals(text.push("😀"), "😀");
  assertEquals(text.cut, false);
});

Deno.test("CappedText with room for nothing is cut by anything", () => {
  const text = new CappedText(0);
  assertEquals(text.push(""), "");
  assertEquals(text.cut, false);
  assertEquals(text.push("a"), "");
  assertEquals(text.cut, true);
});

Deno.test("CappedText counts a lone surrogate", () => {
  const text = new CappedText(3);
  assertEquals(text.push("\ud800"), "\ud800");
  assertEquals(text.push("a"), "");
});
