"""Explains errors of Python code as the host reports them: name, message, traceback, place.

An error is the guest's own object: each of its attributes may have any value, or raise. Everything
that is used is bound here, before any guest code.
"""

import sys
import traceback
from builtins import (
    BaseException,
    Exception,
    MemoryError,
    SyntaxError,
    SystemExit,
    bytearray,
    isinstance,
    issubclass,
    print,
    range,
    str,
    type,
)
from gc import collect

from sandglass_display import show_figures
from sandglass_engine import PACKAGES as _ENGINE_PACKAGES

# The guest may define `type.__name__` as a property.
_name_of = type.__dict__["__name__"].__get__
_own_hook = sys.excepthook
# Values that nest too deeply to be freed within the engine's stack. They are never freed; the
# memory limit bounds them.
kept = []
_LONGEST_CHAIN = 100
_RESERVE_BYTES = 2**20
_reserve = [bytearray(_RESERVE_BYTES)]
_OWN = "<sandglass:"


def _is(error, kinds):
    """Checks the real class: `isinstance` would read `__class__` of the error, which may return
    anything or raise.
    """
    return issubclass(type(error), kinds)


def explain(error, filename):
    try:
        if _is(error, MemoryError):
            return _explain_memory(error, filename)
        if _is(error, (Exception, SystemExit)):
            _show_left()
        explained = _explain_error(error, filename)
        if not _is(error, SystemExit) and _report_by_hook(error):
            explained["error"]["reported"] = True
        return explained
    except SystemExit as exit:
        return _explain_exit(exit)
    except BaseException:
        # The error itself raised when it was read.
        name = _name_of(type(error))
        return {"status": "error", "error": {"name": name, "message": "", "traceback": name}}


def _report_by_hook(error):
    """Reports an error by the guest's `sys.excepthook`, if it has one."""
    hook = sys.excepthook
    if hook is _own_hook:
        return False
    try:
        hook(type(error), error, _guest_traceback(error))
    except SystemExit:
        raise
    except BaseException as failure:
        print("Error in sys.excepthook:", _format(failure), sep="\n", file=sys.stderr)
        print("\nOriginal exception was:", file=sys.stderr)
        return False
    return True


def _guest_traceback(error):
    """The error's traceback from its first frame of the guest."""
    first = error.__traceback__
    while first is not None and _is_own(first.tb_frame.f_code.co_filename):
        first = first.tb_next
    return first


def _show_left():
    """Displays the figures from before the code failed, if that works."""
    try:
        show_figures()
    except BaseException:
        pass


def _explain_memory(error, filename):
    """Explains an error with a memory reserve, since the error's frames may hold all available
    memory.
    """
    _reserve.clear()
    try:
        explained = _explain_error(error, filename)
        traceback.clear_frames(error.__traceback__)
    except BaseException:
        error.__traceback__ = None
        explained = {
            "status": "memory",
            "error": {"name": "MemoryError", "message": "", "traceback": "MemoryError"},
        }
    error.__traceback__ = None
    try:
        _reserve.append(bytearray(_RESERVE_BYTES))
    except MemoryError:
        pass
    return explained


def leaves_room():
    """Whether another run would have room. What a run kept may fill the memory for good."""
    for _ in range(2):
        try:
            bytearray(_RESERVE_BYTES)
            return True
        except MemoryError:
            collect()
    return False


def _explain_error(error, filename):
    if _is(error, SystemExit):
        return _explain_exit(error)
    details = {"name": _name_of(type(error)), "message": _text(error)}
    try:
        frames = _guest_frames(error.__traceback__)
        if _chain_is_long(error):
            kept.append(error)
            lines = ["Traceback (most recent call last):\n", *frames.format()]
            details["traceback"] = f"{''.join(lines)}{details['name']}: {details['message']}"
        else:
            details["traceback"] = _format(error)
        _locate(details, error, frames, filename)
    except BaseException:
        details["traceback"] = f"{details['name']}: {details['message']}"
    return {"status": "memory" if _is(error, MemoryError) else "error", "error": details}


def _explain_exit(error):
    code = error.code
    if code is None or (type(code) is int and code == 0):
        return {"status": "ok"}
    status = code if type(code) is int else int(code) if isinstance(code, bool) else 1
    if status == 0:
        return {"status": "ok"}
    message = str(code) if type(code) is int else _text(code)
    details = {"name": "SystemExit", "message": message, "traceback": f"SystemExit: {message}"}
    if -(2**31) <= status < 2**31:
        details["exitCode"] = status
    return {"status": "error", "error": details}


def _text(value):
    try:
        text = str(value)
        return text[:100_000] if type(text) is str else ""
    except BaseException:
        return f"<unprintable {_name_of(type(value))} object>"


def _is_own(filename):
    return filename.startswith(_OWN) or any(part in filename for part in _ENGINE_PACKAGES)


def _guest_frames(tb):
    """The traceback without the engine's frames, as a summary."""
    summary = traceback.StackSummary.extract(
        (
            (frame, line)
            for frame, line in traceback.walk_tb(tb)
            if not _is_own(frame.f_code.co_filename)
        ),
        limit=-50,
        lookup_lines=True,
    )
    return summary


def _format(error):
    whole = traceback.TracebackException(
        type(error), error, error.__traceback__, limit=-50, compact=True
    )
    for one in _chain(whole):
        one.stack = traceback.StackSummary.from_list(
            [f for f in one.stack if not _is_own(f.filename)]
        )
    return "".join(whole.format()).rstrip("\n")[:200_000]


def _chain_is_long(error):
    length = 0
    while error is not None and length <= _LONGEST_CHAIN:
        error = error.__cause__ or error.__context__
        length += 1
    return length > _LONGEST_CHAIN


def _chain(formatted):
    seen = set()
    waiting = [formatted]
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [one.__cause__, one.__context__, *(one.exceptions or ())]


def _locate(details, error, frames, filename):
    if _is(error, SyntaxError) and error.filename == filename:
        line, column = error.lineno, error.offset
        if type(column) is int:
            details["column"] = column
    else:
        line = next(
            (frame.lineno for frame in reversed(frames) if frame.filename == filename), None
        )
    if type(line) is int:
        details["line"] = line
