/**
 * Reads the declarations at the top of modules that are linked into one script.
 *
 * @module
 */

const DECLARATION =
  /^(export )?(?:(?:async )?function\*? |class |const |let )([\w$]+|\{[^}]*\}|\[[^\]]*\])/gm;
/** Imports and exports of a form that is not understood: what is left when all others are taken away. */
export const LEFT = /^(?:import|export)\b.*/m;

/**
 * The names of a list, as they are bound.
 *
 * @param list Such as `{ a, b: c }`
 * @returns The names: `a` and `c`
 */
export function namesIn(list: string): string[] {
  return list.replace(/[{}[\]]/g, "").split(",")
    .map((one) => one.slice(one.indexOf(":") + 1).trim())
    .filter((name) => name !== "");
}

/**
 * Tells of all declarations at the top of a module, and takes `export` away from them.
 *
 * @param body The module
 * @param tell Receives each name
 * @returns The module without `export`
 */
export function declare(
  body: string,
  tell: (name: string, isExported: boolean) => void,
): string {
  return body.replace(
    DECLARATION,
    (whole: string, exported: string | undefined, list: string) => {
      for (const name of namesIn(list)) tell(name, exported !== undefined);
      return exported === undefined ? whole : whole.slice(exported.length);
    },
  );
}

/** The names that an import binds. */
export function boundBy(clause: string): string[] {
  return namesIn(clause.replace(/\sfrom\s*$/, "").replace(/^source\s/, ""))
    .map((name) => name.replace(/^.*\sas\s+/, ""));
}
