"""The largest singular value of a matrix that is never stored."""

from math import sqrt


def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector):
    n = len(vector)
    return [sum_of(element(i, j) * vector[j] for j in range(n)) for i in range(n)]


def times_transposed(vector):
    n = len(vector)
    return [sum_of(element(j, i) * vector[j] for j in range(n)) for i in range(n)]


def sum_of(numbers):
    # The built-in `sum` makes up for lost digits, which other languages do not.
    total = 0.0
    for number in numbers:
        total += number
    return total


def main(n):
    u = [1.0] * n
    v = u
    for _ in range(5):
        v = times_transposed(times(u))
        u = times_transposed(times(v))
    uv = sum_of(a * b for a, b in zip(u, v))
    vv = sum_of(b * b for b in v)
    return f"{sqrt(uv / vv):.9f}"
