import { assertEquals } from "@std/assert";
import { isNoOnRecord, jsrAnswers } from "../../../tools/offline/is_offline.ts";

const JSR = "https://jsr.example/";

Deno.test("jsrAnswers() is true for a list of versions", async () => {
  let asked = "";
  const fetch = (input: URL | Request | string): Promise<Response> => {
    asked = String(input);
    return Promise.resolve(Response.json({ versions: {} }));
  };
  assertEquals(await jsrAnswers(JSR, { fetch }), true);
  assertEquals(asked, "https://jsr.example/@std/assert/meta.json");
});

Deno.test("jsrAnswers() is false for an error page", async () => {
  const pages = ["<h1>Blocked</h1>", "null", "{}", `"versions"`];
  for (const page of pages) {
    const fetch = () => Promise.resolve(new Response(page));
    assertEquals(await jsrAnswers(JSR, { fetch }), false, page);
  }
});

Deno.test("jsrAnswers() is false if JSR cannot be reached", async () => {
  const fetch = () => Promise.reject(new TypeError("no such host"));
  assertEquals(await jsrAnswers(JSR, { fetch }), false);
});

Deno.test("jsrAnswers() is false after a timeout", async () => {
  const fetch: typeof globalThis.fetch = (_, init) =>
    new Promise((_, reject) => {
      const fail = () => reject(init?.signal?.reason);
      init?.signal?.addEventListener("abort", fail);
    });
  assertEquals(await jsrAnswers(JSR, { fetch, timeoutMs: 1 }), false);
});

Deno.test("isNoOnRecord() accepts a record of the last hour", () => {
  const url = "https://jsr.io/";
  const hourMs = 3_600_000;
  const record = `${url}\n5000\n`;
  assertEquals(isNoOnRecord(record, url, 5_000), true);
  assertEquals(isNoOnRecord(record, url, 5_000 + hourMs - 1), true);
  assertEquals(isNoOnRecord(record, url, 5_000 + hourMs), false);
  assertEquals(isNoOnRecord(record, url, 4_999), false);
  assertEquals(isNoOnRecord(record, "https://other.example/", 5_000), false);
  assertEquals(isNoOnRecord("", url, 5_000), false);
  assertEquals(isNoOnRecord(`${url}\nsoon`, url, 5_000), false);
});
