import { assertEquals, assertThrows } from "@std/assert";
import {
  readHosts,
  readOrigins,
} from "../../../commands/arguments/http_flags.ts";
import { UsageError } from "../../../commands/arguments/usage_error.ts";

Deno.test("readHosts() accepts names and addresses", () => {
  const hosts = ["tools.example.org", "10.0.0.1", "fe80::1", "[fe80::1]", "::"];
  assertEquals(readHosts(hosts), hosts);
});

Deno.test("readHosts() refuses hosts that no request can have", () => {
  for (
    const host of [
      "",
      "a:80",
      "http://a",
      "a/b",
      "a b",
      "[::1]:80",
      "*.a?",
      "a,b",
    ]
  ) {
    assertThrows(() => readHosts(["a", host]), UsageError, "--allow-host");
  }
});

Deno.test("readOrigins() accepts origins as browsers write them", () => {
  const origins = [
    "https://app.example.org",
    "http://10.0.0.1:8080",
    "chrome-extension://abcdef",
    "https://[fe80::1]",
  ];
  assertEquals(readOrigins(origins), origins);
});

Deno.test("readOrigins() refuses origins that no page can have", () => {
  for (
    const origin of [
      "",
      "null",
      "*",
      "app.example.org",
      "https://app.example.org/",
      "https://app.example.org/page",
      "https://App.example.org",
      "https://app.example.org:443",
      "https://user@app.example.org",
      "file://",
    ]
  ) {
    assertThrows(() => readOrigins([origin]), UsageError, "--allow-origin");
  }
});
