// deno-lint-ignore-file no-control-regex
/**
 * Writes the tables of `engines/javascript/guest/intl/data/` from the `Intl` of the Deno that runs this and from a
 * directory of compiled time zones. To be run after a change of the time zone database or of CLDR:
 *
 * ```sh
 * deno run --allow-read --allow-write tools/intl/main.ts /usr/share/zoneinfo
 * ```
 *
 * @module
 */
import { collationText } from "./collation.ts";
import { languageText, regionText, scriptText } from "./names.ts";
import { currencyText, unitText } from "./numbers.ts";
import { linkText, metaZoneText, zoneText } from "./zones.ts";

const FOLDER = new URL(
  "../../engines/javascript/guest/intl/data/",
  import.meta.url,
);

const FILES: Readonly<Record<string, Readonly<Record<string, () => string>>>> =
  {
    "collation.js": { COLLATION: collationText },
    "currencies.js": { CURRENCIES: currencyText },
    "names.js": {
      LANGUAGES: languageText,
      REGIONS: regionText,
      SCRIPTS: scriptText,
    },
    "units.js": { UNITS: unitText },
    "zones.js": {
      LINKS: () => linkText(zoneinfo),
      META_ZONES: metaZoneText,
      ZONES: () => zoneText(zoneinfo),
    },
  };

const [zoneinfo = "/usr/share/zoneinfo"] = Deno.args;
await Deno.mkdir(FOLDER, { recursive: true });
for (const [name, tables] of Object.entries(FILES)) {
  const source = Object.entries(tables).map(([table, make]) =>
    `export const ${table} = \`${escapeText(make())}\`;\n`
  );
  await Deno.writeTextFile(
    new URL(name, FOLDER),
    `// Written by tools/intl/main.ts.\n${
      name === "names.js" ? "// deno-lint-ignore-file prose/plain-words\n" : ""
    }\n${source.join("\n")}`,
  );
}

/** A text as a template literal has it; control characters but line feeds are escaped. */
function escapeText(text: string): string {
  return text.replace(/[\\`$]/g, "\\$&").replace(
    /[\0-\t\v-\x1f]/g,
    (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}
