"""What `hashlib` and `signal` lack in a sandbox: key derivation, which OpenSSL has, and alarms."""

import hashlib
import hmac
import signal
from struct import pack, unpack

# Blocks of Salsa20 that are computed in a few seconds.
_MAX_SCRYPT_COST = 2**14


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """Password based key derivation function 2 (PKCS #5 v2.0), with HMAC."""
    if not isinstance(hash_name, str):
        raise TypeError(f"pbkdf2_hmac() argument 1 must be str, not {type(hash_name).__name__}")
    password, salt = bytes(memoryview(password)), bytes(memoryview(salt))
    size = hashlib.new(hash_name).digest_size
    dklen = size if dklen is None else dklen
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    if dklen < 1:
        raise ValueError("key length must be greater than 0.")
    inner, outer = _hmac_states(hash_name, password)
    blocks = []
    for number in range(1, -(-dklen // size) + 1):
        digest = _hmac(inner, outer, salt + number.to_bytes(4, "big"))
        mixed = int.from_bytes(digest)
        for _ in range(iterations - 1):
            digest = _hmac(inner, outer, digest)
            mixed ^= int.from_bytes(digest)
        blocks.append(mixed.to_bytes(size))
    return b"".join(blocks)[:dklen]


def _hmac_states(hash_name, key):
    """The hashes after the two keys of HMAC, which every block begins with."""
    inner, outer = hashlib.new(hash_name), hashlib.new(hash_name)
    size = inner.block_size
    if len(key) > size:
        key = hashlib.new(hash_name, key).digest()
    key = key.ljust(size, b"\0")
    inner.update(key.translate(hmac.trans_36))
    outer.update(key.translate(hmac.trans_5C))
    return inner, outer


def _hmac(inner, outer, data):
    inner, outer = inner.copy(), outer.copy()
    inner.update(data)
    outer.update(inner.digest())
    return outer.digest()


def scrypt(password, *, salt, n, r, p, maxmem=0, dklen=64):
    """scrypt password-based key derivation function."""
    if n < 2 or n & (n - 1):
        raise ValueError("n must be a power of 2.")
    if r < 1 or p < 1:
        raise ValueError("r and p must be positive")
    if n * r * p > _MAX_SCRYPT_COST:
        raise ValueError(
            f"scrypt is limited to n * r * p = {_MAX_SCRYPT_COST} in this sandbox, which has no"
            f" OpenSSL and would need minutes: current value is {n * r * p}."
            " Use hashlib.pbkdf2_hmac, or a smaller n"
        )
    block_bytes = 128 * r
    data = pbkdf2_hmac("sha256", password, salt, 1, p * block_bytes)
    mixed = [
        _mix(data[at : at + block_bytes], n, r) for at in range(0, p * block_bytes, block_bytes)
    ]
    return pbkdf2_hmac("sha256", password, b"".join(mixed), 1, dklen)


def _mix(data, n, r):
    """ROMix of RFC 7914."""
    layout = f"<{32 * r}I"
    x = list(unpack(layout, data))
    table = []
    for _ in range(n):
        table.append(x)
        x = _mix_block(x, r)
    for _ in range(n):
        other = table[x[-16] & (n - 1)]
        x = _mix_block([a ^ b for a, b in zip(x, other, strict=True)], r)
    return pack(layout, *x)


def _mix_block(words, r):
    x = words[-16:]
    even, odd = [], []
    for number in range(2 * r):
        start = 16 * number
        x = _salsa([a ^ b for a, b in zip(x, words[start : start + 16], strict=True)])
        (odd if number & 1 else even).extend(x)
    return even + odd


# Which words each step of a double round reads and writes (RFC 7914, section 3).
_QUARTERS = (
    *((0, 4, 8, 12), (5, 9, 13, 1), (10, 14, 2, 6), (15, 3, 7, 11)),
    *((0, 1, 2, 3), (5, 6, 7, 4), (10, 11, 8, 9), (15, 12, 13, 14)),
)


def _salsa(words):
    """Salsa20/8."""
    x = list(words)
    for _ in range(4):
        for a, b, c, d in _QUARTERS:
            t = (x[a] + x[d]) & 0xFFFFFFFF
            x[b] ^= (t << 7 & 0xFFFFFFFF) | t >> 25
            t = (x[b] + x[a]) & 0xFFFFFFFF
            x[c] ^= (t << 9 & 0xFFFFFFFF) | t >> 23
            t = (x[c] + x[b]) & 0xFFFFFFFF
            x[d] ^= (t << 13 & 0xFFFFFFFF) | t >> 19
            t = (x[d] + x[c]) & 0xFFFFFFFF
            x[a] ^= (t << 18 & 0xFFFFFFFF) | t >> 14
    return [(a + b) & 0xFFFFFFFF for a, b in zip(x, words, strict=True)]


def alarm(seconds, /):
    """Arrange for SIGALRM to arrive after the given number of seconds."""
    if seconds == 0:
        return 0
    raise _no_alarm("alarm")


def setitimer(which, seconds, interval=0.0, /):
    """Sets given itimer."""
    if seconds == 0:
        return (0.0, 0.0)
    raise _no_alarm("setitimer")


def _no_alarm(name):
    return NotImplementedError(
        f"signal.{name} is not available, as nothing interrupts running code in this sandbox:"
        " use asyncio.timeout, or compare time.monotonic() in the loop"
    )


def _install(module, *functions):
    for function in functions:
        function.__module__ = module.__name__
        function.__qualname__ = function.__name__
        if not hasattr(module, function.__name__):
            setattr(module, function.__name__, function)


_install(hashlib, pbkdf2_hmac, scrypt)
_install(signal, alarm, setitimer)
for _name, _value in (("ITIMER_REAL", 0), ("ITIMER_VIRTUAL", 1), ("ITIMER_PROF", 2)):
    if not hasattr(signal, _name):
        setattr(signal, _name, _value)
