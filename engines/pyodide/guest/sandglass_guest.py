"""What drives Python code inside the interpreter: compiles, runs, reports.

This module is imported while the snapshot is built. Guest code may replace any builtin and any
module attribute later, so whatever is used after that is bound here. A guest that finds and changes
what is here spoils only its own run: the host believes none of it.
"""

import ast
import asyncio
import builtins
import io
import json
import linecache
import os
import random
import reprlib
import sys
import types
from asyncio import all_tasks
from builtins import BaseException, KeyboardInterrupt, compile, eval, isinstance, repr
from inspect import CO_COROUTINE

import sandglass_http
from _pyodide._importhook import jsfinder
from pyodide import _package_loader
from sandglass_display import show_figures, show_value
from sandglass_errors import explain, kept
from sandglass_functions import install as install_functions
from sandglass_values import NoCounterpart, TooDeep, TooLarge, encode

_shallow_repr = reprlib.Repr(
    maxlevel=6, maxlist=100, maxtuple=100, maxdict=100, maxset=100, maxother=1000
).repr
_dumps = json.JSONEncoder(ensure_ascii=True).encode
_ALLOW_AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_WORK = "/work"
_path_importers = sys.path_importer_cache
_FileIO, _BufferedReader, _TextIOWrapper = io.FileIO, io.BufferedReader, io.TextIOWrapper

# Of the modules that the seal took out of `sys.modules`.
js_loaders = []
_running = _stopped = False
_loop = asyncio.get_event_loop_policy().get_event_loop()
_set_running_loop = asyncio._set_running_loop

namespace = {"__name__": "__main__", "__builtins__": builtins, "__doc__": None}
_main = types.ModuleType("__main__")


def configure(settings):
    """Prepares a fresh interpreter for its guest: environment, arguments, entropy, streams."""
    global namespace
    settings = json.loads(settings)
    # Not before: Pyodide looks for these while it makes and loads a snapshot.
    jsfinder.jsproxies.clear()
    _package_loader.loadedPackages = None
    for loader in js_loaders:
        # Its module is in no table any more, but the garbage collector knows it.
        loader.jsproxy = None
    js_loaders.clear()
    os.environ.clear()
    os.environ.update({"HOME": "/work", "LANG": "C.UTF-8", **settings["env"]})
    sys.argv[:] = ["main.py", *settings["args"]]
    random.seed(settings["seed"])
    os.makedirs(_WORK, exist_ok=True)
    os.chdir(_WORK)
    sys.path.insert(0, _WORK)
    sys.dont_write_bytecode = True
    sandglass_http.configure(settings["grants"]["network"])
    sys.modules["__main__"] = _main
    namespace = _main.__dict__
    namespace["__builtins__"] = builtins
    if settings["grants"]["functions"]:
        install_functions(namespace, settings["grants"]["functions"], settings["callBytes"])


def rehearse():
    """Walks the paths that import lazily, so that what they import is part of the snapshot."""
    for source in (
        "1 +",
        "def f(): return missing\nf()",
        "{}[1]",
        "import nonsense_",
        "'x'.missin",
        "raise KeyboardInterrupt",
    ):
        linecache.cache["main.py"] = (len(source), None, source.splitlines(True), "main.py")
        try:
            for code in _compile(source, "main.py"):
                eval(code or "None", {})
        except BaseException as error:
            explain(error, "main.py")
    linecache.clearcache()
    # What this imports must not be imported later: names that were hashed before there is a secret
    # are lost after.
    random.seed("rehearsal")


def prepare():
    """Does before anybody waits what takes long the first time, and no settings."""
    json.loads('{"env": {}, "args": [], "seed": ""}')
    random.seed("")
    os.makedirs(_WORK, exist_ok=True)
    os.chdir(_WORK)


def _streams():
    """Fresh streams for every run, that write at once, as `python -u` has them.

    Nothing of the guest's is asked.
    """
    sys.stdin = sys.__stdin__ = _TextIOWrapper(
        _BufferedReader(_FileIO(0, "r", closefd=False)), encoding="utf-8", errors="replace"
    )
    sys.stdout = sys.__stdout__ = _writer(1)
    sys.stderr = sys.__stderr__ = _writer(2)


def _writer(fd):
    return _TextIOWrapper(
        _FileIO(fd, "w", closefd=False),
        encoding="utf-8",
        errors="backslashreplace",
        newline="\n",
        write_through=True,
    )


def _compile(source, filename):
    """Compiles to a body and, where the last statement is an expression, an expression."""
    tree = compile(source, filename, "exec", ast.PyCF_ONLY_AST | _ALLOW_AWAIT, dont_inherit=True)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)
        last = compile(last, filename, "eval", _ALLOW_AWAIT, dont_inherit=True)
    return compile(tree, filename, "exec", _ALLOW_AWAIT, dont_inherit=True), last


def run(source, filename, value_bytes, want_repr):
    """Runs code to its end and reports on it as JSON, or returns an awaitable of that where the
    code awaits.
    """
    global _running
    _running = True
    _set_running_loop(_loop)
    _streams()
    # What the host wrote since the last import may be as old as what was there, to the clock.
    _path_importers.pop(_WORK, None)
    linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
    try:
        if _stopped:
            raise KeyboardInterrupt
        codes = [code for code in _compile(source, filename) if code is not None]
        if any(code.co_flags & CO_COROUTINE for code in codes):
            return _run_awaiting(codes, filename, value_bytes, want_repr)
        value = None
        for code in codes:
            value = eval(code, namespace)
        outcome = _conclude(value, value_bytes, want_repr)
    except BaseException as error:
        outcome = explain(error, filename)
    return _finish(outcome)


async def _run_awaiting(codes, filename, value_bytes, want_repr):
    try:
        value = None
        for code in codes:
            value = eval(code, namespace)
            if code.co_flags & CO_COROUTINE:
                value = await value
        outcome = _conclude(value, value_bytes, want_repr)
    except BaseException as error:
        outcome = explain(error, filename)
    return _finish(outcome)


def _finish(outcome):
    global _running, _stopped
    _running = _stopped = False
    _cancel_tasks()
    return _dumps(outcome)


def _conclude(value, value_bytes, want_repr):
    show_value(value)
    show_figures()
    return _report(value, value_bytes, want_repr)


def _report(value, value_bytes, want_repr):
    outcome = {"status": "ok"}
    if value is None:
        return outcome
    text_of = repr
    try:
        outcome["value"] = encode(value, value_bytes)
    except TooDeep:
        text_of = _shallow_repr
        kept.append(value)
    except TooLarge:
        outcome["tooLarge"] = True
    except NoCounterpart:
        pass
    if want_repr or "value" not in outcome:
        text = text_of(value)
        outcome["repr"] = text[:value_bytes]
        if len(text) > value_bytes:
            outcome["tooLarge"] = True
    return outcome


def stop():
    """Ends whatever is waited for on the event loop, or the run that is about to begin."""
    global _stopped
    _stopped = not _running
    for task in all_tasks(_loop):
        task.cancel()


def _cancel_tasks():
    """What a run leaves running must not run on in the next one; a cancellation of the run itself
    ends with it.
    """
    try:
        current = asyncio.current_task(_loop)
        while current is not None and current.cancelling():
            current.uncancel()
        for task in all_tasks(_loop):
            if task is not current:
                task.cancel()
    except BaseException:
        pass
