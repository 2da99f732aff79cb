"""Removes Pyodide's ways from Python to JavaScript, as far as possible.

Some ways remain (see SECURITY.md): the wall that counts is the worker's lack of permissions.
"""

import asyncio
import functools
import sys

from _pyodide._importhook import JsLoader
from pyodide.ffi import run_sync
from pyodide.webloop import WebLoop
from sandglass_guest import js_loaders

# Pyodide's own versions of these two read a setting from `pyodide_js` at every call; here the
# setting is fixed.


def _run_until_complete(self, future):
    self._install_asyncgen_hooks()
    return run_sync(future)


_plain_run = asyncio.run.__wrapped__


@functools.wraps(_plain_run)
def _run(main, *, debug=None, loop_factory=None):
    loop = asyncio.events._get_running_loop()
    if loop_factory is None and isinstance(loop, WebLoop):
        return loop.run_until_complete(main)
    return _plain_run(main, debug=debug, loop_factory=loop_factory)


WebLoop.run_until_complete = _run_until_complete
asyncio.run = _run

for _name in list(sys.modules):
    if _name in ("js", "pyodide_js", "pyodide._run_js") or _name.startswith(("js.", "pyodide_js.")):
        _loader = sys.modules.pop(_name).__loader__
        if isinstance(_loader, JsLoader):
            js_loaders.append(_loader)
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "JsFinder"]
del sys.modules["sandglass_seal"]
