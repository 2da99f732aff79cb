"""The local time of a guest, which is UTC: the C library of this engine has no other."""

import os
import time

_UTC = ("", "UTC", "UTC0", "UCT", "GMT", "GMT0", "Etc/UTC", "Etc/GMT", "Universal", "Zulu")


def _tzset():
    zone = os.environ.get("TZ", "").removeprefix(":")
    if zone not in _UTC:
        raise NotImplementedError(
            f"the engine cpython has UTC as its local time only, and not {zone!r}:"
            " use zoneinfo, as in datetime.now(ZoneInfo(...)), or the engine pyodide"
        )


_tzset.__name__ = _tzset.__qualname__ = "tzset"
_tzset.__module__ = "time"
_tzset.__doc__ = "Applies the time zone of the variable TZ, which can be UTC only."
time.tzset = _tzset
