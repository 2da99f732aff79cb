import { assertEquals } from "@std/assert";
import { LineReader } from "../../../servers/mcp/line_reader.ts";

/** The lines of these pieces, each as text; `null` for one that is too long. */
function linesOf(maxBytes: number, pieces: readonly string[]): unknown[] {
  const reader = new LineReader(maxBytes);
  return pieces.flatMap((
    piece,
  ) => [...reader.push(new TextEncoder().encode(piece))]).map((line) =>
    line === undefined ? null : new TextDecoder().decode(line)
  );
}

Deno.test("LineReader.push() returns complete lines", () => {
  assertEquals(linesOf(10, ["a\nb", "c\n\nd", "", "\n", "rest"]), [
    "a",
    "bc",
    "",
    "d",
  ]);
});

Deno.test("LineReader.push() drops a line that is too long, and goes on after it", () => {
  assertEquals(linesOf(3, ["abc\nabcd\nef", "g", "h\nij\n"]), [
    "abc",
    null,
    null,
    "ij",
  ]);
});

Deno.test("LineReader.push() copies its input, so that the buffer may be reused", () => {
  const reader = new LineReader(10);
  const buffer = new TextEncoder().encode("ab");
  assertEquals([...reader.push(buffer)], []);
  buffer.fill(0);
  const [line] = reader.push(new TextEncoder().encode("\n"));
  assertEquals(line, new TextEncoder().encode("ab"));
});
