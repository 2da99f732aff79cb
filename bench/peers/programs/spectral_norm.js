// Computes the largest singular value of a matrix that is never stored.

function element(i, j) {
  return 1 / ((i + j) * (i + j + 1) / 2 + i + 1);
}

function times(vector) {
  return vector.map((_, i) => sumOf(vector, (it, j) => element(i, j) * it));
}

function timesTransposed(vector) {
  return vector.map((_, i) => sumOf(vector, (it, j) => element(j, i) * it));
}

function sumOf(vector, map) {
  let total = 0;
  for (let j = 0; j < vector.length; j++) total += map(vector[j], j);
  return total;
}

// deno-lint-ignore no-unused-vars -- what is put behind it calls it
function main(n) {
  let u = Array.from({ length: n }, () => 1);
  let v = u;
  for (let i = 0; i < 5; i++) {
    v = timesTransposed(times(u));
    u = timesTransposed(times(v));
  }
  const uv = sumOf(u, (it, j) => it * v[j]);
  const vv = sumOf(v, (it) => it * it);
  return Math.sqrt(uv / vv).toFixed(9);
}
