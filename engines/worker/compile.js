// In JavaScript, because TypeScript does not know `import.source`.

/**
 * Loads and compiles WebAssembly.
 *
 * @param {string} url The URL of the file
 * @returns {Promise<WebAssembly.Module>} The module
 */
export async function compile(url) {
  return await import.source(url);
}
