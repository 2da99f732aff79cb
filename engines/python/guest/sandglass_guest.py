"""Drives Python code inside the interpreter: compiles it, runs it, reports its result.

This module is imported while the snapshot is built. Guest code may later replace any builtin and
any module attribute, so everything that is used after that is bound here. A guest that finds and
changes these bindings spoils only its own run: the host trusts none of it.
"""

import ast
import builtins
import io
import json
import linecache
import os
import random
import sys
import time
import types
from builtins import BaseException, KeyboardInterrupt, SyntaxError, compile, eval, isinstance
from inspect import CO_COROUTINE

import sandglass_engine
import sandglass_http
import sandglass_local_time  # noqa: F401
from sandglass_awaits import HELPER, start_awaited_calls
from sandglass_decode import decode
from sandglass_display import show_figures, show_value
from sandglass_end import end as end_program
from sandglass_end import flush
from sandglass_end import rehearse as rehearse_program_end
from sandglass_engine import forget_host, seed_packages
from sandglass_errors import explain, leaves_room
from sandglass_functions import forget_calls
from sandglass_functions import install as install_functions
from sandglass_loop import allow_tasks, cancel_tasks, give_turns, run_session
from sandglass_program import begin as begin_program
from sandglass_program import forget as forget_programs
from sandglass_report import report

_dumps = json.JSONEncoder(ensure_ascii=True).encode
_ALLOW_AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_WORK = "/work"
_path_importers = sys.path_importer_cache
_update = dict.update
_FileIO, _BufferedReader, _TextIOWrapper = io.FileIO, io.BufferedReader, io.TextIOWrapper

_running = _stopped = False

namespace = {"__name__": "__main__", "__builtins__": builtins, "__doc__": None}
_main = None


def configure(settings):
    """Prepares a fresh interpreter for its guest: environment, arguments, entropy, streams."""
    global namespace, _main
    settings = json.loads(settings)
    forget_host()
    os.environ.clear()
    os.environ.update({"HOME": "/work", "LANG": "C.UTF-8", **settings["env"]})
    if "TZ" in settings["env"]:
        time.tzset()
    sys.argv[:] = ["main.py", *settings["args"]]
    random.seed(settings["seed"])
    seed_packages(settings["seed"])
    os.makedirs(_WORK, exist_ok=True)
    os.chdir(_WORK)
    sys.path.insert(0, _WORK)
    if "packages" in settings:
        _add_packages(settings["packages"])
    sys.dont_write_bytecode = True
    # The name in messages of `python -m`; there is no such file.
    sys.executable = "python"
    sandglass_http.configure(settings["grants"]["network"])
    # Not part of the snapshot, of which the garbage collector finds nothing.
    sys.modules["__main__"] = _main = types.ModuleType("__main__")
    namespace = _main.__dict__
    namespace["__builtins__"] = builtins
    if settings["grants"]["functions"]:
        install_functions(namespace, settings["grants"]["functions"], settings["callBytes"])


def _add_packages(path):
    """Has imports find the packages below a path, after everything else."""
    if path not in sys.path:
        sys.path.append(path)
    # The directory may have been looked for before it was there.
    _path_importers.pop(path, None)


def set_globals(encoded):
    """Sets the host's globals, which are encoded as one map."""
    _update(namespace, decode(encoded))


def rehearse():
    """Runs code that imports lazily, so that these imports are part of the snapshot."""
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
    # No import here may happen again later: names that are hashed before the secret is set are lost
    # afterwards.
    random.seed("rehearsal")


def prepare():
    """Runs slow first-time code before a guest waits for it, without any settings."""
    json.loads('{"env": {}, "args": [], "seed": ""}')
    random.seed("")
    os.makedirs(_WORK, exist_ok=True)
    os.chdir(_WORK)


def rehearse_end():
    """Ends a program that is nothing, before there is a guest."""
    rehearse_program_end(types.ModuleType("__main__"))
    forget_programs()


_STREAM_NAMES = ("<stdin>", "<stdout>", "<stderr>")


def _file(fd, mode):
    """The file of a standard stream, with the name that CPython gives it."""
    if fd == 0 and sandglass_engine.input_type is not None:
        return sandglass_engine.input_type()
    file = _FileIO(fd, mode, closefd=False)
    file.name = _STREAM_NAMES[fd]
    return file


def _streams():
    """Makes fresh streams for every run, unbuffered as with `python -u`. It calls no guest code."""
    sys.stdin = sys.__stdin__ = _TextIOWrapper(
        _BufferedReader(_file(0, "r")), encoding="utf-8", errors="replace"
    )
    sys.stdout = sys.__stdout__ = _writer(1)
    sys.stderr = sys.__stderr__ = _writer(2)


def _writer(fd):
    return _TextIOWrapper(
        _file(fd, "w"),
        encoding="utf-8",
        errors="backslashreplace",
        newline="\n",
        write_through=True,
    )


def _compile(source, filename):
    """Compiles to a body and, where the last statement is an expression, an expression."""
    at = source.find("\0")
    if at >= 0:
        # compile() refuses it as well, but does not report the place.
        line, column = source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at)
        raise SyntaxError("source code cannot contain null bytes", (filename, line, column, None))
    tree = compile(source, filename, "exec", ast.PyCF_ONLY_AST | _ALLOW_AWAIT, dont_inherit=True)
    if HELPER in namespace:
        start_awaited_calls(tree)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)
        last = compile(last, filename, "eval", _ALLOW_AWAIT, dont_inherit=True)
    return compile(tree, filename, "exec", _ALLOW_AWAIT, dont_inherit=True), last


def run(source, filename, path, value_bytes, want_repr, echo, last=False, given=None):
    """Runs code and reports its outcome as JSON.

    The encoded globals in `given` are set first. After the `last` run, the program ends.
    """
    global _running, _stopped
    _running = True
    allow_tasks(not last)
    _streams()
    # A file that the host wrote after the last import may have the same time stamp.
    _path_importers.pop(_WORK, None)
    begin_program(source, filename, path, namespace)
    try:
        if _stopped:
            raise KeyboardInterrupt
        forget_calls()
        if given is not None:
            set_globals(given)
        codes = [code for code in _compile(source, filename) if code is not None]
        if any(code.co_flags & CO_COROUTINE for code in codes):
            value = run_session(_evaluate(codes))
        else:
            value = None
            for code in codes:
                value = eval(code, namespace)
        outcome = _conclude(value, value_bytes, want_repr, echo)
        value = None
        give_turns()
    except BaseException as error:
        outcome = explain(error, filename)
    if outcome["status"] != "ok" and not leaves_room():
        outcome["full"] = True
    if last or _is_interrupt(outcome):
        _quietly(cancel_tasks)
    flush()
    _running = _stopped = False
    return _dumps(outcome)


async def _evaluate(codes):
    """Runs code of which a part awaits."""
    value = None
    for code in codes:
        value = eval(code, namespace)
        if code.co_flags & CO_COROUTINE:
            value = await value
    return value


def _is_interrupt(outcome):
    return outcome.get("error", {}).get("name") == "KeyboardInterrupt"


def _quietly(function):
    try:
        function()
    except BaseException:
        pass


def end():
    """Ends the program after its last run."""
    global namespace, _main
    main = [_main]
    _main = namespace = None
    end_program(main)


def _conclude(value, value_bytes, want_repr, echo):
    if echo != "none":
        show_value(value)
    show_figures()
    outcome = report(value, value_bytes, want_repr)
    if echo == "prompt" and value is not None:
        builtins._ = value
    return outcome


def stop():
    """Stops the run that is about to begin."""
    global _stopped
    _stopped = not _running
