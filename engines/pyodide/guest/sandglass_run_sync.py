"""`run_sync` of `pyodide.ffi`, on a loop of Python's own."""

from pyodide import ffi, webloop
from pyodide.ffi import JsProxy
from sandglass_loop import run_nested


def _run_sync(x):
    """Waits for an awaitable of Python's, on a loop of its own."""

    async def wait_for():
        return await x

    if isinstance(x, JsProxy):
        raise RuntimeError(
            "this sandbox has no event loop of JavaScript, and cannot wait for a promise"
        )
    return run_nested(wait_for())


_run_sync.__name__ = _run_sync.__qualname__ = "run_sync"
ffi.run_sync = webloop.run_sync = _run_sync
