"""Counts how often each short piece of a long text occurs, in a dictionary."""


def letters(n):
    seed = 42
    text = []
    for _ in range(n):
        seed = (seed * 3877 + 29573) % 139968
        text.append("acgt"[seed * 4 // 139968])
    return "".join(text)


def count(text, length):
    counts = {}
    for i in range(len(text) - length + 1):
        piece = text[i : i + length]
        counts[piece] = counts.get(piece, 0) + 1
    return counts


def main(n):
    text = letters(n)
    lines = []
    for length in (1, 2, 4, 6, 8):
        counts = count(text, length)
        most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2]
        shown = " ".join(f"{piece} {times}" for piece, times in most)
        lines.append(f"{len(counts)}: {shown}")
    return "; ".join(lines)
