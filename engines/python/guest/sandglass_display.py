"""Displays of a Python guest: `display`, values with rich forms, figures of matplotlib."""

import binascii
import builtins
import io
import json
import re
import sys
from builtins import (
    BaseException,
    Exception,
    KeyboardInterrupt,
    MemoryError,
    any,
    bool,
    bytearray,
    bytes,
    callable,
    dict,
    float,
    frozenset,
    getattr,
    int,
    isinstance,
    issubclass,
    list,
    memoryview,
    repr,
    set,
    str,
    tuple,
    type,
)
from types import ModuleType
from weakref import WeakSet

from sandglass_host import request_host
from sandglass_shared import MAX_FORMS

_dumps = json.dumps
_to_base64 = binascii.b2a_base64
_from_base64 = binascii.a2b_base64
_BytesIO = io.BytesIO
_is_mime = re.compile(r"[\w.+-]{1,49}/[\w.+-]{1,50}", re.ASCII).fullmatch
_modules = sys.modules

_METHODS = {
    "_repr_html_": "text/html",
    "_repr_markdown_": "text/markdown",
    "_repr_latex_": "text/latex",
    "_repr_json_": "application/json",
    "_repr_svg_": "image/svg+xml",
    "_repr_png_": "image/png",
    "_repr_jpeg_": "image/jpeg",
}
# Notebooks encode text of these types as base64.
_BINARY = ("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf")
# Values of exactly these types have no rich representation.
_PLAIN = (
    int,
    float,
    bool,
    str,
    bytes,
    bytearray,
    list,
    tuple,
    dict,
    set,
    frozenset,
    type(None),
    type,
)
_MAX_REPR_CHARS = 100_000
_BACKEND = "sandglass_matplotlib"
_shown_figures = WeakSet()


def display(*objects):
    """Displays each of the objects in all its representations."""
    for one in objects:
        forms = _forms_of(one)
        try:
            forms.setdefault("text/plain", repr(one)[:_MAX_REPR_CHARS])
        except Exception:
            forms.setdefault("text/plain", "<unprintable>")
        _show(forms)


def show_value(value):
    """Displays the value of a run if it has a rich form; its repr is in the run's result."""
    kind = type(value)
    if not any(kind is plain for plain in _PLAIN):
        forms = _forms_of(value)
        if forms:
            _show(forms)


def _show(forms):
    data = {}
    for mime, content in list(forms.items())[:MAX_FORMS]:
        data[mime] = (
            content
            if type(content) is str
            else {"base64": _to_base64(content, newline=False).decode()}
        )
    request_host("display", _dumps(data))


def _forms_of(value):
    if issubclass(type(value), (type, ModuleType)):
        return {}
    if _is_figure(value):
        return _draw(value)
    forms = {}
    for mime, content in _bundle_of(value).items():
        _add(forms, mime, content)
    for name, mime in _METHODS.items():
        if mime not in forms:
            _add(forms, mime, _call(value, name))
    return forms


def _bundle_of(value):
    bundle = _call(value, "_repr_mimebundle_", include=None, exclude=None)
    return dict(bundle) if type(bundle) is dict else {}


def _call(value, name, **options):
    """Returns the result of a method, without the metadata that may come with it; None if it is
    missing or fails.
    """
    try:
        # An object that answers to every attribute has no real representation.
        if getattr(value, "_sandglass_no_such_method_", None) is not None:
            return None
        method = getattr(value, name, None)
        result = method(**options) if callable(method) else None
        return result[0] if type(result) is tuple and result else result
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException:
        return None


def _add(forms, mime, content):
    try:
        if content is None or type(mime) is not str or not _is_mime(mime):
            return
        if isinstance(content, str):
            forms[mime] = _from_base64(content) if mime in _BINARY else str(content)
        elif isinstance(content, (bytes, bytearray, memoryview)):
            forms[mime] = bytes(content)
        elif mime == "application/json" or mime.endswith("+json"):
            forms[mime] = _dumps(content)
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException:
        pass


# Figures


def _is_figure(value):
    module = _modules.get("matplotlib.figure")
    kind = getattr(module, "Figure", None)
    return type(kind) is type and issubclass(type(value), kind)


def _draw(figure):
    try:
        buffer = _BytesIO()
        figure.savefig(buffer, format="png", bbox_inches="tight")
        _shown_figures.add(figure)
        return {"image/png": buffer.getvalue()}
    except (KeyboardInterrupt, MemoryError):
        raise
    except Exception:
        return {}


def show_figures(*_args, **_options):
    """Displays the open figures and closes them: `pyplot.show()`, and the end of a run."""
    pyplot = _modules.get("matplotlib.pyplot")
    if pyplot is None:
        return
    try:
        for number in pyplot.get_fignums():
            figure = pyplot.figure(number)
            if figure not in _shown_figures:
                display(figure)
            pyplot.close(figure)
    except (KeyboardInterrupt, MemoryError):
        raise
    except Exception:
        pass


class _PyplotFinder:
    """Finds no module, but notices an import of pyplot and sets a backend for figures."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "matplotlib.pyplot" and "matplotlib" in _modules:
            try:
                _choose_backend(_modules["matplotlib"])
            except Exception:
                pass
        return None


def _choose_backend(matplotlib):
    from matplotlib.backends import backend_agg

    # Programs choose the backend of images, as they would fail without a screen elsewhere.
    backend_agg.show = show_figures
    # Keeps a backend that the guest has chosen; that of images alone may also be the default.
    chosen = matplotlib.rcParams._get_backend_or_none()
    if chosen is not None and chosen.lower() != "agg":
        return
    backend = ModuleType(_BACKEND)
    backend.FigureCanvas = backend_agg.FigureCanvasAgg
    backend.show = show_figures
    _modules[_BACKEND] = backend
    matplotlib.use("module://" + _BACKEND)


display.__module__ = "builtins"
builtins.display = display
sys.meta_path.insert(0, _PyplotFinder)
