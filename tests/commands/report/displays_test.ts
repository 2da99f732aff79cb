import { assertEquals } from "@std/assert";
import {
  describeDisplay,
  displayFiles,
} from "../../../commands/report/displays.ts";

const png = new Uint8Array(2048);

Deno.test("describeDisplay() shows text, and pictures by their size", () => {
  const cases = [
    [{ "text/plain": "a", "text/html": "<a>" }, "a\n"],
    [{ "text/markdown": "# a\n" }, "# a\n"],
    [{ "text/markdown": "# a", "text/plain": "a\nb\n" }, "a\nb\n"],
    [{ "text/html": "<a>" }, "[text/html, 3B]\n"],
    [{ "image/png": png, "text/html": "<a>" }, "[image/png, 2KiB]\n"],
    [{ "image/png": png, "text/plain": "a" }, "a\n[image/png, 2KiB]\n"],
    [{ "text/plain": png }, "[text/plain, 2KiB]\n"],
  ] as const;
  for (const [display, expected] of cases) {
    assertEquals(describeDisplay({ ...display }), expected);
  }
});

Deno.test("displayFiles() names each form once, without any name of the guest", () => {
  const files = displayFiles([
    { "image/png": png, "text/plain": "a" },
    { "x/../../etc": "b", "y/exe": png, "z/json": "c", "z/a+json": "d" },
    { "constructor/x": "é" },
  ], ["display-1.png", "display-3-2.txt"]);
  assertEquals(files.map(({ path }) => path), [
    "display-1-2.png",
    "display-2.txt",
    "display-2.bin",
    "display-2-2.txt",
    "display-2.json",
    "display-3.txt",
  ]);
  assertEquals(files[0]?.content, png);
  assertEquals([files[0]?.bytes, files[5]?.bytes], [2048, 2]);
});
