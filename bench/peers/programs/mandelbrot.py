"""Counts for each point of a grid how long it stays near, in floating point."""


def steps(x, y):
    real = imaginary = 0.0
    for step in range(50):
        square, other = real * real, imaginary * imaginary
        if square + other > 4.0:
            return step
        imaginary = 2.0 * real * imaginary + y
        real = square - other + x
    return 50


def main(n):
    inside = checksum = 0
    for row in range(n):
        for column in range(n):
            count = steps(3.0 * column / n - 2.0, 2.0 * row / n - 1.0)
            inside += count == 50
            checksum = (checksum * 31 + count) % 1000003
    return f"{inside} inside, {checksum}"
