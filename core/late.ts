/**
 * Imports that wait until they are needed.
 *
 * @module
 */

/**
 * Imports a module when it is called. Deno loads every module whose name it can read in an `import()` before the first
 * line of the program runs, needed or not, and servers take as long as half of Deno's own start. Here it cannot read
 * the name. For a module from a disk this takes the permission to read it.
 *
 * @typeParam T What the module exports: `typeof import("./x.ts")`
 * @param url The module's URL: `import.meta.resolve("./x.ts")`
 * @returns Its exports
 */
export function late<T>(url: string): Promise<T> {
  return import(url);
}
