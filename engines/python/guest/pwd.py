"""The users of the sandbox: there is one."""

from collections import namedtuple

struct_passwd = namedtuple(
    "struct_passwd", "pw_name pw_passwd pw_uid pw_gid pw_gecos pw_dir pw_shell"
)
struct_passwd.__module__ = "pwd"
_ENTRY = struct_passwd("sandbox", "x", 0, 0, "", "/work", "/bin/sh")


def getpwuid(uid, /):
    if uid != _ENTRY.pw_uid:
        raise KeyError(f"getpwuid(): uid not found: {uid}")
    return _ENTRY


def getpwnam(name, /):
    if name != _ENTRY.pw_name:
        raise KeyError(f"getpwnam(): name not found: {name!r}")
    return _ENTRY


def getpwall():
    return [_ENTRY]
