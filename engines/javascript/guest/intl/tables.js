// The tables, which are loaded when they are first needed.

/**
 * @import { Host } from "../host.d.ts"
 *
 * @typedef {string[]} Row The columns of a line.
 * @typedef {keyof typeof LOADS} TableName
 */

/** The scripts and the tables in them. */
const LOADS = /** @type {const} */ ({
  COLLATION: "intl_collation",
  CURRENCIES: "intl_currencies",
  LANGUAGES: "intl_names",
  REGIONS: "intl_names",
  SCRIPTS: "intl_names",
  UNITS: "intl_units",
  LINKS: "intl_zones",
  META_ZONES: "intl_zones",
  ZONES: "intl_zones",
});

/** @type {Host["load"]} */
let load;
/** @type {Map<string, Map<string, Row>>} */
const tables = new Map();
/** @type {Map<string, Record<string, string>>} */
const scripts = new Map();

/**
 * Says how scripts are loaded.
 *
 * @param {Host["load"]} given
 */
export function loadBy(given) {
  load = given;
}

/**
 * The text of a table.
 *
 * @param {TableName} name
 */
export function tableText(name) {
  const script = LOADS[name];
  let loaded = scripts.get(script);
  if (loaded === undefined) {
    // A cast, as all of them have texts only.
    loaded = /** @type {Record<string, string>} */ (load(script));
    scripts.set(script, loaded);
  }
  return loaded[name];
}

/**
 * A table by the first column.
 *
 * @param {TableName} name
 */
export function tableOf(name) {
  const known = tables.get(name);
  if (known !== undefined) return known;
  /** @type {Map<string, Row>} */
  const rows = new Map();
  for (const line of tableText(name).split("\n")) {
    const row = line.split("|");
    rows.set(row[0], row);
  }
  tables.set(name, rows);
  return rows;
}
