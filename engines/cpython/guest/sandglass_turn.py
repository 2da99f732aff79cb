"""Does what the worker says, one call at a time.

The interpreter has one function for its host, which runs code.
"""

import builtins

import sandglass_guest
from sandglass_host import request_host

# As in the codec: what `turn` uses is not what a guest makes of it later.
__builtins__ = dict(vars(builtins))

_CALLS = {
    name: getattr(sandglass_guest, name)
    for name in ("configure", "set_globals", "run", "end", "prepare")
}


def turn():
    """Makes one call, and reports what it returned or raised."""
    call, _ = request_host("turn")
    try:
        value = _CALLS[call["name"]](*call["arguments"])
    except BaseException as error:
        request_host("raised", type(error).__name__)
    else:
        request_host("returned", value if type(value) is str else "")
