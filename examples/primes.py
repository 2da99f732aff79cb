"""Prints the primes up to a number: sandglass run examples/primes.py -- 1000"""

import sys


def primes_up_to(limit: int) -> list[int]:
    """The sieve of Eratosthenes."""
    is_prime = bytearray([1]) * (limit + 1)
    is_prime[:2] = b"\0\0"[: limit + 1]
    for number in range(2, int(limit**0.5) + 1):
        if is_prime[number]:
            multiples = range(number * number, limit + 1, number)
            is_prime[number * number :: number] = bytes(len(multiples))
    return [number for number, flag in enumerate(is_prime) if flag]


limit = int(sys.argv[1]) if len(sys.argv) > 1 else 100
primes = primes_up_to(limit)
for start in range(0, len(primes), 10):
    print(*(f"{prime:>6}" for prime in primes[start : start + 10]))
print(f"{len(primes)} primes up to {limit}")
