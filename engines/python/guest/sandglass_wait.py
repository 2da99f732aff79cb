"""Waits that the host can interrupt: `time.sleep` and what is built on it."""

import select
import signal
import time
from builtins import TypeError, str

from sandglass_engine import native_sleep
from sandglass_host import request_host

_monotonic = time.monotonic
_native_select = select.select
_FOREVER = 10.0**9


def wait(seconds):
    """Waits once. A signal handler may end it earlier. `None` stands for an endless wait."""
    request_host("wait", str(_FOREVER if seconds is None else seconds))


def sleep(seconds, /):
    """Delay execution for a given number of seconds."""
    try:
        is_real_wait = seconds > 0
    except TypeError:
        is_real_wait = False
    if not is_real_wait:
        # It refuses what is no time.
        return native_sleep(seconds)
    until = _monotonic() + seconds
    while (left := until - _monotonic()) > 0:
        wait(left)


def _select(rlist, wlist, xlist, timeout=None, /):
    """Waits if there is nothing to look at; the engine's own returns at once."""
    if not rlist and not wlist and not xlist:
        if timeout is None:
            _pause()
        if timeout > 0:
            sleep(timeout)
        return [], [], []
    return _native_select(rlist, wlist, xlist, timeout)


def _pause():
    """Waits for a signal."""
    wait(None)


sleep.__module__ = "time"
_select.__name__ = _select.__qualname__ = "select"
_select.__module__ = "select"
_pause.__name__ = _pause.__qualname__ = "pause"
_pause.__module__ = "signal"
time.sleep = sleep
select.select = _select
signal.pause = _pause
