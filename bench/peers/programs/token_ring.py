"""Hands a token round a ring of generators."""


def member(name):
    passed = 0
    token = yield
    while token > 0:
        passed += 1
        token = yield token - 1
    yield f"{name} ends it after {passed}"


def main(n):
    ring = [member(name) for name in range(1, 504)]
    for it in ring:
        next(it)
    token = n
    while True:
        for it in ring:
            token = it.send(token)
            if isinstance(token, str):
                return token
