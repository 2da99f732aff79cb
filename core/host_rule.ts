/**
 * One line of an allow-list: a host, its subdomains, an address; with a port or without.
 *
 * @module
 */

/** A host that may be reached. */
export interface HostRule {
  /** The host as `URL` writes it: in lower case, in Punycode, an IPv6 address in brackets; without a dot at the end. */
  readonly host: string;
  /** Whether its subdomains are meant, and not itself. */
  readonly subdomains: boolean;
  /** The only port, or `undefined` for any. */
  readonly port: number | undefined;
}

/**
 * Reads a line of an allow-list.
 *
 * @param text `HOST`, `HOST:PORT`, `*.HOST`, `*.HOST:PORT`; IPv6 in brackets
 * @returns The rule
 * @throws {TypeError} If it is no such thing
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(parseHostRule("*.Example.org:443"), {
 *   host: "example.org",
 *   subdomains: true,
 *   port: 443,
 * });
 * ```
 */
export function parseHostRule(text: string): HostRule {
  const match = /^(\*\.)?(\[[\da-fA-F:.]+\]|[^\s:/?#@[\]\\%*]+)(?::(\d{1,5}))?$/
    .exec(text);
  if (match === null) {
    throw refused(text, "be HOST, HOST:PORT or *.HOST (IPv6 in brackets)");
  }
  const [, star, name = "", digits] = match;
  const port = digits === undefined ? undefined : Number(digits);
  if (port === 0 || Number(port) > 65_535) {
    throw refused(text, "have a port from 1 to 65535");
  }
  const host = URL.parse(`http://${name}/`)?.hostname.replace(/\.$/, "");
  if (!host || !/^(?:\[.*\]|[a-z\d_][a-z\d_.-]*)$/.test(host)) {
    throw refused(text, "name a host");
  }
  const subdomains = star !== undefined;
  if (subdomains && !/^[^.[\]]+(?:\.[^.]+)*\.[^.\d][^.]*$/.test(host)) {
    throw refused(text, "have two names after *.");
  }
  return { host, subdomains, port };
}

/**
 * Writes a rule as it would be typed.
 *
 * @param rule The rule
 * @returns `HOST`, `HOST:PORT`, `*.HOST` or `*.HOST:PORT`
 */
export function formatHostRule({ host, subdomains, port }: HostRule): string {
  return `${subdomains ? "*." : ""}${host}${
    port === undefined ? "" : `:${port}`
  }`;
}

function refused(text: string, rule: string): TypeError {
  return new TypeError(
    `Cannot set network.allow as a host must ${rule}: current value is ${
      JSON.stringify(text.slice(0, 80))
    }`,
  );
}
