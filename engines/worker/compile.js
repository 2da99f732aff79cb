// Imports WebAssembly by `import.source()`. TypeScript and bundlers cannot parse that expression yet, so it is in a
// module of its own, as text.

const SOURCE = "export const importSource = (url) => import.source(url);";

/**
 * Loads and compiles WebAssembly.
 *
 * @param {string} url The URL of the file
 * @returns {Promise<WebAssembly.Module>} The module
 */
export async function compile(url) {
  const text = encodeURIComponent(SOURCE);
  const { importSource } = await import(`data:text/javascript,${text}`);
  return await importSource(url);
}
