"""Generic interface to databases of keys and values, in the sandbox: each is a file of SQLite."""

import os
from builtins import open as io_open
from collections.abc import MutableMapping

_FIRST_BYTES = b"SQLite format 3\0"


class _Error(Exception):
    pass


_Error.__name__ = _Error.__qualname__ = "error"
error = (_Error, OSError)


def open(file, flag="r", mode=0o666):
    """Open or create database at path given by *file*.

    The flag is 'r' to read, 'w' to read and write, 'c' to create it if it does not exist, and 'n'
    to always create a new, empty database.
    """
    if flag not in ("r", "w", "c", "n"):
        raise ValueError(f"Flag must be one of 'r', 'w', 'c', or 'n', not {flag!r}")
    path = os.fsdecode(file)
    if flag in "rw" and not os.path.exists(path):
        raise _Error(f"db file doesn't exist; use 'c' or 'n' flag to create a new db: {path!r}")
    if flag == "n" and os.path.exists(path):
        os.remove(path)
    if os.path.exists(path) and whichdb(path) == "":
        raise _Error("db type could not be determined")
    return _Database(path, flag)


def whichdb(filename):
    """Guess which db package to use to open a db file: 'dbm.sqlite3', '' or None."""
    try:
        with io_open(os.fsdecode(filename), "rb") as file:
            start = file.read(len(_FIRST_BYTES))
    except OSError:
        return None
    return "dbm.sqlite3" if start in (_FIRST_BYTES, b"") else ""


class _Database(MutableMapping):
    def __init__(self, path, flag):
        # It takes long to import.
        import sqlite3

        self._read_only = flag == "r"
        self._failure = sqlite3.Error
        self._connection = sqlite3.connect(path, isolation_level=None)
        if not self._read_only:
            self._run("CREATE TABLE IF NOT EXISTS Dict (key BLOB UNIQUE NOT NULL, value BLOB)")

    def _run(self, statement, *values):
        if self._connection is None:
            raise _Error("DBM object has already been closed")
        try:
            return self._connection.execute(statement, values)
        except self._failure as failure:
            raise _Error(str(failure)) from None

    def _change(self, statement, *values):
        if self._read_only:
            raise _Error("the database is open for reading only")
        return self._run(statement, *values)

    def __len__(self):
        return self._run("SELECT COUNT(*) FROM Dict").fetchone()[0]

    def __getitem__(self, key):
        found = self._run("SELECT value FROM Dict WHERE key = ?", _bytes(key)).fetchone()
        if found is None:
            raise KeyError(key)
        return found[0]

    def __setitem__(self, key, value):
        self._change("REPLACE INTO Dict VALUES (?, ?)", _bytes(key), _bytes(value))

    def __delitem__(self, key):
        if self._change("DELETE FROM Dict WHERE key = ?", _bytes(key)).rowcount < 1:
            raise KeyError(key)

    def __iter__(self):
        return iter([key for (key,) in self._run("SELECT key FROM Dict")])

    def keys(self):
        return list(super().keys())

    def sync(self):
        """Every change is written at once."""

    def close(self):
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def _bytes(data):
    if isinstance(data, (bytes, bytearray)):
        return bytes(data)
    if isinstance(data, str):
        return data.encode()
    raise TypeError(f"keys and values must be bytes or str, not {type(data).__name__}")
