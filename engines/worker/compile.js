// Imports WebAssembly by `import.source()`. TypeScript and bundlers cannot parse that expression yet, so it is in a
// module of its own, as text.

const MODULE =
  "data:text/javascript,export const importSource = (url) => import.source(url)";

/**
 * Loads and compiles WebAssembly.
 *
 * @param {string} url The URL of the file
 * @returns {Promise<WebAssembly.Module>} The module
 */
export async function compile(url) {
  const { importSource } = await import(MODULE);
  return await importSource(url);
}
