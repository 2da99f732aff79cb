/**
 * An entry of an allow-list: a host, its subdomains or an address, with or without a port.
 *
 * @module
 */
import { quoteValue } from "./quote_value.ts";

/** An entry of an allow-list. */
export interface HostRule {
  /** The host as `URL` writes it: lower case, Punycode, IPv6 in brackets; without a dot at the end. */
  readonly host: string;
  /** Whether the rule matches the subdomains of the host, and not the host itself. */
  readonly subdomains: boolean;
  /** The port, or `undefined` for any port. */
  readonly port: number | undefined;
}

/**
 * Parses an entry of an allow-list.
 *
 * @param text `HOST`, `HOST:PORT`, `*.HOST`, `*.HOST:PORT`; IPv6 in brackets
 * @returns The rule
 * @throws {TypeError} If the text has another form
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
 * Returns the text of a rule.
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
      quoteValue(text)
    }`,
  );
}
