"""The end of a program, as CPython does it: exit functions, flushing, finalizers.

Modules of the engine stay as they are. Only what is the guest's goes: its modules, its hooks, and
with them its objects, unfinished generators and open files.
"""

import atexit
import builtins
import gc
import io
import sys
import threading
from builtins import (
    BaseException,
    MemoryError,
    dict,
    getattr,
    isinstance,
    issubclass,
    list,
    setattr,
    str,
    type,
)
from weakref import ref

_collect, _get_objects, _get_referrers = gc.collect, gc.get_objects, gc.get_referrers
_IOBase = io.IOBase
_run_exit_functions = atexit._run_exitfuncs
_WORK = "/work/"
# As CPython does before it clears modules.
_HOOKS = ("excepthook", "displayhook", "breakpointhook")
_ENDING = "__sandglass_end__"


class _Ending:
    """An object whose end shows that the names of the main program are gone."""

    __slots__ = ("__weakref__",)


def flush():
    """Flushes streams that the guest put in place of ours."""
    for name in ("stdout", "stderr"):
        try:
            getattr(sys, name).flush()
        except BaseException:
            pass


def end(main):
    """Ends the program in the list `main`, which is cleared, so that nothing here holds it."""
    _quietly(threading._shutdown)
    _quietly(_run_exit_functions)
    flush()
    sys.settrace(None)
    sys.setprofile(None)
    for name in _HOOKS:
        setattr(sys, name, getattr(sys, f"__{name}__"))
    for name in ("last_exc", "last_type", "last_value", "last_traceback", "ps1", "ps2"):
        sys.__dict__.pop(name, None)
    # The last value of a prompt.
    builtins.__dict__.pop("_", None)
    _clear(main)
    flush()


def rehearse(main):
    """Clears a module without a program, so that the first time is over."""
    modules = sys.modules.copy()
    _clear([main])
    flush()
    sys.modules.update(modules)


def _clear(main):
    _forget_modules()
    _flush_files()
    ending = _Ending()
    left = ref(ending)
    main[0].__dict__[_ENDING] = ending
    del ending
    main.clear()
    _collect()
    if left() is not None:
        # It may be the guest's, and then it holds the names of the main program.
        sys.unraisablehook = sys.__unraisablehook__
        _collect()
    if left() is not None:
        _clear_names(left())
        _collect()


def _flush_files():
    """Flushes open files, since the garbage collector may close what lies below a buffer first."""
    try:
        files = [one for one in _get_objects() if issubclass(type(one), _IOBase)]
    except MemoryError:
        return
    for file in files:
        try:
            file.flush()
        except BaseException:
            pass


def _quietly(function):
    try:
        function()
    except BaseException:
        pass


def _forget_modules():
    """Takes the guest's own modules out of the table of modules."""
    for name, module in list(sys.modules.items()):
        path = getattr(module, "__file__", None)
        if name == "__main__" or (isinstance(path, str) and path.startswith(_WORK)):
            del sys.modules[name]


def _clear_names(ending):
    """Clears the names of the main program if something of the engine still refers to them, such
    as a function that was registered somewhere. Private names go first.
    """
    for names in _get_referrers(ending):
        if not (isinstance(names, dict) and names.get(_ENDING) is ending):
            continue
        del names[_ENDING]
        for name in [name for name in names if name[:1] == "_" and name[:2] != "__"]:
            names[name] = None
        for name in [name for name in names if name != "__builtins__"]:
            names[name] = None
