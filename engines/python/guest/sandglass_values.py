"""Encodes values for the host; sandglass_decode reads them. core/value_codec.ts describes the text.

Guest code may have patched everything that it can reach by the time a value is encoded. So this
module looks up nothing in ``builtins`` after its import, identifies an object by its real type and
reads it through that type's own methods, and calls no method of a guest's class. The one exception
is the ``tzinfo`` of an aware datetime, which only the guest can interpret.

An instance of a subclass counts as its built-in base: an IntEnum is an integer, a namedtuple a
tuple, a defaultdict a map. A naive datetime is taken as UTC. A set comes back with its lists as
tuples and its sets frozen, since Python could not hold them otherwise. What has no type of its own
in the codec crosses as a plainer value, which sandglass_convert makes.
"""

import binascii
import builtins
from _json import encode_basestring_ascii
from collections import OrderedDict
from datetime import datetime, timedelta, timezone

from sandglass_convert import (
    NoCounterpart,
    RecursiveValue,
    TooDeep,
    TooLarge,
    convert,
    is_no_time,
    key_text,
)
from sandglass_shared import MAX_DEPTH, MAX_INTEGER_BITS

# Functions take their builtins from this name when they are defined: with a
# copy, a guest's `builtins.len = None` does not affect those below.
__builtins__ = dict(vars(builtins))

# How often a value is made plainer, as an enum is whose value is a date.
MAX_CONVERSIONS = 5
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
_to_base64 = binascii.b2a_base64


def encode(value, max_bytes, stand_in=None):
    """Encodes a value as ASCII text of at most max_bytes.

    `stand_in` returns the text for a part that cannot be encoded, from the part and the error.
    Without it, and for the value itself, raises NoCounterpart. Raises TooLarge if the text is too
    long, and does not catch KeyboardInterrupt and MemoryError.
    """
    try:
        return _encode(value, max_bytes, stand_in)
    except RecursiveValue as error:
        raise NoCounterpart(*error.args) from None
    except (NoCounterpart, TooLarge, KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:
        # A guest's tzinfo raised, or changed the value during the encoding.
        raise NoCounterpart("the value could not be read") from error


def _encode(value, room, stand_in):
    out = []
    # The containers around the current one: (items, is_map, ending, container).
    frames = []
    open_ids = set()
    items, is_map, ending, container = iter((value,)), False, "", None
    before, after = "", ""
    while True:
        opened = None
        for item in items:
            if is_map:
                key, item = item
                before, after = f",[{_encode_string(key, room)},", "]"
            try:
                text = _encode_scalar(item, room)
                if text is None:
                    text, opened = _encode_other(item, room, open_ids, stand_in)
            except (TooLarge, KeyboardInterrupt, MemoryError):
                raise
            except BaseException as error:
                if stand_in is None or not frames:
                    raise
                text = _encode_string(stand_in(item, error), room)
            if opened is not None:
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
            open_ids.remove(id(container))
            items, is_map, ending, container = frames.pop()
            before, after = "," if frames else "", ""
            continue
        frames.append((items, is_map, ending, container))
        tag, items = opened
        out.append(before + tag)
        room -= len(before) + len(tag)
        is_map, ending, container = tag == '["m"', "]" + after, item
        open_ids.add(id(container))
        before, after = ",", ""


def _encode_other(item, room, open_ids, stand_in):
    """Returns the text of an item, or None and what `_open` returns for it."""
    if id(item) in open_ids:
        raise RecursiveValue("the value contains itself")
    plain = item
    for _ in range(MAX_CONVERSIONS):
        opened = _open(plain, room, stand_in)
        if opened is not None:
            if len(open_ids) >= MAX_DEPTH:
                raise TooDeep("the value nests too deeply")
            return None, opened
        plain = convert(plain, room)
        text = _encode_scalar(plain, room)
        if text is not None:
            return text, None
    raise NoCounterpart("the value has a type that is not known to the host")


def _open(item, room, stand_in):
    """Opens a container: returns its tag and an iterator of its items, or None for anything
    else.
    """
    kind = type(item)
    if issubclass(kind, list):
        tag, items, count = '["l"', list.__iter__(item), list.__len__(item)
    elif issubclass(kind, tuple):
        tag, items, count = '["t"', tuple.__iter__(item), tuple.__len__(item)
    elif issubclass(kind, dict):
        # Only a real OrderedDict is known to be in order and free of guest code.
        items = OrderedDict.items(item) if kind is OrderedDict else dict.items(item)
        tag, items, count = '["m"', iter(items), dict.__len__(item)
    elif issubclass(kind, set):
        tag, items, count = '["s"', set.__iter__(item), set.__len__(item)
    elif issubclass(kind, frozenset):
        tag, items, count = '["s"', frozenset.__iter__(item), frozenset.__len__(item)
    else:
        return None
    if 2 * count > room:
        raise TooLarge
    if tag == '["m"':
        for key in dict.__iter__(item):
            if type(key) is not str:
                return _open_other_map(list(items), stand_in)
    return tag, items


def _open_other_map(pairs, stand_in):
    """Opens a map with keys that are not strings, as a map of their texts. If two keys have the
    same text, it crosses as a list of pairs, since one of two values would be lost.
    """
    named = {}
    for key, item in pairs:
        try:
            text = key_text(key)
        except NoCounterpart as error:
            if stand_in is None:
                raise NoCounterpart("the keys of a map must be plain values") from error
            text = stand_in(key, error)
        named[text] = item
    return ('["m"', iter(named.items())) if len(named) == len(pairs) else ('["l"', iter(pairs))


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
    if issubclass(kind, datetime) and not is_no_time(kind):
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
