"""Removes Pyodide's ways from Python to JavaScript, as far as possible.

Some ways remain (see SECURITY.md): the wall that counts is the worker's lack of permissions.
"""

import sys

from _pyodide._importhook import JsLoader
from sandglass_engine import js_loaders

for _name in list(sys.modules):
    if _name in ("js", "pyodide_js", "pyodide._run_js") or _name.startswith(("js.", "pyodide_js.")):
        _loader = sys.modules.pop(_name).__loader__
        if isinstance(_loader, JsLoader):
            js_loaders.append(_loader)
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "JsFinder"]
del sys.modules["sandglass_seal"]
