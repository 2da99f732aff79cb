// Summarises the numbers on standard input, with any separators:
//   seq 100 | sandglass run examples/stats.js

const numbers = [];
for (let line = readline(); line !== null; line = readline()) {
  for (const word of line.split(/[\s,;]+/)) {
    if (word === "") continue;
    const number = Number(word);
    if (Number.isNaN(number)) console.error(`not a number: ${word}`);
    else numbers.push(number);
  }
}

function quantile(sorted, share) {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  return below + (above - below) * (at % 1);
}

if (numbers.length === 0) throw new RangeError("There are no numbers");
const sorted = numbers.toSorted((a, b) => a - b);
const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const variance = numbers.reduce((sum, one) => sum + (one - mean) ** 2, 0) /
  numbers.length;

const rows = {
  count: numbers.length,
  minimum: sorted[0],
  median: quantile(sorted, 0.5),
  "95th percentile": quantile(sorted, 0.95),
  maximum: sorted.at(-1),
  mean,
  deviation: Math.sqrt(variance),
};
for (const [name, value] of Object.entries(rows)) {
  console.log(`${name.padEnd(16)}${Number(value.toFixed(6))}`);
}
