import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { CappedText } from "../../sandbox/capped_text.ts";

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}

Deno.test("CappedText keeps what fits", () => {
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

Deno.test("CappedText keeps a beginning within its limit, and as much as there is room for", () => {
  fc.assert(fc.property(
    fc.array(fc.string({ unit: "grapheme", maxLength: 20 })),
    fc.nat({ max: 100 }),
    (pieces, maxBytes) => {
      const text = new CappedText(maxBytes);
      const heard = pieces.map((piece) => text.push(piece)).join("");
      const whole = pieces.join("");
      assertEquals(text.text, heard);
      assert(whole.startsWith(text.text));
      assert(bytesOf(text.text) <= maxBytes);
      assertEquals(text.cut, text.text !== whole);
      if (text.cut) {
        const [next = ""] = whole.slice(text.text.length);
        assert(bytesOf(text.text) + bytesOf(next) > maxBytes);
      }
    },
  ));
});

Deno.test("CappedText counts a lone surrogate", () => {
  const text = new CappedText(3);
  assertEquals(text.push("\ud800"), "\ud800");
  assertEquals(text.push("a"), "");
});
