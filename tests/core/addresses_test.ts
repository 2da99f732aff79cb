import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { canonicalAddress, classifyAddress } from "../../core/addresses.ts";

const KINDS: Readonly<Record<string, readonly string[]>> = {
  public: [
    "1.1.1.1",
    "93.184.215.14",
    "172.15.255.255",
    "172.32.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "169.253.255.255",
    "198.17.255.255",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2a00:1450:4001:82a::200e",
    "64:ff9b::1.1.1.1",
    "2002:0101:0101::1",
    "::ffff:1.1.1.1",
  ],
  loopback: [
    "127.0.0.1",
    "127.255.255.254",
    "::1",
    "0:0:0:0:0:0:0:1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::127.0.0.1",
    "64:ff9b::127.0.0.1",
    "2002:7f00:0001::",
    "::ffff:0:127.0.0.1",
  ],
  private: [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "3fff::1",
    "4000::1",
    "64:ff9b:1::1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::10.0.0.1",
    "64:ff9b::169.254.169.254",
    "2002:a9fe:a9fe::1",
    "2002:0a00:0001::1",
    "2606:4700::5efe:10.0.0.1",
    "2606:4700::0200:5efe:192.168.0.1",
  ],
};

for (const [kind, addresses] of Object.entries(KINDS)) {
  Deno.test(`classifyAddress() recognises ${kind} addresses`, () => {
    const told = addresses.map((one) => [one, classifyAddress(one)]);
    assertEquals(told, addresses.map((one) => [one, kind]));
  });
}

Deno.test("classifyAddress() returns undefined for anything else", () => {
  // deno-fmt-ignore
  const others = [
    "", "example.org", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.1000", "0x7f.0.0.1", "2130706433", ":", ":::", "1::2::3",
    "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "12345::", "g::", "[::1]", "::1.2.3", "1.2.3.4::",
  ];
  assertEquals(others.filter((one) => classifyAddress(one) !== undefined), []);
});

Deno.test("classifyAddress() classifies an IPv4 address inside every form of IPv6 that carries it", () => {
  const byte = fc.integer({ min: 0, max: 255 });
  fc.assert(fc.property(byte, byte, byte, byte, (...bytes) => {
    const dotted = bytes.join(".");
    const kind = classifyAddress(dotted);
    const hex = bytes.map((one) => one.toString(16).padStart(2, "0"));
    const groups = `${hex[0]}${hex[1]}:${hex[2]}${hex[3]}`;
    for (
      const form of [
        `::ffff:${dotted}`,
        `::FFFF:${groups}`,
        `0:0:0:0:0:ffff:${groups}`,
        `::ffff:0:${dotted}`,
        `64:ff9b::${groups}`,
        `2002:${groups}::1`,
      ]
    ) assertEquals([form, classifyAddress(form)], [form, kind]);
  }));
});

Deno.test("canonicalAddress() writes equal addresses in one form, and others differently", () => {
  assertEquals(canonicalAddress("::1"), canonicalAddress("0:0::0:1"));
  assertEquals(
    canonicalAddress("::ffff:127.0.0.1"),
    canonicalAddress("127.0.0.1"),
  );
  assertEquals(canonicalAddress("::1") === canonicalAddress("0.0.0.1"), false);
  assertEquals(canonicalAddress("example.org"), undefined);
});
