import { assertEquals, assertThrows } from "@std/assert";
import { formatHostRule, parseHostRule } from "../../core/host_rule.ts";

Deno.test("parseHostRule() normalises hosts as a URL does", () => {
  const read = (text: string): string => formatHostRule(parseHostRule(text));
  assertEquals(read("Example.ORG"), "example.org");
  assertEquals(read("example.org.:8080"), "example.org:8080");
  assertEquals(read("*.example.org"), "*.example.org");
  assertEquals(read("bücher.example:443"), "xn--bcher-kva.example:443");
  assertEquals(read("[0:0::1]:8080"), "[::1]:8080");
  assertEquals(read("127.1:80"), "127.0.0.1:80");
  assertEquals(read("localhost"), "localhost");
});

Deno.test("parseHostRule() refuses an invalid host", () => {
  // deno-fmt-ignore
  const bad = [
    "", "*", "*.", "*.org", "*.127.0.0.1", "a.*.org", "http://example.org", "example.org/", "example.org/path",
    "user@example.org", "example.org:", "example.org:0", "example.org:65536", "example.org:80:80", "example.org:http",
    "::1", "[::1", "[fe80::1%eth0]", "a b", "a\n.org", "a?b", "a#b", "a%2eb", "a\\b", "--json", ".", "1.2.3.999", "a\0b",
  ];
  for (const text of bad) {
    assertThrows(() => parseHostRule(text), TypeError, "network.allow", text);
  }
});
