"""Decodes values of the host; core/value_codec.ts describes the text.

Guest code may have patched what it can reach by the time a value is decoded. So this module looks
up nothing in ``builtins`` after its import.
"""

import binascii
import builtins
import re
from _json import scanstring
from datetime import datetime, timedelta, timezone

from sandglass_convert import NoCounterpart

# As in sandglass_values: a guest's `builtins.len = None` does not affect the functions below.
__builtins__ = dict(vars(builtins))

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_match_number = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?").match
_from_base64 = binascii.a2b_base64


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
