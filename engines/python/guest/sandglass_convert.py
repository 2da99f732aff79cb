"""What values cross as that the host has no type for: a date as text, a dataclass as a map.

``convert`` returns a plainer value, which the codec encodes in its place. A class is recognized by
its real bases, not by `__class__` or `isinstance`. Classes whose modules a guest may import later
are recognized by their names: a class that only has such a name is read with methods of the guest,
as `repr` is. This can only falsify the guest's own value, because the caller expects any error.
"""

import builtins
from array import array
from collections import ChainMap, OrderedDict, UserDict, UserList, UserString, deque
from datetime import date, time, timedelta, tzinfo
from enum import Enum
from types import MappingProxyType, SimpleNamespace

# As in the codec: with a copy, a guest's `builtins.str = None` does not affect the functions below.
__builtins__ = dict(vars(builtins))

# A repr that stands for a part of a value has at most this length.
MAX_REPR_CHARS = 10_000

_bases_of = type.__dict__["__mro__"].__get__
_names_of = type.__dict__["__dict__"].__get__
_module_of = type.__dict__["__module__"].__get__
_qualname_of = type.__dict__["__qualname__"].__get__
_name_of = type.__dict__["__name__"].__get__
_read = object.__getattribute__


class NoCounterpart(Exception):
    """The value, or part of it, cannot be encoded or decoded."""


class TooDeep(NoCounterpart):
    """The value nests so deeply that even its repr must not be computed."""


class TooLarge(Exception):
    """The encoded value would exceed its limit."""


def convert(item, room):
    """Returns a plainer value for one that the codec does not know.

    Raises NoCounterpart if no plainer value exists, and TooLarge if it has more than `room` items.
    """
    for base in _bases_of(type(item)):
        names = _names_of(base)
        if "__dataclass_fields__" in names:
            return _fields(item, names["__dataclass_fields__"])
        converter = _CONVERTERS.get(id(base)) or _named_converter(base)
        if converter is not None:
            return converter(item, base, room)
    raise NoCounterpart("the value has a type that is not known to the host")


def key_text(key):
    """Returns the text of a map's key, as `json.dumps` has it. A tuple becomes its repr.

    Raises NoCounterpart for what has no plain form.
    """
    kind = type(key)
    if issubclass(kind, str):
        return str.__str__(key)
    if key is None:
        return "null"
    if kind is bool:
        return "true" if key else "false"
    if issubclass(kind, int):
        return int.__repr__(key)
    if issubclass(kind, float):
        text = float.__repr__(key)
        return _FLOAT_KEYS.get(text, text)
    if issubclass(kind, (tuple, frozenset, bytes)):
        return repr_text(key)
    plain = convert(key, MAX_REPR_CHARS)
    return key_text(plain) if type(plain) in (str, int, float, bool) else repr_text(key)


def repr_text(item, max_chars=MAX_REPR_CHARS, text_of=repr):
    """Returns the repr of a part of a value, or what went wrong with it. It may call any code of
    the guest.
    """
    try:
        text = str.__str__(text_of(item))
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:
        return f"<{_name_of(type(item))} object whose repr raised {_name_of(type(error))}>"
    return text if len(text) <= max_chars else text[: max_chars - 1] + "…"


def stand_in(item, error):
    """Returns the text for a part of a value that cannot cross for the reason in `error`."""
    if issubclass(type(error), (TooDeep, RecursiveValue)):
        for base in _bases_of(type(item)):
            if id(base) in _ELLIPSES:
                return _ELLIPSES[id(base)]
        return "..."
    return repr_text(item)


class RecursiveValue(NoCounterpart):
    """The value contains itself."""


def _fields(item, fields):
    return {name: _read(item, name) for name in fields if _is_field(fields[name])}


def _is_field(field):
    # `ClassVar` and `InitVar` are among the fields as well.
    return _read(_read(field, "_field_type"), "name") == "_FIELD"


def is_no_time(kind):
    """Whether this is the class of pandas for a time that is missing, although a datetime."""
    return _named_converter(kind) is _as_no_time


def _as_no_time(item, base, room):
    return "NaT"


def _named_converter(base):
    module = _module_of(base)
    if type(module) is not str:
        return None
    return _NAMED.get((module, _qualname_of(base)))


def _as_text(item, base, room):
    return str.__str__(type.__getattribute__(base, "__str__")(item))


def _as_iso(item, base, room):
    return base.isoformat(item)


def _as_list(item, base, room):
    if 2 * base.__len__(item) > room:
        raise TooLarge
    return list(base.__iter__(item))


def _mapping(item, base, room):
    # A proxy of a map of the guest's own calls the guest's methods.
    return dict(item)


def _chain(item, base, room):
    merged = {}
    for one in reversed(_read(item, "maps")):
        merged.update(one)
    return merged


def _numpy_array(array, base, room):
    # Each item takes two bytes at least.
    if 2 * array.size > room:
        raise TooLarge
    # Their nanoseconds would become plain integers.
    return array.astype(str).tolist() if array.dtype.kind in "mM" else array.tolist()


_ELLIPSES = {id(list): "[...]", id(dict): "{...}", id(tuple): "(...)", id(set): "{...}"}
_FLOAT_KEYS = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}
# These classes live as long as this module, so that their ids stay theirs.
_CONVERTERS = {
    id(date): _as_iso,
    id(time): _as_iso,
    id(timedelta): lambda item, base, room: timedelta.total_seconds(item),
    id(tzinfo): lambda item, base, room: str.__str__(str(item)),
    id(complex): lambda item, base, room: complex.__repr__(item),
    id(Enum): lambda item, base, room: _read(item, "_value_"),
    id(range): _as_list,
    id(deque): _as_list,
    id(type({}.keys())): _as_list,
    id(type({}.values())): _as_list,
    id(type({}.items())): _as_list,
    id(type(OrderedDict().keys())): _as_list,
    id(type(OrderedDict().values())): _as_list,
    id(type(OrderedDict().items())): _as_list,
    id(array): _as_list,
    id(MappingProxyType): _mapping,
    id(SimpleNamespace): lambda item, base, room: _read(item, "__dict__"),
    id(ChainMap): _chain,
    id(UserDict): lambda item, base, room: _read(item, "data"),
    id(UserList): lambda item, base, room: _read(item, "data"),
    id(UserString): lambda item, base, room: _read(item, "data"),
}
# By module and name, since a guest may import them later.
_NAMED = {
    ("decimal", "Decimal"): _as_text,
    ("fractions", "Fraction"): _as_text,
    ("uuid", "UUID"): _as_text,
    ("pathlib", "PurePath"): _as_text,
    ("ipaddress", "_BaseAddress"): lambda item, base, room: str.__str__(str(item)),
    ("ipaddress", "_BaseNetwork"): lambda item, base, room: str.__str__(str(item)),
    ("numpy", "ndarray"): _numpy_array,
    ("numpy", "datetime64"): _as_text,
    ("numpy", "timedelta64"): _as_text,
    ("pandas._libs.tslibs.nattype", "NaTType"): _as_no_time,
    ("pandas.api.typing", "NaTType"): _as_no_time,
    ("numpy", "generic"): lambda item, base, room: item.item(),
}
