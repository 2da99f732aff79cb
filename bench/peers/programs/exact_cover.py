"""Counts the ways to cover a board of six columns with pieces of three squares, by trying."""

# The squares of each piece, from its first square in reading order.
PIECES = (
    ((0, 0), (0, 1), (0, 2)),
    ((0, 0), (1, 0), (2, 0)),
    ((0, 0), (0, 1), (1, 0)),
    ((0, 0), (0, 1), (1, 1)),
    ((0, 0), (1, 0), (1, 1)),
    ((0, 0), (1, -1), (1, 0)),
)
COLUMNS = 6


def placements(rows):
    """Bit masks of the pieces that can be placed, by the square that they begin on."""
    by_square = []
    for square in range(rows * COLUMNS):
        masks = []
        for piece in PIECES:
            mask = 0
            for down, right in piece:
                row = square // COLUMNS + down
                column = square % COLUMNS + right
                if row >= rows or column < 0 or column >= COLUMNS:
                    break
                mask |= 1 << (row * COLUMNS + column)
            else:
                masks.append(mask)
        by_square.append(masks)
    return by_square


def ways(taken, square, by_square):
    while square < len(by_square) and taken & (1 << square):
        square += 1
    if square == len(by_square):
        return 1
    total = 0
    for mask in by_square[square]:
        if not taken & mask:
            total += ways(taken | mask, square + 1, by_square)
    return total


def main(n):
    return str(ways(0, 0, placements(n)))
