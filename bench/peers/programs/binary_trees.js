// Makes many trees of nodes, and counts the nodes.

function make(depth) {
  if (depth === 0) return { left: null, right: null };
  return { left: make(depth - 1), right: make(depth - 1) };
}

function count({ left, right }) {
  return left === null ? 1 : 1 + count(left) + count(right);
}

// deno-lint-ignore no-unused-vars -- what is put behind it calls it
function main(n) {
  const lasting = make(n);
  const lines = [];
  for (let depth = 2; depth <= n; depth += 3) {
    const trees = 2 ** (n - depth);
    let nodes = 0;
    for (let i = 0; i < trees; i++) nodes += count(make(depth));
    lines.push(`${trees} of ${depth}: ${nodes}`);
  }
  lines.push(`lasting: ${count(lasting)}`);
  return lines.join("; ");
}
