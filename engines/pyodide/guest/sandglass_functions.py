"""The host functions that a Python guest finds in `host`, by that name and as a module."""

import sys
from builtins import Exception, TypeError, len, type
from types import ModuleType

from sandglass_host import Refusal, ask
from sandglass_values import NoCounterpart, TooLarge, decode, encode


class HostError(Exception):
    """A host function raised. The class of what is raised is named after the host's error."""


HostError.__module__ = "host"
_classes = {}


def _class_of(name):
    """A subclass of HostError with a name; not more of them than the names that a host has for its
    errors.
    """
    known = _classes.get(name)
    if known is None:
        if not name.isidentifier() or name == "HostError" or len(_classes) >= 1000:
            return HostError
        known = _classes[name] = type(name, (HostError,), {"__module__": "host"})
    return known


def _new_function(name, max_bytes):
    def call(*args, **options):
        try:
            request = encode([name, *args, options] if options else [name, *args], max_bytes)
        except TooLarge:
            raise TypeError(
                f"Cannot call host.{name} as its arguments must have at most {max_bytes} bytes"
            ) from None
        except NoCounterpart as error:
            raise TypeError(
                f"Cannot call host.{name} as its arguments must be data that can cross: {error}"
            ) from None
        try:
            text, _ = ask("function", request)
        except Refusal as refusal:
            error = _class_of(refusal.name)(refusal.message)
        else:
            try:
                return decode(text)
            except NoCounterpart as unfit:
                error = TypeError(
                    f"Cannot return value from host.{name} as Python cannot hold it: {unfit}"
                )
        raise error from None

    call.__name__ = call.__qualname__ = name
    call.__module__ = "host"
    call.__doc__ = "A function of the host."
    return call


def install(namespace, names, max_bytes):
    """Makes `host` for a guest that was given functions."""
    host = ModuleType("host", "The functions that the host gives to this guest.")
    host.HostError = HostError
    for name in names:
        setattr(host, name, _new_function(name, max_bytes))
    sys.modules["host"] = namespace["host"] = host
