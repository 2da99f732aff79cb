"""Gives the digits of pi one by one, in whole numbers of any size."""


def main(n):
    digits = []
    numerator, extra, denominator = 1, 0, 1
    k = 0
    while len(digits) < n:
        k += 1
        odd = 2 * k + 1
        extra = (2 * numerator + extra) * odd
        denominator *= odd
        numerator *= k
        if numerator > extra:
            continue
        digit = (3 * numerator + extra) // denominator
        if digit != (4 * numerator + extra) // denominator:
            continue
        digits.append(str(digit))
        extra = 10 * (extra - digit * denominator)
        numerator *= 10
    return "".join(digits)
