// Rewrites the `import` declarations at the top of a script, which only a module may have, to calls of `require`; lines
// stay where they are.

const SPACE = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/|#![^\n]*\n)+/y;
const DIRECTIVE = /(?:"[^"\\\n]*"|'[^'\\\n]*')\s*;/y;
const NAME = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]*`;
const IMPORT = new RegExp(
  String.raw`import(?![\p{ID_Continue}$])\s*(?:(?<main>${NAME})\s*(?:,\s*)?)?` +
    String.raw`(?:\*\s*as\s+(?<all>${NAME})\s*|\{(?<some>[^}"'\x60]*)\}\s*)?` +
    String
      .raw`(?<from>from\s*)?(?:"(?<double>[^"\\\n]+)"|'(?<single>[^'\\\n]+)')` +
    String.raw`(?:\s*with\s*\{[^{}]*\})?[ \t]*;?`,
  "uy",
);

/**
 * Rewrites a script. Returns it as it was where nothing is to be rewritten.
 *
 * @param {string} code
 * @returns {string}
 */
export function rewriteImports(code) {
  let rewritten = "";
  let at = 0;
  /** @param {RegExp} pattern */
  const match = (pattern) => {
    pattern.lastIndex = at;
    const found = pattern.exec(code);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  for (;;) {
    const kept = match(SPACE) ?? match(DIRECTIVE);
    if (kept !== null) {
      rewritten += kept[0];
      continue;
    }
    const found = match(IMPORT);
    if (found === null) return rewritten + code.slice(at);
    rewritten += toRequire(found.groups ?? {}) +
      "\n".repeat(lineBreaks(found[0]));
  }
}

/** @param {Partial<Record<string, string>>} names What the groups of `IMPORT` matched */
function toRequire({ main, all, some, double, single }) {
  // The second argument makes it give what an `import` does.
  const module = `require(${JSON.stringify(double ?? single)}, "import")`;
  const bound = [];
  const names = some?.replace(/\/\/[^\n]*|\/\*[^]*?\*\//g, "")
    .replace(/\s+as\s+/g, ": ").replace(/\s+/g, " ");
  if (main !== undefined) bound.push(`${main} = ${module}.default`);
  if (all !== undefined) bound.push(`${all} = ${module}`);
  if (names !== undefined) bound.push(`{${names}} = ${module}`);
  return bound.length === 0 ? `${module};` : `var ${bound.join(", ")};`;
}

/** @param {string} text */
function lineBreaks(text) {
  return text.split("\n").length - 1;
}
