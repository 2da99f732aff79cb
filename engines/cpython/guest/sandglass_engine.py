"""What the modules for all Python engines need to know of CPython on WASI."""

import signal
import sys
import time

import _host

# Else a traceback of a missing module asks whether its directory was forgotten.
sys.flags = sys.flags.__replace__(no_site=0)
_call = _host.call
_raise_signal, _SIGINT = signal.raise_signal, signal.SIGINT
# The engine's own function, which the modules of ours replace.
native_sleep = time.sleep
# What the paths of code have that is the engine's own.
PACKAGES = ("asyncio/",)
# Functions that seed the generators of packages in the snapshot, with a list of numbers.
package_seeds = []

# The type of the file of standard input, if it is not that of its descriptor.
input_type = None


def call_host(request):
    """Sends a request through the interpreter's own import. An empty answer stands for an
    interrupt, whose handler runs before the request is sent again.
    """
    while not (answer := _call(request)):
        _raise_signal(_SIGINT)
    return answer


def seed_packages(seed):
    """Seeds what packages of the snapshot drew when they were imported. The seed is four numbers
    with colons in between.
    """
    for seed_package in package_seeds:
        seed_package([int(word) for word in seed.split(":")])


def forget_host():
    """There is nothing to forget: no object of the host's is in this interpreter."""
