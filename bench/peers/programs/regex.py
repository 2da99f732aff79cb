"""Looks for patterns in a long text, and replaces some."""

import re

PATTERNS = (
    "agggtaaa|tttaccct",
    "[cgt]gggtaaa|tttaccc[acg]",
    "a[act]ggtaaa|tttacc[agt]t",
    "agg[act]taaa|ttta[agt]cct",
    "(?:ac|gt)+(?:ca|tg)+",
    "(.)\\1\\1\\1",
)
REPLACEMENTS = (
    ("tha[Nt]", "<4>"),
    ("a[act]g", "<3>"),
    ("[ag]{3}", "|"),
    ("\\|[^|][^|]*\\|", "-"),
)


def letters(n):
    seed = 42
    text = []
    for _ in range(n):
        seed = (seed * 3877 + 29573) % 139968
        text.append("acgt"[seed * 4 // 139968])
    return "".join(text)


def main(n):
    text = letters(n)
    found = [str(sum(1 for _ in re.finditer(it, text))) for it in PATTERNS]
    for pattern, by in REPLACEMENTS:
        text = re.sub(pattern, by, text)
    return f"{' '.join(found)}, {len(text)}"
