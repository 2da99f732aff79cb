"""The local time of a guest: `TZ` by name or rule, and `time.tzset`."""

import datetime
import json
import os
import re
import struct
import time
from builtins import bool, enumerate, int, max, min, range, sorted

from sandglass_host import request_host
from sandglass_zones import zone_file

_localtime, _now = time.localtime, time.time
_YEAR_SECONDS = 31_556_925
_LONG_AGO = -(2**53) + 1
_YEARS = range(1900, 2201)
_DAY = 86_400
_NAME, _OFFSET = r"([A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)", r"([+-]?\d{1,3}(?::\d\d){0,2})"
_CHANGE = rf",([^,/]+)(?:/{_OFFSET})?"
_parse = re.compile(rf"{_NAME}(?:{_OFFSET}(?:{_NAME}{_OFFSET}?(?:{_CHANGE}{_CHANGE})?)?)?").match
_parse_day = re.compile(r"M(\d+)\.(\d+)\.(\d+)|J(\d+)|(\d+)").fullmatch


def _tzset():
    request_host("zone", json.dumps(_changes_of(os.environ.get("TZ", ""))))
    winter = _now() // _YEAR_SECONDS * _YEAR_SECONDS
    standard, dst = _localtime(winter), _localtime(winter + _YEAR_SECONDS // 2)
    if standard.tm_gmtoff > dst.tm_gmtoff:
        # South of the equator.
        standard, dst = dst, standard
    time.timezone, time.altzone = -standard.tm_gmtoff, -dst.tm_gmtoff
    time.daylight = int(time.timezone != time.altzone)
    time.tzname = (standard.tm_zone, dst.tm_zone)


def _changes_of(name):
    """When the local time changes: seconds, offset, whether it is summer time, abbreviation."""
    name = name.removeprefix(":")
    content = zone_file(name)
    if content is None:
        first, changes = _read_rule(name, _LONG_AGO)
    else:
        first, changes = _read_file(content)
    return [(_LONG_AGO, *first), *changes]


def _read_file(content):
    """The changes of a TZif file: its second part, which has times of 64 bits."""
    at = 44 + _body_bytes(_counts(content, 0), 4)
    counts = _counts(content, at)
    times, types, chars = counts[3:]
    at += 44
    whens = struct.unpack_from(f">{times}q", content, at)
    indexes = content[at + 8 * times : at + 9 * times]
    at += 9 * times
    names = content[at + 6 * types : at + 6 * types + chars]
    kinds = []
    for index in range(types):
        offset, is_dst, begin = struct.unpack_from(">lBB", content, at + 6 * index)
        text = names[begin : names.index(b"\0", begin)].decode()
        kinds.append((offset, is_dst, text))
    changes = [(when, *kinds[indexes[index]]) for index, when in enumerate(whens)]
    rule = content.rstrip(b"\n").rpartition(b"\n")[2].decode()
    _, later = _read_rule(rule, changes[-1][0] if changes else _LONG_AGO)
    return kinds[0], changes + later


def _counts(content, at):
    return struct.unpack_from(">6l", content, at + 20)


def _body_bytes(counts, time_bytes):
    utc, standard, leaps, times, types, chars = counts
    leap_bytes = leaps * (time_bytes + 4)
    return times * (time_bytes + 1) + types * 6 + chars + leap_bytes + standard + utc


def _read_rule(rule, since):
    """The standard time of a rule, and its changes after a time."""
    found = _parse(rule)
    if found is None:
        return (0, 0, "UTC"), []
    name, offset, dst_name, dst_offset, start, start_time, end, end_time = found.groups()
    standard = (-_seconds(offset), 0, name.strip("<>"))
    if dst_name is None:
        return standard, []
    dst = (
        standard[0] + 3600 if dst_offset is None else -_seconds(dst_offset),
        1,
        dst_name.strip("<>"),
    )
    begin, finish = _parse_day(start or "M3.2.0"), _parse_day(end or "M11.1.0")
    if begin is None or finish is None:
        return standard, []
    changes = []
    for year in _YEARS:
        first = _day(begin, year) * _DAY + _seconds(start_time, 7200)
        last = _day(finish, year) * _DAY + _seconds(end_time, 7200)
        changes += [(first - standard[0], *dst), (last - dst[0], *standard)]
    return standard, sorted(change for change in changes if change[0] > since)


def _seconds(text, default=0):
    if text is None:
        return default
    parts = [int(part) for part in text.lstrip("+-").split(":")] + [0, 0]
    seconds = parts[0] * 3600 + parts[1] * 60 + parts[2]
    return -seconds if text[0] == "-" else seconds


def _day(found, year):
    """The day since 1970 on which a rule applies."""
    new_year = datetime.date(year, 1, 1).toordinal() - 719_163
    month, week, weekday, julian, plain = found.groups()
    if julian is not None:
        is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return new_year + int(julian) - 1 + bool(is_leap and int(julian) >= 60)
    if plain is not None:
        return new_year + int(plain)
    first = datetime.date(year, min(12, max(1, int(month))), 1)
    offset = (int(weekday) - first.isoweekday()) % 7 + 7 * (int(week) - 1)
    following = (first.replace(day=28) + datetime.timedelta(4)).replace(day=1)
    while offset >= (following - first).days:
        offset -= 7
    return first.toordinal() - 719_163 + offset


_tzset.__name__ = _tzset.__qualname__ = "tzset"
_tzset.__module__ = "time"
_tzset.__doc__ = "Applies the time zone of the variable TZ."
time.tzset = _tzset
