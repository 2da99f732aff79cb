// Rewrites the `import` declarations at the top of a script, which only a module may have, to calls of `require`; lines
// stay where they are.

const SPACE = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/|#![^\n]*\n)+/y;
const DIRECTIVE = /(?:"[^"\\\n]*"|'[^'\\\n]*')\s*;/y;
const NAME = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]*`;
const IMPORT_STATEMENT = new RegExp(
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
    const found = match(IMPORT_STATEMENT);
    if (found === null) return rewritten + code.slice(at);
    rewritten += toRequire(found.groups ?? {}) +
      "\n".repeat(lineBreaks(found[0]));
  }
}

/** @param {Partial<Record<string, string>>} names What the groups of `IMPORT_STATEMENT` matched */
function toRequire({ main, all, some, double, single }) {
  const specifier = double ?? single ?? "";
  const names = namesOf(some ?? "");
  if (main !== undefined) names.unshift([main, "default"]);
  if (all !== undefined) names.push([all, "*"]);
  // The second argument makes it give what an import does. What a module of the guest's exports may change later, so
  // the names are bound to its exports and not to their values.
  const isOwn = /^(?:\.{0,2}\/|file:)/.test(specifier);
  if (isOwn) {
    const bound = JSON.stringify(Object.fromEntries(names));
    return `require(${JSON.stringify(specifier)}, "import", ${bound});`;
  }
  const module = `require(${JSON.stringify(specifier)}, "import")`;
  const bound = names.map(([local, name]) =>
    name === "*"
      ? `${local} = ${module}`
      : name === "default"
      ? `${local} = ${module}.default`
      : undefined
  ).filter((one) => one !== undefined);
  const rest = names.filter(([, name]) => name !== "*" && name !== "default")
    .map(([local, name]) => local === name ? name : `${name}: ${local}`);
  if (rest.length > 0) bound.push(`{ ${rest.join(", ")} } = ${module}`);
  return bound.length === 0 ? `${module};` : `var ${bound.join(", ")};`;
}

/**
 * The names in the braces of an import, each with the name in the module.
 *
 * @param {string} list
 * @returns {[local: string, name: string][]}
 */
function namesOf(list) {
  return list.replace(/\/\/[^\n]*|\/\*[^]*?\*\//g, "").split(",")
    .map((one) => one.trim()).filter((one) => one !== "")
    .map((one) => {
      const [name, local = name] = one.split(/\s+as\s+/);
      return [local, name];
    });
}

/** @param {string} text */
function lineBreaks(text) {
  return text.split("\n").length - 1;
}
