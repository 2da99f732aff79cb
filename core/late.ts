/**
 * Imports of modules at the time of use.
 *
 * @module
 */

/**
 * Imports a module when the function is called. Deno loads every module that an `import()` names literally before the
 * program starts, whether or not it is used. For the servers this takes half as long as Deno's own start. This function
 * hides the name from Deno. A module on disk needs read permission.
 *
 * @typeParam T The exports of the module: `typeof import("./x.ts")`
 * @param url The URL of the module: `import.meta.resolve("./x.ts")`
 * @returns The exports of the module
 */
export function late<T>(url: string): Promise<T> {
  return import(url);
}
