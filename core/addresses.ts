/**
 * What kind of place an IP address is, so that a name on the allow-list cannot lead into the host's own network.
 *
 * @module
 */

/** Where an address lies: on the open internet, on the host itself, or anywhere else. */
export type AddressKind = "public" | "loopback" | "private";

/** Blocks of IPv4 that are not the open internet (RFC 6890 and the registry that followed it), with their prefix. */
const SPECIAL_IPV4: readonly (readonly [address: string, bits: number])[] = [
  ["0.0.0.0", 8], // this network; Linux takes 0.0.0.0 for itself
  ["10.0.0.0", 8],
  ["100.64.0.0", 10], // carrier-grade NAT, and metadata of a cloud (100.100.100.200)
  ["169.254.0.0", 16], // link-local, and metadata of most clouds (169.254.169.254)
  ["172.16.0.0", 12],
  ["192.0.0.0", 24], // protocol assignments, and metadata of a cloud (192.0.0.192)
  ["192.0.2.0", 24],
  ["192.88.99.0", 24], // relays of 6to4
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["168.63.129.16", 32], // a cloud's platform, on an address that looks public
  ["224.0.0.0", 4], // multicast
  ["240.0.0.0", 4], // reserved, and broadcast
];

/** Blocks within 2000::/3, the only global unicast there is, that are not the open internet either. */
const SPECIAL_IPV6: readonly (readonly [prefix: bigint, bits: number])[] = [
  [0x2001_0000n, 23], // protocol assignments, Teredo and ORCHID among them
  [0x2001_0db8n, 32],
  [0x3fff_0000n, 20],
];

const LOOPBACK_IPV4 = [0x7f00_0000, 8] as const;

/**
 * Tells what kind of place an address is.
 *
 * Forms of IPv6 that carry an address of IPv4 (mapped, compatible, translated, NAT64, 6to4, ISATAP) are what the
 * carried address is.
 *
 * @param address An IPv4 or IPv6 address, without brackets; a zone (`%eth0`) makes it private
 * @returns Its kind, or `undefined` if it is no address
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(classifyAddress("::ffff:127.0.0.1"), "loopback");
 * ```
 */
export function classifyAddress(address: string): AddressKind | undefined {
  const ipv4 = parseIpv4(address);
  if (ipv4 !== undefined) return classifyIpv4(ipv4);
  const [text = "", ...zone] = address.split("%");
  const ipv6 = parseIpv6(text);
  if (ipv6 === undefined) return undefined;
  return zone.length > 0 ? "private" : classifyIpv6(ipv6);
}

/**
 * Writes an address in the one spelling that two equal addresses share.
 *
 * @param address An IPv4 or IPv6 address, without brackets
 * @returns The address as 32 or 128 bits with the family before it, or `undefined` if it is none
 */
export function canonicalAddress(address: string): string | undefined {
  const ipv4 = parseIpv4(address);
  if (ipv4 !== undefined) return `4:${ipv4.toString(16)}`;
  const ipv6 = parseIpv6(address);
  if (ipv6 === undefined) return undefined;
  const mapped = ipv6 >> 32n === 0xffffn;
  return mapped
    ? `4:${(ipv6 & 0xffff_ffffn).toString(16)}`
    : `6:${ipv6.toString(16)}`;
}

function classifyIpv4(bits: number): AddressKind {
  if (isWithin(bits, ...LOOPBACK_IPV4)) return "loopback";
  const special = SPECIAL_IPV4.some(([block, length]) =>
    isWithin(bits, parseIpv4(block) ?? 0, length)
  );
  return special ? "private" : "public";
}

function isWithin(bits: number, block: number, length: number): boolean {
  // Division rather than a shift, which in JavaScript is signed and modulo 32.
  const size = 2 ** (32 - length);
  return Math.floor(bits / size) === Math.floor(block / size);
}

function classifyIpv6(bits: bigint): AddressKind {
  if (bits === 1n) return "loopback";
  const carried = carriedIpv4(bits);
  if (carried !== undefined) return classifyIpv4(carried);
  const isGlobalUnicast = bits >> 125n === 0b001n;
  const isSpecial = SPECIAL_IPV6.some(([prefix, length]) =>
    bits >> BigInt(128 - length) === prefix >> BigInt(32 - length)
  );
  return isGlobalUnicast && !isSpecial ? "public" : "private";
}

/** The address of IPv4 that one of IPv6 stands for, where a router may take it for that. */
function carriedIpv4(bits: bigint): number | undefined {
  const last = Number(bits & 0xffff_ffffn);
  const upper = bits >> 32n;
  // Mapped (::ffff:a.b.c.d), compatible (::a.b.c.d), translated (::ffff:0:a.b.c.d) and NAT64 (64:ff9b::a.b.c.d).
  if (upper === 0xffffn || upper === 0n || upper === 0xffff_0000n) return last;
  if (upper === 0x0064_ff9b_0000_0000_0000_0000n) return last;
  if (bits >> 112n === 0x2002n) return Number((bits >> 80n) & 0xffff_ffffn);
  const isIsatap = ((upper & 0xffff_ffffn) | 0x0200_0000n) === 0x0200_5efen;
  return isIsatap && classifyIpv4(last) !== "public" ? last : undefined;
}

function parseIpv4(text: string): number | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (match === null) return undefined;
  const parts = match.slice(1).map(Number);
  if (parts.some((part) => part > 255)) return undefined;
  return parts.reduce((bits, part) => bits * 256 + part, 0);
}

function parseIpv6(text: string): bigint | undefined {
  const [head = "", tail, ...more] = expandTail(text).split("::");
  if (more.length > 0 || !text.includes(":")) return undefined;
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...Array<string>(missing).fill("0"), ...right];
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce(
    (bits, group) => (bits << 16n) | BigInt(`0x${group}`),
    0n,
  );
}

/** Writes an IPv4 address at the end of one of IPv6 as two groups. */
function expandTail(text: string): string {
  const at = text.lastIndexOf(":") + 1;
  const ipv4 = parseIpv4(text.slice(at));
  if (ipv4 === undefined) return text;
  const [high, low] = [Math.floor(ipv4 / 65_536), ipv4 % 65_536];
  return `${text.slice(0, at)}${high.toString(16)}:${low.toString(16)}`;
}
