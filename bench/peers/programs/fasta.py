"""Draws letters at random by their frequencies, from a generator of its own."""

FREQUENCIES = (
    ("a", 0.3029549426680),
    ("c", 0.1979883004921),
    ("g", 0.1975473066391),
    ("t", 0.3015094502008),
)


def main(n):
    bounds = []
    total = 0.0
    for letter, share in FREQUENCIES:
        total += share
        bounds.append((total, letter))
    seed = 42
    lines = []
    line = []
    for _ in range(n):
        seed = (seed * 3877 + 29573) % 139968
        at = seed / 139968
        for bound, letter in bounds:
            if at < bound:
                line.append(letter)
                break
        if len(line) == 60:
            lines.append("".join(line))
            line = []
    lines.append("".join(line))
    checksum = 0
    for text in lines:
        for letter in text:
            checksum = (checksum * 31 + ord(letter)) % 1000003
    return f"{len(lines)} lines, {checksum}"
