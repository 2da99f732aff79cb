"""Reverses a long text and exchanges its letters, by bytes."""


def letters(n):
    seed = 42
    text = bytearray(n)
    for i in range(n):
        seed = (seed * 3877 + 29573) % 139968
        text[i] = b"acgt"[seed * 4 // 139968]
    return text


def main(n):
    text = letters(n)
    other = list(range(256))
    for letter, complement in zip(b"acgt", b"tgca"):
        other[letter] = complement
    low, high = 0, n - 1
    while low <= high:
        text[low], text[high] = other[text[high]], other[text[low]]
        low += 1
        high -= 1
    checksum = 0
    for byte in text:
        checksum = (checksum * 31 + byte) % 1000003
    return f"{text[:12].decode()} {checksum}"
