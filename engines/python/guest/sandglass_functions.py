"""The host functions of a Python guest, in `host`, which is also a module that can be imported."""

import sys
from asyncio import get_running_loop as _get_running_loop
from asyncio import sleep as _sleep
from builtins import Exception, TypeError, id, len, setattr, str, type
from types import ModuleType

from sandglass_awaits import HELPER
from sandglass_host import ResponseError, request_host
from sandglass_loop import sources
from sandglass_shared import MAX_OPEN_CALLS as _MAX_OPEN_CALLS
from sandglass_values import NoCounterpart, TooLarge, decode, encode


class HostError(Exception):
    """A host function raised. The class of the exception has the name of the host's error."""


HostError.__module__ = "host"
_classes = {}
# The coroutine functions by the identity of the host function, which lives as long as this module.
_starts = {}
# The requests without a response, by their numbers.
_waiting = {}
_FOREVER_MS = 1e12


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
        request = _encode(name, args, options, max_bytes)
        try:
            text, _ = request_host("function", request)
        except ResponseError as failure:
            error = _class_of(failure.name)(failure.message)
        else:
            return _decode(name, text)
        raise error from None

    async def start(*args, **options):
        response = await _respond(_encode(name, args, options, max_bytes))
        error = response.get("error")
        if error is not None:
            raise _class_of(error["name"])(error["message"])
        return _decode(name, response["value"])

    for function in (call, start):
        function.__name__ = function.__qualname__ = name
        function.__module__ = "host"
    call.__doc__ = "A function of the host."
    start.__doc__ = "The same function, as a coroutine that does not block other tasks."
    call.start = start
    _starts[id(call)] = (call, start)
    return call


def _encode(name, args, options, max_bytes):
    try:
        return encode([name, *args, options] if options else [name, *args], max_bytes)
    except TooLarge:
        raise TypeError(
            f"Cannot call host.{name} as its arguments must have at most {max_bytes} bytes"
        ) from None
    except NoCounterpart as error:
        raise TypeError(
            f"Cannot call host.{name} as its arguments must be data that can cross: {error}"
        ) from None


def _decode(name, text):
    try:
        return decode(text)
    except NoCounterpart as invalid:
        raise TypeError(
            f"Cannot return value from host.{name} as Python cannot hold it: {invalid}"
        ) from None


async def _respond(request):
    """Sends a request, and lets other tasks run until its response arrives."""
    while len(_waiting) >= _MAX_OPEN_CALLS:
        await _sleep(0)
    future = _get_running_loop().create_future()
    number, _ = request_host("begin", request)
    _waiting[number] = future
    try:
        return await future
    finally:
        _waiting.pop(number, None)


def _wait(seconds):
    """Waits for responses: a source of the event loop."""
    if not _waiting:
        return False
    ms = _FOREVER_MS if seconds is None else seconds * 1000
    settled, _ = request_host("settled", str(ms))
    while settled is not None:
        future = _waiting.pop(settled["id"], None)
        if future is not None and not future.done():
            future.set_result(settled)
        settled, _ = request_host("settled", "0")
    return True


def forget_calls():
    """Ends the calls of an earlier run: their responses do not arrive any more."""
    while _waiting:
        _, future = _waiting.popitem()
        if not future.done() and not future.get_loop().is_closed():
            future.set_exception(HostError("the run ended before the host function did"))


def _start_of(function):
    """Returns the coroutine function of a host function, and any other function unchanged."""
    known = _starts.get(id(function))
    return function if known is None else known[1]


def install(namespace, names, max_bytes):
    """Makes `host` for a guest with functions."""
    host = ModuleType("host", "The functions that the host gives to this guest.")
    host.HostError = HostError
    for name in names:
        setattr(host, name, _new_function(name, max_bytes))
    sys.modules["host"] = namespace["host"] = host
    namespace[HELPER] = _start_of
    sources.append(_wait)
