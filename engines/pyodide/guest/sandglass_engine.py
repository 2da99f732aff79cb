"""What the modules for all Python engines need to know of Pyodide."""

import io

from _pyodide._importhook import jsfinder
from pyodide import _package_loader
from pyodide.webloop import _orig_sleep

_FileIO = io.FileIO

# The engine's own function, which the modules of ours replace.
native_sleep = _orig_sleep
# How the paths of code of the engine's own begin in the standard library's archive.
PACKAGES = ("pyodide/", "_pyodide/", "asyncio/", "pyodide.asm")
# Loaders of the modules that the seal removed from `sys.modules`.
js_loaders = []

# The type of the file of standard input, if it is not that of its descriptor.
input_type = None


def call_host(request):
    """Sends a request through a device, so that the guest needs no JavaScript object. Its answer
    begins with the lengths of its two parts.
    """
    with _FileIO("/dev/host", "r+") as device:
        device.write(request)
        head = device.read(8)
        lengths = int.from_bytes(head[:4], "little"), int.from_bytes(head[4:], "little")
        return head + device.read(sum(lengths))


def forget_host():
    """Forgets the objects of JavaScript. Pyodide needs them while it makes and loads a snapshot."""
    jsfinder.jsproxies.clear()
    _package_loader.loadedPackages = None
    for loader in js_loaders:
        # Its module is in no table any more, but the garbage collector finds it.
        loader.jsproxy = None
    js_loaders.clear()


def seed_packages(seed):
    """There is nothing to seed: no package is part of the snapshot."""
