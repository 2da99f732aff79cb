// Counts the ways to cover a board of six columns with pieces of three squares, by backtracking.

/** Bit masks of the pieces that can be placed, by the square that they begin on. */
function placements(rows) {
  // The squares of each piece, from its first square in reading order.
  const pieces = [
    [[0, 0], [0, 1], [0, 2]],
    [[0, 0], [1, 0], [2, 0]],
    [[0, 0], [0, 1], [1, 0]],
    [[0, 0], [0, 1], [1, 1]],
    [[0, 0], [1, 0], [1, 1]],
    [[0, 0], [1, -1], [1, 0]],
  ];
  const bySquare = [];
  for (let square = 0; square < rows * 6; square++) {
    const masks = pieces.map((piece) => maskOf(piece, square, rows));
    bySquare.push(masks.filter((mask) => mask !== 0));
  }
  return bySquare;
}

function maskOf(piece, square, rows) {
  let mask = 0;
  for (const [down, right] of piece) {
    const row = Math.floor(square / 6) + down;
    const column = square % 6 + right;
    if (row >= rows || column < 0 || column >= 6) return 0;
    mask |= 1 << (row * 6 + column);
  }
  return mask;
}

function ways(taken, square, bySquare) {
  while (square < bySquare.length && taken & (1 << square)) square++;
  if (square === bySquare.length) return 1;
  let total = 0;
  for (const mask of bySquare[square]) {
    if (!(taken & mask)) total += ways(taken | mask, square + 1, bySquare);
  }
  return total;
}

// deno-lint-ignore no-unused-vars -- what is put behind it calls it
function main(n) {
  return String(ways(0, 0, placements(n)));
}
