// Searches for patterns in a long text, and replaces some.

function letters(n) {
  let seed = 42;
  const text = [];
  for (let i = 0; i < n; i++) {
    seed = (seed * 3877 + 29573) % 139968;
    text.push("acgt"[Math.floor(seed * 4 / 139968)]);
  }
  return text.join("");
}

// deno-lint-ignore no-unused-vars -- what is put behind it calls it
function main(n) {
  const patterns = [
    /agggtaaa|tttaccct/g,
    /[cgt]gggtaaa|tttaccc[acg]/g,
    /a[act]ggtaaa|tttacc[agt]t/g,
    /agg[act]taaa|ttta[agt]cct/g,
    /(?:ac|gt)+(?:ca|tg)+/g,
    /(.)\1\1\1/g,
  ];
  const replacements = [
    [/tha[Nt]/g, "<4>"],
    [/a[act]g/g, "<3>"],
    [/[ag]{3}/g, "|"],
    [/\|[^|][^|]*\|/g, "-"],
  ];
  let text = letters(n);
  const found = patterns.map((pattern) => [...text.matchAll(pattern)].length);
  for (const [pattern, by] of replacements) text = text.replace(pattern, by);
  return `${found.join(" ")}, ${text.length}`;
}
