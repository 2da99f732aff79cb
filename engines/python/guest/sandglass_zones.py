"""The time zones of `zoneinfo`, from data of our own: nothing has to be installed."""

import base64
import io
import json
import sys
import types
import zlib
import zoneinfo
from builtins import set
from zoneinfo import _common, _tzpath

from sandglass_time_zones import TEXT

_BytesIO = io.BytesIO
_names = {}
_files = []


def zone_file(key):
    """The TZif file of a zone, or nothing."""
    if not _names:
        _unpack()
    at = _names.get(key)
    return None if at is None else _files[at]


def _unpack():
    head, _, content = zlib.decompress(base64.b85decode("".join(TEXT.split()))).partition(b"\n")
    head = json.loads(head)
    at = 0
    for size in head["sizes"]:
        _files.append(content[at : at + size])
        at += size
    _names.update(head["names"])
    return head


def _load(key):
    content = zone_file(key)
    if content is None:
        raise zoneinfo.ZoneInfoNotFoundError(f"No time zone found with key {key}")
    return _BytesIO(content)


def _available_timezones():
    if not _names:
        _unpack()
    return set(_names)


def _make_package():
    """The package `tzdata`, as far as its versions go."""
    head = _unpack()
    package = types.ModuleType("tzdata", "The time zones of zoneinfo.")
    package.__version__ = head["version"]
    package.IANA_VERSION = head["iana"]
    sys.modules["tzdata"] = package
    _names.clear()
    _files.clear()


_available_timezones.__name__ = _available_timezones.__qualname__ = "available_timezones"
_available_timezones.__module__ = "zoneinfo"
_available_timezones.__doc__ = zoneinfo.available_timezones.__doc__
_common.load_tzdata = _load
zoneinfo.available_timezones = _tzpath.available_timezones = _available_timezones
_make_package()
