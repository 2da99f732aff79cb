import { assertEquals } from "@std/assert";
import type { ByteSource } from "../../../commands/command.ts";
import {
  LineSplitter,
  readAtMost,
} from "../../../commands/host/byte_sources.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function sourceOf(...chunks: string[]): ByteSource & { reads: number } {
  const source = {
    reads: 0,
    read(): Promise<Uint8Array | null> {
      const chunk = chunks[source.reads++];
      return Promise.resolve(
        chunk === undefined ? null : encoder.encode(chunk),
      );
    },
    close: () => {},
  };
  return source;
}

function textOf(bytes: Uint8Array | null): string | null {
  return bytes && decoder.decode(bytes);
}

Deno.test("readAtMost() reads a source to its end", async () => {
  assertEquals(
    textOf(await readAtMost(sourceOf("ab", "c"), 10)),
    "abc",
  );
});

Deno.test("readAtMost() stops at its limit", async () => {
  const source = sourceOf("ab", "cd", "ef", "gh");
  assertEquals((await readAtMost(source, 3)).length, 4);
  assertEquals(source.reads, 2);
});

Deno.test("LineSplitter.line() returns one line at a time, the last without its newline", async () => {
  const splitter = new LineSplitter(sourceOf("a\nb", "c\n", "\nd"));
  const lines: (string | null)[] = [];
  for (let count = 0; count < 6; count++) {
    lines.push(textOf(await splitter.line(100)));
  }
  assertEquals(lines, ["a\n", "bc\n", "\n", "d", null, null]);
});

Deno.test("LineSplitter.line() reads no further than it must", async () => {
  const source = sourceOf("a\nb\n", "c\n");
  const splitter = new LineSplitter(source);
  assertEquals(source.reads, 0);
  await splitter.line(100);
  await splitter.line(100);
  assertEquals(source.reads, 1);
});

Deno.test("LineSplitter.line() returns an endless line in parts", async () => {
  const splitter = new LineSplitter(sourceOf("aaaa", "aaaa", "b\n"));
  assertEquals(textOf(await splitter.line(4)), "aaaa");
});

Deno.test("LineSplitter.lines() returns all complete lines that have arrived", async () => {
  const splitter = new LineSplitter(sourceOf("a\nb\nc", "d\n", "e"));
  assertEquals(textOf(await splitter.lines()), "a\nb\n");
  assertEquals(textOf(await splitter.lines()), "cd\n");
  assertEquals(textOf(await splitter.lines()), "e");
  assertEquals(await splitter.lines(), null);
});

Deno.test("LineSplitter.lines() returns bytes that own their buffer", async () => {
  const bytes = await new LineSplitter(sourceOf("a\nb")).lines();
  assertEquals(bytes?.buffer.byteLength, 2);
});
