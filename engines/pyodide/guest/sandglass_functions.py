"""The host functions of a Python guest, in `host`, which is also a module that can be imported."""

import sys
from builtins import Exception, TypeError, len, type
from types import ModuleType

from sandglass_host import ResponseError, request_host
from sandglass_values import NoCounterpart, TooLarge, decode, encode


class HostError(Exception):
    """A host function raised. The class of the exception has the name of the host's error."""


HostError.__module__ = "host"
_classes = {}


def _class_of(name):
    """Returns a subclass of HostError by name; there are at most as many as the host has names of
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
            text, _ = request_host("function", request)
        except ResponseError as failure:
            error = _class_of(failure.name)(failure.message)
        else:
            try:
                return decode(text)
            except NoCounterpart as invalid:
                error = TypeError(
                    f"Cannot return value from host.{name} as Python cannot hold it: {invalid}"
                )
        raise error from None

    call.__name__ = call.__qualname__ = name
    call.__module__ = "host"
    call.__doc__ = "A function of the host."
    return call


def install(namespace, names, max_bytes):
    """Makes `host` for a guest with functions."""
    host = ModuleType("host", "The functions that the host gives to this guest.")
    host.HostError = HostError
    for name in names:
        setattr(host, name, _new_function(name, max_bytes))
    sys.modules["host"] = namespace["host"] = host
