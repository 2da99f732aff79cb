"""Sockets, names of hosts and locales, of which a sandbox has next to none.

Without this, the C library invents an address for each name, and takes any locale without effect.
"""

import _locale
import _socket
import errno
import locale
import socket
import sys
import types
from builtins import Exception, OSError, bytes, getattr, isinstance, setattr, type

_NO_SOCKETS = (
    "this sandbox has no sockets: use urllib.request or http.client, if the host grants a network"
)
_LOCALES = ("", "C", "POSIX", "C.UTF-8", "C.utf8")

_setlocale = locale._setlocale
# An engine without sockets has no such function.
_getaddrinfo = getattr(_socket, "getaddrinfo", None)


def no_sockets():
    """The error of what would use a socket."""
    return OSError(errno.ENOTSUP, _NO_SOCKETS)


def _refuse(*_, **__):
    raise no_sockets()


def _find(host, port, family=0, type=0, proto=0, flags=0):
    """Answers for addresses alone: no name has one."""
    if _getaddrinfo is None:
        raise socket.gaierror(
            getattr(socket, "EAI_NONAME", -2), f"Name or service not known ({_NO_SOCKETS})"
        )
    try:
        return _getaddrinfo(host, port, family, type, proto, flags | socket.AI_NUMERICHOST)
    except socket.gaierror:
        text = host.decode(errors="replace") if isinstance(host, bytes) else host
        if text == "localhost":
            return _getaddrinfo("127.0.0.1", port, family, type, proto, flags)
        raise socket.gaierror(
            socket.EAI_NONAME, f"Name or service not known ({_NO_SOCKETS})"
        ) from None


def _find_one(host, /):
    return _find(host, None, socket.AF_INET)[0][4][0]


def _find_all(host, /):
    return host, [], [_find_one(host)]


def _select_locale(category, name=None):
    if name is None or name in _LOCALES:
        return _setlocale(category, name)
    raise locale.Error(
        f"unsupported locale setting: this sandbox has the locale C.UTF-8 only, and not {name!r}"
    )


def _no_browser(*_, **__):
    return False


def install():
    """Replaces what would answer wrongly, or fail without naming the sandbox."""
    _socket.getaddrinfo = _find
    socket.gethostbyname = _socket.gethostbyname = _find_one
    socket.gethostbyname_ex = _socket.gethostbyname_ex = _find_all
    for name in ("connect", "connect_ex", "bind", "listen", "sendto"):
        setattr(socket.socket, name, _refuse)
    locale._setlocale = _locale.setlocale = _select_locale
    # As on a machine without a screen.
    browsers = types.ModuleType("webbrowser", "There is no browser in a sandbox.")
    browsers.open = browsers.open_new = browsers.open_new_tab = _no_browser
    browsers.Error = type("Error", (Exception,), {"__module__": "webbrowser"})
    sys.modules["webbrowser"] = browsers


install()
