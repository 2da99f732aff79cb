"""What the modules for all Python engines need to know of Pyodide."""

from _pyodide._importhook import jsfinder
from pyodide import _package_loader
from pyodide.webloop import _orig_sleep

# The engine's own function, which the modules of ours replace.
native_sleep = _orig_sleep
# How the paths of code of the engine's own begin in the standard library's archive.
PACKAGES = ("pyodide/", "_pyodide/", "asyncio/", "pyodide.asm")
# Loaders of the modules that the seal removed from `sys.modules`.
js_loaders = []


def forget_host():
    """Forgets the objects of JavaScript. Pyodide needs them while it makes and loads a snapshot."""
    jsfinder.jsproxies.clear()
    _package_loader.loadedPackages = None
    for loader in js_loaders:
        # Its module is in no table any more, but the garbage collector finds it.
        loader.jsproxy = None
    js_loaders.clear()
