/**
 * The tables of names.
 *
 * @module
 */

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

function* words(length: number, letters = LETTERS): Generator<string> {
  if (length === 0) {
    yield "";
    return;
  }
  for (const rest of words(length - 1, letters)) {
    for (const letter of letters) yield rest + letter;
  }
}

function table(
  type: "language" | "region" | "script",
  codes: Iterable<string>,
): string {
  const names = new Intl.DisplayNames("en-US", {
    type,
    fallback: "none",
  });
  const lines: string[] = [];
  for (const code of codes) {
    const name = names.of(code);
    if (name !== undefined) lines.push(`${code}|${name}`);
  }
  return lines.sort().join("\n");
}

/** A line for each language: its code and name; then those of dialects. */
export function languageText(): string {
  const dialects =
    "ar-001 de-AT de-CH en-AU en-CA en-GB en-US es-419 es-ES es-MX fa-AF fr-CA fr-CH hi-Latn nds-NL nl-BE pt-BR pt-PT ro-MD sw-CD zh-Hans zh-Hant";
  return table("language", [...words(2), ...words(3), ...dialects.split(" ")]);
}

/** A line for each region. */
export function regionText(): string {
  return table("region", [
    ...[...words(2)].map((code) => code.toUpperCase()),
    ...words(3, "0123456789"),
  ]);
}

/** A line for each script. */
export function scriptText(): string {
  return table(
    "script",
    [...words(4)].map((code) => code.slice(0, 1).toUpperCase() + code.slice(1)),
  );
}
