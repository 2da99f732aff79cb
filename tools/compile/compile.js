// Stands in the place of `engines/worker/compile.js` in a binary, whose workers have their code compiled in. The bundler
// does not know what the original is written with.

/** Refuses. */
export function compile(url) {
  throw new TypeError(`Cannot import ${url} as this program is compiled`);
}
