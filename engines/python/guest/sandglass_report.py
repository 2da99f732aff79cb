"""Reports the last value of a run: what crosses of it, and its repr."""

import builtins
import reprlib

from sandglass_convert import NoCounterpart, TooDeep, TooLarge, repr_text
from sandglass_convert import stand_in as text_in_place
from sandglass_errors import kept
from sandglass_values import encode

# As in the codec: what the functions below use is not what a guest makes of it later.
__builtins__ = dict(vars(builtins))

_shallow_repr = reprlib.Repr(
    maxlevel=6, maxlist=100, maxtuple=100, maxdict=100, maxset=100, maxother=1000
).repr
# No repr is longer than the memory.
_ALL_CHARS = 2**40


def report(value, value_bytes, want_repr):
    """Returns the outcome of a run that ends with this value.

    The repr is always there, except for None. Without `want_repr`, it is left out if the value
    crosses and only its repr is too long.
    """
    outcome = {"status": "ok"}
    if value is None:
        return outcome
    crossed, is_deep = _encode(value, value_bytes, outcome)
    if is_deep:
        kept.append(value)
        text = repr_text(value, _ALL_CHARS, _shallow_repr)
    elif crossed:
        text = repr_text(value, _ALL_CHARS)
    else:
        # As in a REPL, an error of the repr is an error of the run: there is nothing else to show.
        text = str.__str__(repr(value))
    if len(text) <= value_bytes:
        outcome["repr"] = text
    elif want_repr or not crossed:
        outcome["repr"] = text[:value_bytes]
        outcome["tooLarge"] = True
    return outcome


def _encode(value, value_bytes, outcome):
    """Encodes the value into the outcome; returns whether it crossed, and whether it is too deep
    for its repr.
    """
    is_deep = False

    def stand_in(item, error):
        nonlocal is_deep
        is_deep = is_deep or type(error) is TooDeep
        return text_in_place(item, error)

    try:
        outcome["value"] = encode(value, value_bytes, stand_in)
    except TooLarge:
        outcome["tooLarge"] = True
    except NoCounterpart as error:
        is_deep = is_deep or type(error) is TooDeep
    return "value" in outcome, is_deep
