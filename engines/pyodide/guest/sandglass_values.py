"""Python's half of the value codec; core/value_codec.ts describes the text.

Guest code may have patched everything that it can reach by the time a value is encoded. So this
module looks up nothing in ``builtins`` after its import, identifies an object by its real type and
reads it through that type's own methods, and calls no method of a guest's class. The one exception
is the ``tzinfo`` of an aware datetime, which only the guest can interpret.

An instance of a subclass counts as its built-in base: an IntEnum is an integer, a namedtuple a
tuple, a defaultdict a map. A naive datetime is taken as UTC. A set comes back with its lists as
tuples and its sets frozen, since Python could not hold them otherwise.
"""

import binascii
import builtins
import re
from _json import encode_basestring_ascii, scanstring
from collections import OrderedDict
from datetime import datetime, timedelta, timezone

# Functions take their builtins from this name when they are defined: with a
# copy, a guest's `builtins.len = None` does not affect those below.
__builtins__ = dict(vars(builtins))

MAX_DEPTH = 1000
MAX_INTEGER_BITS = 2**20
MAX_SAFE_INTEGER = 2**53 - 1

_SPECIAL_FLOATS = {
    "nan": '["n","NaN"]',
    "inf": '["n","Infinity"]',
    "-inf": '["n","-Infinity"]',
    "-0.0": '["n","-0"]',
}
_NAIVE_EPOCH = datetime(1970, 1, 1)
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MILLISECOND = timedelta(milliseconds=1)
_match_number = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?").match
_to_base64 = binascii.b2a_base64
_from_base64 = binascii.a2b_base64


class NoCounterpart(Exception):
    """The value, or part of it, cannot be encoded or decoded."""


class TooDeep(NoCounterpart):
    """The value nests so deeply that even its repr must not be computed."""


class TooLarge(Exception):
    """The encoded value would exceed its limit."""


def encode(value, max_bytes):
    """Encodes a value as ASCII text of at most max_bytes.

    Raises NoCounterpart or TooLarge, and does not catch KeyboardInterrupt and MemoryError.
    """
    try:
        return _encode(value, max_bytes)
    except (NoCounterpart, TooLarge, KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:
        # A guest's tzinfo raised, or changed the value during the encoding.
        raise NoCounterpart("the value could not be read") from error


def _encode(value, room):
    out = []
    # The containers around the current one: (items, is_map, ending, identity).
    frames = []
    open_ids = set()
    items, is_map, ending, identity = iter((value,)), False, "", None
    before, after = "", ""
    while True:
        for item in items:
            if is_map:
                key, item = item
                before, after = f",[{_encode_key(key, room)},", "]"
            text = _encode_scalar(item, room)
            if text is None:
                break
            out.append(text := before + text + after)
            room -= len(text)
            if room < 0:
                raise TooLarge
        else:
            if room < 0:
                raise TooLarge
            if not frames:
                return "".join(out)
            out.append(ending)
            room -= len(ending)
            open_ids.remove(identity)
            items, is_map, ending, identity = frames.pop()
            before, after = "," if frames else "", ""
            continue
        if id(item) in open_ids:
            raise NoCounterpart("the value contains itself")
        if len(frames) >= MAX_DEPTH:
            raise TooDeep("the value nests too deeply")
        frames.append((items, is_map, ending, identity))
        tag, items, count = _open(item)
        if 2 * count > room:
            raise TooLarge
        out.append(before + tag)
        room -= len(before) + len(tag)
        is_map, ending, identity = tag == '["m"', "]" + after, id(item)
        open_ids.add(identity)
        before, after = ",", ""


def _open(item):
    """Opens a container: returns its tag, an iterator of its items, and their count."""
    kind = type(item)
    if issubclass(kind, list):
        return '["l"', list.__iter__(item), list.__len__(item)
    if issubclass(kind, tuple):
        return '["t"', tuple.__iter__(item), tuple.__len__(item)
    if issubclass(kind, dict):
        # Only a real OrderedDict is known to be in order and free of guest code.
        items = OrderedDict.items(item) if kind is OrderedDict else dict.items(item)
        return '["m"', iter(items), dict.__len__(item)
    if issubclass(kind, set):
        return '["s"', set.__iter__(item), set.__len__(item)
    if issubclass(kind, frozenset):
        return '["s"', frozenset.__iter__(item), frozenset.__len__(item)
    raise NoCounterpart("the value has a type that is not known to the host")


def _encode_key(key, room):
    if not issubclass(type(key), str):
        raise NoCounterpart("the keys of a map must be strings")
    return _encode_string(key, room)


def _encode_scalar(item, room):
    """Returns the text of a scalar, or None for anything else."""
    kind = type(item)
    if kind is str:
        return _encode_string(item, room)
    if kind is int:
        return _encode_integer(item, room)
    if kind is float:
        return _encode_float(item)
    if item is None:
        return "null"
    if kind is bool:
        return "true" if item else "false"
    if kind is list or kind is dict or kind is tuple:
        return None
    if issubclass(kind, str):
        return _encode_string(item, room)
    if issubclass(kind, int):
        return _encode_integer(int.__int__(item), room)
    if issubclass(kind, float):
        return _encode_float(float.__float__(item))
    if issubclass(kind, datetime):
        return _encode_datetime(item)
    return _encode_buffer(item, kind, room)


def _encode_string(item, room):
    if str.__len__(item) > room:
        raise TooLarge
    return encode_basestring_ascii(str.__str__(item))


def _encode_integer(item, room):
    if -MAX_SAFE_INTEGER <= item <= MAX_SAFE_INTEGER:
        return int.__repr__(item)
    bits = item.bit_length()
    if bits > MAX_INTEGER_BITS:
        raise NoCounterpart("the integer is too large")
    if bits // 4 > room:
        raise TooLarge
    # Decimal text is slow to make, and Python refuses it over 4300 digits.
    return f'["i","{item:#x}"]'


def _encode_float(item):
    text = float.__repr__(item)
    if text in _SPECIAL_FLOATS:
        return _SPECIAL_FLOATS[text]
    return f'["f",{text}]' if item.is_integer() else text


def _encode_datetime(item):
    is_naive = datetime.utcoffset(item) is None
    delta = datetime.__sub__(item, _NAIVE_EPOCH if is_naive else _EPOCH)
    whole, rest = divmod(delta, _MILLISECOND)
    return f'["d",{delta / _MILLISECOND!r}]' if rest else f'["d",{whole}]'


def _encode_buffer(item, kind, room):
    if issubclass(kind, bytes):
        count, data = bytes.__len__(item), bytes.__bytes__
    elif issubclass(kind, bytearray):
        count, data = bytearray.__len__(item), bytearray.copy
    elif kind is memoryview:
        count, data = item.nbytes, memoryview.tobytes
    else:
        return None
    if count > room:
        raise TooLarge
    text = _to_base64(data(item), newline=False)
    return f'["b","{bytes.decode(text)}"]'


def decode(text):
    """Decodes a value that the host has encoded.

    Raises NoCounterpart if Python cannot represent it: a map inside a set, or a date outside of the
    years 1 to 9999.
    """
    # The containers around the current one: (tag, items, frozen).
    frames = []
    tag, items, frozen = "", [], False
    at, length = 0, len(text)
    while at < length:
        char = text[at]
        if char == ",":
            at += 1
        elif char == "[":
            frames.append((tag, items, frozen))
            frozen = frozen or tag == "s"
            # A map contains pairs, which have no tag.
            tag, at = ("", at + 1) if tag == "m" else (text[at + 2], at + 4)
            items = []
        elif char == "]":
            done = _close(tag, items, frozen)
            tag, items, frozen = frames.pop()
            items.append(done)
            at += 1
        else:
            item, at = _decode_scalar(text, at, char)
            items.append(item)
    return items[0]


def _decode_scalar(text, at, char):
    if char == '"':
        return scanstring(text, at + 1, True)
    if char == "n":
        return None, at + 4
    if char == "t":
        return True, at + 4
    if char == "f":
        return False, at + 5
    number = _match_number(text, at)
    fraction, exponent = number.groups()
    kind = int if fraction is None and exponent is None else float
    return kind(number.group()), number.end()


def _close(tag, items, frozen):
    if tag == "l":
        return tuple(items) if frozen else items
    if tag == "t" or tag == "":
        return tuple(items)
    if tag == "m":
        if frozen:
            raise NoCounterpart("a Python set cannot hold a map")
        return dict(items)
    if tag == "s":
        return frozenset(items) if frozen else set(items)
    [content] = items
    if tag == "i":
        return int(content, 16)
    if tag == "f" or tag == "n":
        # int would read "-0" as 0; float returns -0.0.
        return float(content)
    if tag == "b":
        return _from_base64(content)
    return _decode_datetime(content)


def _decode_datetime(ms):
    try:
        return _EPOCH + timedelta(milliseconds=ms)
    except OverflowError as error:
        raise NoCounterpart("the date is outside of Python's years") from error
