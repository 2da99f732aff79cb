// Counts how often each short piece of a long text occurs, in a map.

function letters(n) {
  let seed = 42;
  const text = [];
  for (let i = 0; i < n; i++) {
    seed = (seed * 3877 + 29573) % 139968;
    text.push("acgt"[Math.floor(seed * 4 / 139968)]);
  }
  return text.join("");
}

function count(text, length) {
  const counts = new Map();
  for (let i = 0; i <= text.length - length; i++) {
    const piece = text.slice(i, i + length);
    counts.set(piece, (counts.get(piece) ?? 0) + 1);
  }
  return counts;
}

// deno-lint-ignore no-unused-vars -- what is put behind it calls it
function main(n) {
  const text = letters(n);
  const lines = [1, 2, 4, 6, 8].map((length) => {
    const counts = count(text, length);
    const most = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, 2);
    const shown = most.map(([piece, times]) => `${piece} ${times}`).join(" ");
    return `${counts.size}: ${shown}`;
  });
  return lines.join("; ");
}
