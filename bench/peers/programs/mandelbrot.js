// Counts for each point of a grid the steps until it escapes, in floating point.

function steps(x, y) {
  let real = 0;
  let imaginary = 0;
  for (let step = 0; step < 50; step++) {
    const square = real * real;
    const other = imaginary * imaginary;
    if (square + other > 4) return step;
    imaginary = 2 * real * imaginary + y;
    real = square - other + x;
  }
  return 50;
}

// deno-lint-ignore no-unused-vars -- what is put behind it calls it
function main(n) {
  let inside = 0;
  let checksum = 0;
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      const count = steps(3 * column / n - 2, 2 * row / n - 1);
      if (count === 50) inside++;
      checksum = (checksum * 31 + count) % 1000003;
    }
  }
  return `${inside} inside, ${checksum}`;
}
