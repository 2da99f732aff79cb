import { assertEquals, assertThrows } from "@std/assert";
import { readNetwork } from "../../../commands/arguments/network_flag.ts";
import { UsageError } from "../../../commands/arguments/usage_error.ts";

Deno.test("readNetwork() accepts hosts one by one and with commas", () => {
  assertEquals(readNetwork([]), {});
  assertEquals(readNetwork(["a.org, *.b.org:443", "[::1]:80"]), {
    network: { allow: ["a.org", "*.b.org:443", "[::1]:80"] },
  });
});

Deno.test("readNetwork() refuses an invalid host", () => {
  for (const value of ["", "a.org,", "*", "https://a.org"]) {
    assertThrows(
      () => readNetwork([value]),
      UsageError,
      "Cannot set --allow-net as a host must",
    );
  }
});
