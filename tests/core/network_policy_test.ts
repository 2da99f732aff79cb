import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { classifyAddress } from "../../core/addresses.ts";
import {
  bare,
  DEFAULT_METHODS,
  NETWORK_RULES,
  type NetworkPolicy,
  permitsAddress,
  permitsHost,
  type ResolvedNetworkPolicy,
  resolveNetworkPolicy,
} from "../../core/network_policy.ts";

function policyOf(...allow: string[]): ResolvedNetworkPolicy {
  const policy = resolveNetworkPolicy({ allow });
  assert(policy !== undefined);
  return policy;
}

function permits(policy: ResolvedNetworkPolicy, text: string): boolean {
  const url = new URL(text);
  const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
  return permitsHost(policy, url.hostname, port);
}

Deno.test("resolveNetworkPolicy() has the documented defaults", async () => {
  const { rules, methods, ...limits } = policyOf("example.org");
  assertEquals(rules, [
    { host: "example.org", subdomains: false, port: undefined },
  ]);
  assertEquals(methods, DEFAULT_METHODS);
  const source = await Deno.readTextFile(
    new URL("../../core/network_policy.ts", import.meta.url),
  );
  for (const [name, value] of Object.entries(limits)) {
    const told = new RegExp(
      `@default \\{([\\d_]+)\\}\\n\\s*\\*/\\n\\s*readonly ${name}`,
    ).exec(source)?.[1];
    assertEquals([name, Number(told?.replaceAll("_", ""))], [name, value]);
  }
});

Deno.test("resolveNetworkPolicy() returns undefined without a policy", () => {
  assertEquals(resolveNetworkPolicy(undefined), undefined);
});

Deno.test("resolveNetworkPolicy() refuses an invalid policy", () => {
  const refuse = (policy: unknown, message: string): void => {
    // The invalid policies have a wrong type on purpose.
    const given = policy as NetworkPolicy;
    assertThrows(() => resolveNetworkPolicy(given), Error, message);
  };
  refuse(true, "Cannot set network as it must be an object");
  refuse(["example.org"], "Cannot set network as it must be an object");
  refuse({}, "Cannot set network.allow as it must be a list of hosts");
  refuse({ allow: "example.org" }, "must be a list of hosts");
  refuse({ allow: [1] }, "must be a list of hosts");
  refuse({ allow: [], deny: [] }, 'current value is "deny"');
  refuse({ allow: [], methods: ["CONNECT"] }, "Cannot set network.methods");
  refuse({ allow: [], methods: ["GE T"] }, "Cannot set network.methods");
  refuse({ allow: [], maxRequests: "1" }, "must be a number");
  refuse({ allow: [], maxRequests: -1 }, "must be a whole number from 0");
  for (const [name, { min, max }] of Object.entries(NETWORK_RULES)) {
    refuse({ allow: [], [name]: max + 1 }, `from ${min} to ${max}`);
    refuse({ allow: [], [name]: NaN }, `from ${min} to ${max}`);
  }
});

Deno.test("permitsHost() distinguishes hosts, subdomains and ports", () => {
  const policy = policyOf("example.org:8080", "*.example.net", "[::1]:8080");
  assert(permits(policy, "http://example.org:8080/"));
  assert(permits(policy, "http://EXAMPLE.org.:8080/"));
  assert(!permits(policy, "http://example.org/"));
  assert(!permits(policy, "http://www.example.org:8080/"));
  assert(!permits(policy, "http://notexample.org:8080/"));
  assert(permits(policy, "https://a.b.example.net/"));
  assert(!permits(policy, "https://example.net/"));
  assert(!permits(policy, "https://.example.net/"));
  assert(!permits(policy, "https://aexample.net/"));
  assert(!permits(policy, "https://example.net.evil.test/"));
  assert(permits(policy, "http://[0::1]:8080/"));
  assert(!permits(policy, "http://localhost:8080/"));
});

Deno.test("permitsHost() excludes the ports of other protocols if no port is named", () => {
  assert(permits(policyOf("example.org"), "http://example.org:3000/"));
  assert(!permits(policyOf("example.org"), "http://example.org:25/"));
  assert(permits(policyOf("example.org:25"), "http://example.org:25/"));
});

Deno.test("permitsAddress() resolves a name only to addresses that the guest may reach directly", () => {
  const policy = policyOf("example.org", "10.0.0.5:80", "localhost:3000");
  assert(permitsAddress(policy, "1.1.1.1", 80));
  assert(permitsAddress(policy, "10.0.0.5", 80));
  assert(permitsAddress(policy, "::ffff:10.0.0.5", 80));
  assert(!permitsAddress(policy, "10.0.0.5", 81));
  assert(!permitsAddress(policy, "10.0.0.6", 80));
  assert(permitsAddress(policy, "127.0.0.1", 3000));
  assert(permitsAddress(policy, "::1", 3000));
  assert(!permitsAddress(policy, "127.0.0.1", 80));
  assert(!permitsAddress(policy, "nonsense", 80));
});

Deno.test("permitsHost() refuses every spelling of an address that is not allowed", () => {
  const policy = policyOf("example.org", "*.example.org", "93.184.215.14");
  const byte = fc.integer({ min: 0, max: 255 });
  const spellings = fc.tuple(byte, byte, byte, byte).map(spellingsOf);
  fc.assert(fc.property(spellings, (all) => {
    for (const host of all) {
      const url = URL.parse(`http://${host}/`);
      if (url === null) continue;
      const address = bare(url.hostname.replace(/\.$/, ""));
      // Each is an address once the URL is parsed, and is checked as one.
      assert(classifyAddress(address) !== undefined, host);
      assert(address === "93.184.215.14" || !permits(policy, url.href), host);
    }
  }));
});

Deno.test("permitsHost() is not misled by the other parts of a URL", () => {
  const policy = policyOf("example.org");
  const tricks = [
    "http://example.org@127.0.0.1/",
    "http://example.org:80@127.0.0.1/",
    "http://127.0.0.1#@example.org/",
    "http://127.0.0.1\\@example.org/",
    "http://127.0.0.1?.example.org/",
    "http://example.org%00.evil.test/",
    "http://example.org%2eevil.test/",
    "http://example.org\uff0eevil.test/",
    "http://ex\u0430mple.org/",
    "http://example\u3002evil.test/",
    "http:\\\\127.0.0.1\\example.org",
    "http:127.0.0.1",
    "http://example.org\t.evil.test/",
    "http://example.org..evil.test/",
  ];
  for (const trick of tricks) {
    const url = URL.parse(trick);
    if (url !== null) assert(!permits(policy, url.href), trick);
  }
  // The same letters in other widths name the same host, for a resolver too.
  assert(permits(policy, "http://\uff45xample\uff0eorg/"));
});

/** Spellings of four bytes that inet_aton and URL parsers accept. */
function spellingsOf(bytes: [number, number, number, number]): string[] {
  const [a, b, c, d] = bytes;
  const number = ((a * 256 + b) * 256 + c) * 256 + d;
  const hex = (value: number): string => `0x${value.toString(16)}`;
  const octal = (value: number): string => `0${value.toString(8)}`;
  const dotted = bytes.join(".");
  return [
    dotted,
    `${dotted}.`,
    String(number),
    hex(number),
    octal(number),
    bytes.map(hex).join("."),
    bytes.map(octal).join("."),
    `${hex(a)}.${octal(b)}.${c}.${d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    `${hex(a)}.${hex((b * 256 + c) * 256 + d)}`,
    encodeURIComponent(dotted).replaceAll(".", "%2e"),
    dotted.replaceAll(".", "\u3002"),
    dotted.replace(
      /\d/g,
      (digit) => String.fromCharCode(0xff10 + Number(digit)),
    ),
    `[::ffff:${dotted}]`,
    `[::${dotted}]`,
    `[64:ff9b::${dotted}]`,
    `[0:0:0:0:0:ffff:${hex(a * 256 + b).slice(2)}:${
      hex(c * 256 + d).slice(2)
    }]`,
  ];
}
