import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import type { StdinSource } from "../../../core/options.ts";
import { openStdin } from "../../../sandbox/host_requests/stdin.ts";

/** All pieces of an input up to its end. */
async function readAll(source: StdinSource | undefined): Promise<string[]> {
  const stdin = openStdin(source);
  const pieces: string[] = [];
  for (;;) {
    const piece = await stdin.next();
    if (piece === null) return pieces;
    pieces.push(piece);
  }
}

/** A source that gives these pieces one by one. */
function inPieces(
  pieces: readonly (string | Uint8Array)[],
): () => string | Uint8Array | null {
  let at = 0;
  return () => pieces[at++] ?? null;
}

Deno.test("openStdin() of nothing is at its end, and stays there", async () => {
  const stdin = openStdin(undefined);
  assertEquals(await stdin.next(), null);
  assertEquals(await stdin.next(), null);
});

Deno.test("openStdin() hands out text and bytes", async () => {
  assertEquals(await readAll("a\nb"), ["a\nb"]);
  assertEquals(await readAll(new TextEncoder().encode("é")), ["é"]);
  assertEquals(await readAll(""), []);
  assertEquals(await readAll(new Uint8Array(0)), []);
});

Deno.test("openStdin() joins bytes that are cut anywhere", async () => {
  await fc.assert(fc.asyncProperty(
    fc.string({ unit: "grapheme" }),
    fc.integer({ min: 1, max: 4 }),
    async (text, size) => {
      const bytes = new TextEncoder().encode(text);
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += size) {
        pieces.push(bytes.subarray(at, at + size));
      }
      assertEquals((await readAll(inPieces(pieces))).join(""), text);
    },
  ));
});

Deno.test("openStdin() replaces what is no UTF-8, at the end too", async () => {
  assertEquals(
    (await readAll(new Uint8Array([97, 0xff, 98, 0xc3]))).join(""),
    "a\ufffdb\ufffd",
  );
});

Deno.test("openStdin() keeps a byte order mark and NUL", async () => {
  assertEquals(
    (await readAll(new Uint8Array([0xef, 0xbb, 0xbf, 0, 97]))).join(""),
    "\ufeff\0a",
  );
});

Deno.test("openStdin() skips empty pieces, which are no end", async () => {
  assertEquals(
    (await readAll(inPieces(["", new Uint8Array(0), "a", "", "b"]))).join(""),
    "ab",
  );
});

Deno.test("openStdin() asks a source only when it has nothing left, and not after the end", async () => {
  let asked = 0;
  const stdin = openStdin(() => ++asked === 1 ? "x".repeat(100_000) : null);
  const first = await stdin.next();
  const second = await stdin.next();
  assertEquals(asked, 1);
  assertEquals((first ?? "").length + (second ?? "").length, 100_000);
  assertEquals(await stdin.next(), null);
  assertEquals(await stdin.next(), null);
  assertEquals(asked, 2);
});

Deno.test("openStdin() hands out bounded pieces that split no surrogate pair", async () => {
  const text = "a" + "😀".repeat(100_000);
  const pieces = await readAll(text);
  assert(pieces.join("") === text);
  assert(pieces.length > 1);
  for (const piece of pieces) {
    assert(piece.length <= 65_536);
    assert(piece.isWellFormed());
  }
});

Deno.test("openStdin() ends a source that fails or gives no input, and tells why", async () => {
  const sources: [unknown, string][] = [
    [() => {
      throw new Error("gone");
    }, "gone"],
    [() => Promise.reject(new Error("gone")), "gone"],
    [() => undefined, "of type undefined"],
    [() => 3, "of type number"],
  ];
  for (const [source, message] of sources) {
    const failures: unknown[] = [];
    const stdin = openStdin(
      // What a caller without types may pass.
      source as StdinSource,
      (thrown) => failures.push(thrown),
    );
    assertEquals(await stdin.next(), null);
    assertEquals(failures.length, 1);
    assertStringIncludes(String(failures[0]), message);
  }
});

Deno.test("openStdin() gives others their turn while its source gives nothing, and ends when it is closed", async () => {
  const stdin = openStdin(() => "");
  setTimeout(() => stdin.close(), 0);
  assertEquals(await stdin.next(), null);
});
