// The hosts of URLs.

/** @typedef {string | readonly number[]} Host A text, or the eight pieces of an IPv6 address. */

const FORBIDDEN = /[\0\t\n\r #/:<>?@[\\\]^|]/;
const FORBIDDEN_DOMAIN = /[\0-\x20"#%/:<>?@[\\\]^\x60{|}\x7f]/;
const ASCII = /^[\0-\x7f]*$/;
/** What the mapping of domains leaves out. */
const IGNORED = /[\u00ad\u200b\u2060\ufeff\u180b-\u180f\ufe00-\ufe0f]/g;
const DOTS = /[\u3002\uff0e\uff61]/g;

/**
 * The host that a text means.
 *
 * @param {string} text
 * @param {object} how
 * @param {boolean} how.isSpecial
 * @param {(text: string) => string} how.decode Decodes percents, as UTF-8.
 * @param {(text: string) => string} how.encode Encodes control characters and what is beyond ASCII.
 * @returns {string | undefined} Nothing if it is not valid
 */
export function parseHost(text, { isSpecial, decode, encode }) {
  if (text.startsWith("[")) {
    if (!text.endsWith("]")) return undefined;
    const pieces = parseIpv6(text.slice(1, -1));
    return pieces && `[${ipv6Text(pieces)}]`;
  }
  if (!isSpecial) return FORBIDDEN.test(text) ? undefined : encode(text);
  const domain = toAscii(decode(text));
  if (domain === undefined || domain === "" || FORBIDDEN_DOMAIN.test(domain)) {
    return undefined;
  }
  const last = domain.replace(/\.$/, "").split(".").at(-1) ?? "";
  const isNumber = /^\d+$/.test(last) || /^0x[\da-f]*$/i.test(last);
  return isNumber ? parseIpv4(domain) : domain;
}

/**
 * A domain in ASCII, as the mapping of UTS #46 gives it.
 *
 * @param {string} domain
 */
function toAscii(domain) {
  const mapped = ASCII.test(domain) ? domain.toLowerCase() : domain
    .replace(IGNORED, "").replace(/ß/g, "ss\ue001").replace(/ẞ/g, "ss").replace(
      /ς/g,
      "\ue002",
    ).normalize("NFKC").toLowerCase().normalize("NFC").replace(/ss\ue001/g, "ß")
    .replace(/\ue002/g, "ς").replace(DOTS, ".");
  const labels = mapped.split(".").map((label) => {
    if (ASCII.test(label)) return isValidLabel(label) ? label : undefined;
    if (/^\p{M}/u.test(label) || /[\p{Cn}\p{Co}\p{Cs}\p{Cc}]/u.test(label)) {
      return undefined;
    }
    const encoded = punycode(label);
    return encoded === undefined ? undefined : `xn--${encoded}`;
  });
  return labels.includes(undefined) ? undefined : labels.join(".");
}

/** @param {string} label */
function isValidLabel(label) {
  if (!label.startsWith("xn--")) return true;
  return /^xn--[a-z\d-]*[a-z\d]$/.test(label);
}

/**
 * @param {number} delta
 * @param {number} count
 * @param {boolean} isFirst
 */
function adapt(delta, count, isFirst) {
  let left = Math.floor(delta / (isFirst ? 700 : 2));
  left += Math.floor(left / count);
  let bias = 0;
  for (; left > 455; bias += 36) left = Math.floor(left / 35);
  return bias + Math.floor(36 * left / (left + 38));
}

/** @param {number} digit */
function punycodeDigit(digit) {
  return String.fromCharCode(digit < 26 ? digit + 97 : digit + 22);
}

/** @param {string} label */
function punycode(label) {
  const points = Array.from(label, (one) => one.codePointAt(0) ?? 0);
  let text = points.filter((point) => point < 128).map((point) =>
    String.fromCharCode(point)
  ).join("");
  const basic = text.length;
  if (basic > 0) text += "-";
  let handled = basic;
  let [next, delta, bias] = [128, 0, 72];
  while (handled < points.length) {
    const least = Math.min(...points.filter((point) => point >= next));
    delta += (least - next) * (handled + 1);
    next = least;
    for (const point of points) {
      if (point < next) delta++;
      if (point !== next) continue;
      let left = delta;
      for (let k = 36;; k += 36) {
        const threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
        if (left < threshold) break;
        text += punycodeDigit(
          threshold + (left - threshold) % (36 - threshold),
        );
        left = Math.floor((left - threshold) / (36 - threshold));
      }
      text += punycodeDigit(left);
      bias = adapt(delta, handled + 1, handled === basic);
      delta = 0;
      handled++;
    }
    delta++;
    next++;
  }
  return text;
}

/** @param {string} text */
function ipv4Number(text) {
  if (text === "") return NaN;
  if (/^0x[\da-f]*$/i.test(text)) return parseInt(text.slice(2) || "0", 16);
  if (/^0[0-7]+$/.test(text)) return parseInt(text, 8);
  return /^(?:0|[1-9]\d*)$/.test(text) ? Number(text) : NaN;
}

/** @param {string} domain */
function parseIpv4(domain) {
  const parts = domain.replace(/\.$/, "").split(".").map(ipv4Number);
  const last = parts.at(-1) ?? NaN;
  const isValid = parts.length <= 4 && !parts.some(Number.isNaN) &&
    parts.slice(0, -1).every((part) => part < 256) &&
    last < 256 ** (5 - parts.length);
  if (!isValid) return undefined;
  let address = last;
  for (let i = 0; i < parts.length - 1; i++) {
    address += parts[i] * 256 ** (3 - i);
  }
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256)
    .join(".");
}

/**
 * @param {string} text
 * @returns {number[] | undefined}
 */
function parseIpv6(text) {
  const v4 = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  if (v4 !== null) {
    const bytes = v4.slice(2);
    if (
      bytes.some((byte) => !/^(?:0|[1-9]\d{0,2})$/.test(byte) || +byte > 255)
    ) {
      return undefined;
    }
    const [a, b, c, d] = bytes.map(Number);
    return parseIpv6(
      `${v4[1]}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`,
    );
  }
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => half === "" ? [] : half.split(":"));
  const all = [...head, ...tail ?? []];
  if (all.some((piece) => !/^[\da-f]{1,4}$/i.test(piece))) return undefined;
  const missing = 8 - all.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  return [
    ...head,
    ...Array.from({ length: missing }, () => "0"),
    ...tail ?? [],
  ].map((piece) => parseInt(piece, 16));
}

/** @param {readonly number[]} pieces */
function ipv6Text(pieces) {
  let [start, length] = [-1, 1];
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && pieces[end] === 0) end++;
    if (end - i > length) [start, length] = [i, end - i];
    i = Math.max(i, end);
  }
  const texts = pieces.map((piece) => piece.toString(16));
  return start < 0
    ? texts.join(":")
    : `${texts.slice(0, start).join(":")}::${
      texts.slice(start + length).join(":")
    }`;
}
