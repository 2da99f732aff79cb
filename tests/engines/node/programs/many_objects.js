const rows = Array.from(
  { length: 500_000 },
  (_, i) => ({ id: i, name: "user" + i, score: i % 100 }),
);
const top = rows.filter((row) => row.score > 98).length;
const byScore = rows.reduce(
  (found, row) => found.set(row.score, (found.get(row.score) ?? 0) + 1),
  new Map(),
);
console.log(rows.length, top, byScore.size, rows.at(-1).name);
