"""Threads and processes, of which a sandbox has none.

Executors run what they are given at once, in the order in which they get it. Everything else fails
with an error that names the sandbox and says what works.
"""

import concurrent.futures
import errno
import multiprocessing
import multiprocessing.context
import multiprocessing.process
import os
import subprocess
import sys
import threading
import types
from builtins import (
    BaseException,
    KeyboardInterrupt,
    OSError,
    RuntimeError,
    bytes,
    callable,
    isinstance,
    list,
    map,
    next,
    str,
    tuple,
)
from concurrent.futures import _base
from concurrent.futures import thread as _thread_pools

_USE = "call the function directly, or use concurrent.futures or asyncio, which run it at once"
_Future = _base.Future


def _no_threads(*_, **__):
    raise RuntimeError(f"can't start new thread: this sandbox has no threads; {_USE}")


def _no_multiprocessing(*_, **__):
    raise OSError(errno.ENOTSUP, f"this sandbox has no processes for multiprocessing: {_USE}")


def no_processes(program):
    """The error of what would start a program."""
    name = str(program) if not isinstance(program, list | tuple) else " ".join(map(str, program))
    return OSError(
        errno.ENOTSUP,
        f"this sandbox has no processes, and cannot start {name[:200]!r}:"
        " use Python's own modules instead",
    )


def _run(future, function, args, options):
    """Runs a function for a future, as a worker thread would."""
    if not future.set_running_or_notify_cancel():
        return future
    try:
        result = function(*args, **options)
    except KeyboardInterrupt:
        # The host's, which stops the run.
        future.cancel()
        raise
    except BaseException as error:
        future.set_exception(error)
    else:
        future.set_result(result)
    return future


def _submit(self, fn, /, *args, **kwargs):
    if self._broken:
        raise self.BROKEN(self._broken)
    if self._shutdown:
        raise RuntimeError("cannot schedule new futures after shutdown")
    if not self._threads:
        self._threads.add(threading.current_thread())
        try:
            self._sandglass_initialize()
        except KeyboardInterrupt:
            raise
        except BaseException:
            _base.LOGGER.critical("Exception in initializer:", exc_info=True)
            self._broken = "A thread initializer failed, the thread pool is not usable anymore"
            raise self.BROKEN(self._broken) from None
    return _run(_Future(), fn, args, kwargs)


def _shutdown(self, wait=True, *, cancel_futures=False):
    self._shutdown = True


def _prepare(initializer, initargs):
    """What `ThreadPoolExecutor.prepare_context` checks."""
    if initializer is not None and not callable(initializer):
        raise TypeError("initializer must be a callable")
    return lambda: initializer and initializer(*initargs)


def _adopt(cls):
    """Has an executor run at once."""
    native_init = cls.__init__

    def __init__(
        self, max_workers=None, thread_name_prefix="", initializer=None, initargs=(), **options
    ):
        native_init(self, max_workers, thread_name_prefix, initializer, initargs, **options)
        self._sandglass_initialize = _prepare(initializer, initargs)

    __init__.__qualname__ = native_init.__qualname__
    __init__.__doc__ = native_init.__doc__
    cls.__init__ = __init__
    for name, function in (("submit", _submit), ("shutdown", _shutdown)):
        function.__name__, function.__qualname__ = name, f"{cls.__name__}.{name}"
        setattr(cls, name, function)


class BrokenProcessPool(_base.BrokenExecutor):
    """Raised when a pool of processes is not usable any more."""


class ProcessPoolExecutor(_thread_pools.ThreadPoolExecutor):
    """Runs at once what another process would run."""

    BROKEN = BrokenProcessPool

    def __init__(
        self,
        max_workers=None,
        mp_context=None,
        initializer=None,
        initargs=(),
        *,
        max_tasks_per_child=None,
    ):
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        super().__init__(max_workers, "", initializer, initargs)

    def map(self, fn, *iterables, timeout=None, chunksize=1, buffersize=None):
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        return super().map(fn, *iterables, timeout=timeout, buffersize=buffersize)

    def kill_workers(self):
        self.shutdown()

    terminate_workers = kill_workers


def _popen(self, args, *_, **__):
    # What its finalizer looks at.
    self._child_created = False
    self.returncode = None
    raise no_processes(args)


def _start_program(*args, **_):
    # Of os.spawnv(mode, path, …) and os.posix_spawn(path, …), the first text is the program.
    raise no_processes(next((one for one in args if isinstance(one, str | bytes)), "a program"))


def _refuse_programs():
    subprocess.Popen.__init__ = _popen
    # Of these, an engine may lack some.
    for name in (*vars(os), "system", "popen", "execv", "execvp", "execve", "spawnv", "spawnl"):
        if name in ("system", "popen") or name.startswith(("exec", "spawn", "posix_spawn")):
            setattr(os, name, _named(_start_program, name, "os"))
    # Not earlier: `threading` takes an engine that has these for one with locks for them.
    for name in ("fork", "forkpty"):
        setattr(os, name, _named(_no_multiprocessing, name, "os"))
    if not hasattr(os, "register_at_fork"):
        os.register_at_fork = _named(_ignore, "register_at_fork", "os")


def _ignore(**_):
    pass


def _named(function, name, module):
    """A copy of a function with the name of what it stands for."""
    copy = types.FunctionType(function.__code__, function.__globals__, name)
    copy.__module__, copy.__qualname__ = module, name
    return copy


def _refuse_threads():
    for name in ("start_new_thread", "start_joinable_thread", "start_new"):
        if hasattr(sys.modules["_thread"], name):
            setattr(sys.modules["_thread"], name, _named(_no_threads, name, "_thread"))
    threading._start_joinable_thread = _no_threads


def _refuse_multiprocessing():
    multiprocessing.process.BaseProcess.start = _no_multiprocessing
    context = multiprocessing.context
    for name in (
        *("Barrier", "BoundedSemaphore", "Condition", "Event", "JoinableQueue", "Lock"),
        *("Manager", "Pipe", "Pool", "Queue", "RLock", "Semaphore", "SimpleQueue"),
        *("Array", "RawArray", "RawValue", "Value"),
    ):
        refusing = _named(_no_multiprocessing, name, "multiprocessing")
        setattr(context.BaseContext, name, refusing)
        setattr(multiprocessing, name, refusing)
    native = types.ModuleType("_multiprocessing")
    native.__getattr__ = _lack
    sys.modules["_multiprocessing"] = native


def _lack(name):
    if name[:2] == "__":
        raise AttributeError(name)
    _no_multiprocessing()


_adopt(_thread_pools.ThreadPoolExecutor)
ProcessPoolExecutor.__module__ = "concurrent.futures.process"
BrokenProcessPool.__module__ = "concurrent.futures.process"
_processes = types.ModuleType("concurrent.futures.process")
_processes.ProcessPoolExecutor = ProcessPoolExecutor
_processes.BrokenProcessPool = BrokenProcessPool
sys.modules["concurrent.futures.process"] = concurrent.futures.process = _processes
concurrent.futures.ThreadPoolExecutor = _thread_pools.ThreadPoolExecutor
concurrent.futures.ProcessPoolExecutor = ProcessPoolExecutor
_refuse_threads()
_refuse_multiprocessing()
_refuse_programs()
