"""Does what the worker says, one call at a time.

The interpreter has one function for its host, which runs code in the module `__main__`. Between
calls that is the interpreter's own, so that nothing of ours is in that of the guest.
"""

import builtins
import sys

import sandglass_guest
from sandglass_host import request_host

# As in the codec: what `turn` uses is not what a guest makes of it later.
__builtins__ = dict(vars(builtins))

_CALLS = {
    name: getattr(sandglass_guest, name)
    for name in ("configure", "set_globals", "run", "end", "prepare")
}
_modules = sys.modules
_own_main = _modules["__main__"]
_guest_main = []
# The interpreter's own module of this name does not know our host.
_modules["host"] = None


def turn():
    """Makes one call, and reports what it returned or raised."""
    call, _ = request_host("turn")
    if _guest_main:
        _modules["__main__"] = _guest_main.pop()
    try:
        value = _CALLS[call["name"]](*call["arguments"])
    except BaseException as error:
        service, body = "raised", type(error).__name__
    else:
        service, body = "returned", value if type(value) is str else ""
    main = _modules.get("__main__")
    if main is not _own_main and main is not None:
        _guest_main.append(main)
    _modules["__main__"] = _own_main
    request_host(service, body)
