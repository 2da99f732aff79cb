"""Imports packages while a snapshot is built. This is not a module of guests."""

import gc
import importlib
import json
import linecache
import sys
import warnings
from contextlib import suppress
from importlib.machinery import EXTENSION_SUFFIXES


def _names(libraries):
    """The names of compiled modules, by their paths."""
    for path in libraries:
        for suffix in EXTENSION_SUFFIXES:
            if path.endswith(suffix):
                yield path.removesuffix(suffix).replace("/", ".")
                break


def _import_whole(name):
    """Imports a module, and what it imports only when it is looked for."""
    module = importlib.import_module(name)
    for exported in tuple(getattr(module, "__all__", ())):
        with suppress(Exception):
            getattr(module, exported)


def import_packages(settings):
    """Imports modules, and compiled ones, which cannot be linked later. Returns the name of the
    first one of those that were asked for that failed: a guest that imports it gets the error.
    """
    settings = json.loads(settings)
    path = settings["path"]
    failed = ""
    sys.path.append(path)
    with warnings.catch_warnings():
        # A guest gets them, as it imports the modules again.
        warnings.simplefilter("ignore")
        for name in settings["imports"]:
            try:
                _import_whole(name)
            except BaseException:
                failed = failed or name
        for name in _names(settings["libraries"]):
            with suppress(BaseException):
                importlib.import_module(name)
    sys.path.remove(path)
    for known in list(sys.path_importer_cache):
        if known.startswith(path):
            del sys.path_importer_cache[known]
    linecache.clearcache()
    gc.collect()
    return failed
