"""What `os` has on Linux and not on WASI: the numbers of a machine's only user."""

import os
import posix

_USER = 0


def _user_id():
    return _USER


def _install():
    for name in ("getuid", "geteuid", "getgid", "getegid"):
        if hasattr(os, name):
            continue
        function = type(_user_id)(_user_id.__code__, {"_USER": _USER}, name)
        function.__module__, function.__qualname__ = "posix", name
        for module in (os, posix):
            setattr(module, name, function)


_install()
