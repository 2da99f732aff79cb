"""Locks for an interpreter without threads, whose own trap when they have to wait.

A lock that is held stays held while its only thread waits: with a timeout the time passes, and
without one the wait would never end, which is an error.
"""

import _thread
import builtins
import queue
import threading
import time

# As in the codec: what the functions below use is not what a guest makes of it later.
__builtins__ = dict(vars(builtins))

_MAX_TIMEOUT = threading.TIMEOUT_MAX


class Lock:
    """A lock, as `threading.Lock` makes it."""

    __slots__ = ("_held", "__weakref__")

    def __init__(self):
        self._held = False

    def acquire(self, blocking=True, timeout=-1):
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if timeout < 0 and timeout != -1:
            raise ValueError("timeout value must be a non-negative number")
        if timeout > _MAX_TIMEOUT:
            raise OverflowError("timeout value is too large")
        if not self._held:
            self._held = True
            return True
        if not blocking:
            return False
        if timeout == -1:
            raise RuntimeError(
                "this would wait forever: this sandbox has no threads that could end the wait"
            )
        time.sleep(timeout)
        return False

    def release(self):
        if not self._held:
            raise RuntimeError("release unlocked lock")
        self._held = False

    def locked(self):
        return self._held

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *_):
        self.release()

    def __repr__(self):
        state = "locked" if self._held else "unlocked"
        return f"<{state} _thread.lock object at {id(self):#x}>"

    def _at_fork_reinit(self):
        self._held = False

    acquire_lock, release_lock, locked_lock = acquire, release, locked


Lock.__module__, Lock.__name__, Lock.__qualname__ = "_thread", "lock", "lock"
for _module, _names in (
    (_thread, ("lock", "LockType", "allocate_lock", "allocate")),
    (threading, ("Lock", "_allocate_lock")),
):
    for _name in _names:
        setattr(_module, _name, Lock)
# The native one waits for a lock of its own.
queue.SimpleQueue = queue._PySimpleQueue
