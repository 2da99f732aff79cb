"""Tries to get out, and tells how far it got: sandglass run examples/hostile.py

Nothing here has any effect on the machine, which is the point.
"""

import os
import socket
import subprocess
import urllib.request


def attempt(what, action):
    try:
        print(f"{what:<26}got {action()!r}")
    except BaseException as error:
        print(f"{what:<26}{type(error).__name__}: {str(error)[:60]}")


attempt("read /etc/shadow", lambda: open("/etc/shadow").read(20))
attempt("list the home directory", lambda: os.listdir(os.path.expanduser("~")))
attempt("see the host's variables", lambda: os.environ.get("PATH"))
attempt("start a program", lambda: subprocess.run(["id"], capture_output=True))
attempt("open a connection", lambda: socket.create_connection(("1.1.1.1", 80), 2))
attempt("fetch a page", lambda: urllib.request.urlopen("http://example.com").status)
attempt("reach JavaScript", lambda: __import__("js").fetch)
attempt("stop the host", lambda: os.kill(os.getppid(), 9))
