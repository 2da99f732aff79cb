/**
 * Classifies IP addresses, so that a name on the allow-list cannot lead into the host's own network.
 *
 * @module
 */

/** The kind of an address: public, of the host itself (loopback), or any other. */
type AddressKind = "public" | "loopback" | "private";

/** IPv4 blocks that are not public (RFC 6890 and the IANA registry that replaced it), with their prefix length. */
const SPECIAL_IPV4: readonly (readonly [address: string, bits: number])[] = [
  ["0.0.0.0", 8], // this network; Linux connects 0.0.0.0 to itself
  ["10.0.0.0", 8],
  ["100.64.0.0", 10], // carrier-grade NAT, and the metadata service of a cloud (100.100.100.200)
  ["169.254.0.0", 16], // link-local, and the metadata service of most clouds (169.254.169.254)
  ["172.16.0.0", 12],
  ["192.0.0.0", 24], // protocol assignments, and the metadata service of a cloud (192.0.0.192)
  ["192.0.2.0", 24],
  ["192.88.99.0", 24], // 6to4 relays
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["168.63.129.16", 32], // the platform service of a cloud, at an address that looks public
  ["224.0.0.0", 4], // multicast
  ["240.0.0.0", 4], // reserved and broadcast
];

/** Blocks in 2000::/3 (all of global unicast) that are not public. */
const SPECIAL_IPV6: readonly (readonly [prefix: bigint, bits: number])[] = [
  [0x2001_0000n, 23], // protocol assignments, including Teredo and ORCHID
  [0x2001_0db8n, 32],
  [0x3fff_0000n, 20],
];

const LOOPBACK_IPV4 = [0x7f00_0000, 8] as const;

/**
 * Returns the kind of an address.
 *
 * An IPv6 address that carries an IPv4 address (mapped, compatible, translated, NAT64, 6to4, ISATAP) has the kind of
 * the IPv4 address.
 *
 * @param address An IPv4 or IPv6 address, without brackets; a zone (`%eth0`) makes it private
 * @returns Its kind, or `undefined` if the text is not an address
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
 * Returns a canonical spelling: two addresses are equal if their spellings are.
 *
 * @param address An IPv4 or IPv6 address, without brackets
 * @returns The family and the 32 or 128 bits of the address, or `undefined` if the text is not an address
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
  // Division, because shifts in JavaScript are signed and modulo 32.
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

/** The IPv4 address that an IPv6 address carries, if a router may translate it. */
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

/** Replaces an IPv4 address at the end of an IPv6 address by two groups. */
function expandTail(text: string): string {
  const at = text.lastIndexOf(":") + 1;
  const ipv4 = parseIpv4(text.slice(at));
  if (ipv4 === undefined) return text;
  const [high, low] = [Math.floor(ipv4 / 65_536), ipv4 % 65_536];
  return `${text.slice(0, at)}${high.toString(16)}:${low.toString(16)}`;
}
