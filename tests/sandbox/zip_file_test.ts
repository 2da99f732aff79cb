import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { openZip, ZipError } from "../../sandbox/zip_file.ts";
import { makeZip } from "./_make_zip.ts";

Deno.test("openZip() reads members, packed and stored", async () => {
  const zip = openZip(
    await makeZip([
      { name: "a/", content: "", isPacked: false },
      { name: "a/packed", content: "x".repeat(100_000) },
      { name: "a/stored", content: "stored", isPacked: false },
      { name: "empty", content: "" },
    ]),
  );
  assertEquals(zip.names, ["a/packed", "a/stored", "empty"]);
  const text = async (name: string): Promise<string> =>
    new TextDecoder().decode(await zip.read(name, 100_000));
  assertEquals(await text("a/packed"), "x".repeat(100_000));
  assertEquals(await text("a/stored"), "stored");
  assertEquals(await text("empty"), "");
  assertEquals(await zip.read("other", 1), undefined);
});

Deno.test("openZip() agrees with another writer of zip files, and reads a comment", async () => {
  // Written by `zipfile` of Python.
  const zip = openZip(
    Uint8Array.fromBase64(
      "UEsDBBQAAAAAAAAAIQAgMDo2BgAAAAYAAAAFAAAAYS50eHRoZWxsbwpQSwECFAMUAAAAAAAAACEAIDA6NgYAAAAGAAAABQAAAAAAAAAAAAAAgAEAAAAAYS50eHRQSwUGAAAAAAEAAQAzAAAAKQAAAAMAaGV5",
    ),
  );
  assertEquals(
    new TextDecoder().decode(await zip.read("a.txt", 6)),
    "hello\n",
  );
});

Deno.test("threat: a zip bomb ends at the size that is claimed, and the claim is bounded", async () => {
  const content = new Uint8Array(2 ** 24);
  const honest = openZip(await makeZip([{ name: "bomb", content }]));
  await assertRejects(
    () => honest.read("bomb", 1_000),
    ZipError,
    "has more than 1000 bytes in bomb",
  );
  const lying = await makeZip([{ name: "bomb", content, claimedBytes: 1_000 }]);
  await assertRejects(
    () => openZip(lying).read("bomb", 1_000),
    ZipError,
    "has a damaged member bomb",
  );
});

Deno.test("openZip() refuses what it does not know, and what is ambiguous", async () => {
  const one = { name: "a", content: "text" };
  assertThrows(
    () => openZip(new Uint8Array(100)),
    ZipError,
    "is no zip file, or ends early",
  );
  assertThrows(
    () => openZip(new Uint8Array(0)),
    ZipError,
    "is no zip file",
  );
  const twice = await makeZip([one, one]);
  assertThrows(() => openZip(twice), ZipError, "has a twice");
  const encrypted = await makeZip([{ ...one, flags: 1 }]);
  assertThrows(() => openZip(encrypted), ZipError, "has a encrypted");
  const method = openZip(await makeZip([{ ...one, method: 12 }]));
  await assertRejects(
    () => method.read("a", 9),
    ZipError,
    "has an unknown compression of a",
  );
  const longer = openZip(await makeZip([{ ...one, claimedBytes: 5 }]));
  await assertRejects(() => longer.read("a", 9), ZipError, "damaged member a");
});

Deno.test("openZip() reads right contents or refuses, whichever byte is damaged", async () => {
  const whole = await makeZip([
    { name: "a", content: "some text, some text" },
    { name: "b", content: "other", isPacked: false },
  ]);
  for (let at = 0; at < whole.length; at++) {
    const damaged = whole.slice();
    damaged[at] = 255 - (damaged[at] ?? 0);
    try {
      const zip = openZip(damaged);
      for (const name of zip.names) await zip.read(name, 1_000);
    } catch (error) {
      assertEquals(error instanceof ZipError, true, `${at}: ${error}`);
    }
  }
});
