"""Makes many trees of nodes, and counts the nodes."""


def make(depth):
    if depth == 0:
        return (None, None)
    return (make(depth - 1), make(depth - 1))


def count(tree):
    left, right = tree
    if left is None:
        return 1
    return 1 + count(left) + count(right)


def main(n):
    lasting = make(n)
    lines = []
    for depth in range(2, n + 1, 3):
        trees = 2 ** (n - depth)
        nodes = sum(count(make(depth)) for _ in range(trees))
        lines.append(f"{trees} of {depth}: {nodes}")
    lines.append(f"lasting: {count(lasting)}")
    return "; ".join(lines)
