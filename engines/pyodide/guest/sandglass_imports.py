"""Imports packages while a snapshot is built. This is not a module of guests."""

import gc
import importlib
import json
import linecache
import sys
from importlib.machinery import EXTENSION_SUFFIXES


def _names(libraries):
    """The names of compiled modules, by their paths."""
    for path in libraries:
        for suffix in EXTENSION_SUFFIXES:
            if path.endswith(suffix):
                yield path.removesuffix(suffix).replace("/", ".")
                break


def import_packages(settings):
    """Imports modules, and compiled ones, which cannot be linked later. Returns the name of the
    first one of those that were asked for that failed: a guest that imports it gets the error.
    """
    settings = json.loads(settings)
    path = settings["path"]
    failed = ""
    sys.path.append(path)
    for name in (*settings["imports"], *_names(settings["libraries"])):
        try:
            importlib.import_module(name)
        except BaseException:
            if name in settings["imports"]:
                failed = failed or name
    sys.path.remove(path)
    for known in list(sys.path_importer_cache):
        if known.startswith(path):
            del sys.path_importer_cache[known]
    linecache.clearcache()
    gc.collect()
    return failed


import_packages
