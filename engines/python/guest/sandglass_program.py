"""The program of a run, as Python sees it: its name, its file and its text.

Each run has a file name of its own, and its lines stay in `linecache`. So tracebacks through
functions of an earlier run, and `inspect.getsource`, show the text that was run.
"""

import inspect
import io
import linecache
import re
import sys
from builtins import getattr, isinstance, iter, len, list, next, reversed, type, vars

_TextLines = io.StringIO
_getfile = inspect.getfile
_search = re.search
# More text than this is not kept; the oldest goes first.
_MAX_CHARS = 16 * 2**20

# The path and the lines of each program, by its name.
_programs = {}
_chars = 0
_argument = "main.py"


def begin(source, filename, path, namespace):
    """Makes a program known before it runs: its text, its arguments and `__file__`."""
    lines = _TextLines(source, newline=None).readlines()
    _keep(filename, path, lines, len(source))
    for name in (filename, path):
        if name:
            linecache.cache[name] = (len(source), None, lines, name)
    if path:
        namespace["__file__"] = path
    else:
        namespace.pop("__file__", None)
    _name_argument("" if filename[:1] == "<" else filename)


def _keep(filename, path, lines, chars):
    global _chars
    earlier = _programs.pop(filename, None)
    if earlier is not None:
        _chars -= earlier[2]
    _programs[filename] = (path, lines, chars)
    _chars += chars
    while _chars > _MAX_CHARS and len(_programs) > 1:
        oldest = next(iter(_programs))
        _chars -= _programs.pop(oldest)[2]
        linecache.cache.pop(oldest, None)


def forget():
    """Forgets all programs."""
    global _chars
    _programs.clear()
    _chars = 0
    linecache.clearcache()


def _name_argument(name):
    """Sets `sys.argv[0]`, unless the guest replaced it."""
    global _argument
    argv = sys.argv
    if type(argv) is list and argv and argv[0] == _argument:
        argv[0] = _argument = name


def _find_file(thing):
    """`inspect.getfile`, which also knows the run that a class of the main program is from."""
    if isinstance(thing, type) and thing.__module__ == "__main__":
        name = _program_of(thing)
        if name is not None:
            return _programs[name][0] or name
    found = _getfile(thing)
    known = _programs.get(found)
    return known[0] if known is not None and known[0] else found


def _program_of(cls):
    members = vars(cls)
    for member in list(members.values()):
        member = getattr(member, "__func__", None) or getattr(member, "fget", None) or member
        code = getattr(member, "__code__", None)
        if code is None or not code.co_qualname.startswith(cls.__qualname__ + "."):
            continue
        if code.co_filename in _programs:
            return code.co_filename
    line = members.get("__firstlineno__")
    if type(line) is not int:
        return None
    for name in reversed(list(_programs)):
        if _defines(_programs[name][1], line, cls.__name__):
            return name
    return None


def _defines(lines, line, name):
    """Whether the definition of a class begins at a line, perhaps with its decorators."""
    text = "".join(lines[line - 1 : line + 49])
    definition = _search(r"^[ \t]*class[ \t]+(\w+)", text, re.MULTILINE)
    return definition is not None and definition[1] == name


_find_file.__name__ = _find_file.__qualname__ = "getfile"
_find_file.__module__ = "inspect"
_find_file.__doc__ = _getfile.__doc__
inspect.getfile = _find_file
