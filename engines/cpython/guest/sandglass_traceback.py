"""Takes a piece of advice out of tracebacks that no user of this engine can follow.

This interpreter never initializes `site`, and to each error about a missing module CPython adds
that its user should.
"""

import builtins
from traceback import TracebackException

# As in the codec: what the function below uses is not what a guest makes of it later.
__builtins__ = dict(vars(builtins))

_ADVICE = ". Site initialization is disabled"
_initialize = TracebackException.__init__


def _initialize_without_advice(self, exc_type, exc_value, *args, **options):
    _initialize(self, exc_type, exc_value, *args, **options)
    text = self._str
    if type(text) is str and _ADVICE in text and exc_type is ModuleNotFoundError:
        self._str = text[: text.index(_ADVICE)]


_initialize_without_advice.__name__ = "__init__"
_initialize_without_advice.__qualname__ = "TracebackException.__init__"
TracebackException.__init__ = _initialize_without_advice
