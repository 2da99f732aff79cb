"""The network of a Python guest: a program that speaks HTTP through ``http.client`` speaks to the
host.

A connection is an object with as much of a socket's surface as HTTP clients use. It collects what
is written, has the host make the request, and returns the response as a server would have sent it.
So ``urllib.request``, ``urllib3`` and ``requests`` work unchanged. The host decides about each
request: this module enforces nothing.
"""

import errno
import io
import itertools
import json
import sys

from sandglass_host import ResponseError, request_host

_dumps = json.JSONEncoder(ensure_ascii=True).encode
_ids = itertools.count(1)
_ERRORS = {
    "NotAllowedError": PermissionError,
    "TimeoutError": TimeoutError,
    "AbortError": ConnectionAbortedError,
    "NetworkError": ConnectionError,
}
_granted = False
_max_request_bytes = None


def configure(granted):
    """Sets whether the guest has a network."""
    global _granted
    _granted = granted


def _request(request, data=b""):
    try:
        return request_host("network", _dumps(request), data)
    except ResponseError as failure:
        name, message = failure.name, failure.message
    raise _ERRORS.get(name, OSError)(message)


def _require_network():
    if not _granted:
        raise OSError(errno.ENETUNREACH, "This sandbox has no network")


def _check_length(data):
    global _max_request_bytes
    if _max_request_bytes is None:
        _max_request_bytes = _request({"op": "limits"})[0]["maxRequestBytes"]
    if len(data) > _max_request_bytes:
        raise OSError(f"The body of a request may have at most {_max_request_bytes} bytes")


def send(method, url, headers, data=b"", *, redirect="follow", timeout=None):
    """Makes the host send a request. Returns the head of the response, and the body as a raw
    stream.
    """
    _require_network()
    if data:
        _check_length(data)
    number = next(_ids)
    request = {
        "op": "open",
        "id": number,
        "method": method,
        "url": url,
        "headers": headers,
        "redirect": redirect,
    }
    if isinstance(timeout, (int, float)) and timeout >= 0:
        request["timeoutMs"] = timeout * 1000
    head = _request(request, bytes(data))[0]
    return head, _Body(number, head["done"])


class _Body(io.RawIOBase):
    """The body of a response, fetched from the host piece by piece."""

    def __init__(self, number, done):
        self._number = number
        self._done = done
        self._piece = memoryview(b"")

    def readable(self):
        return True

    def readinto(self, buffer):
        while not self._piece and not self._done:
            value, piece = _request({"op": "read", "id": self._number})
            self._done = value["done"]
            self._piece = memoryview(piece)
        count = min(len(buffer), len(self._piece))
        buffer[:count] = self._piece[:count]
        self._piece = self._piece[count:]
        return count

    def close(self):
        if not self.closed and not self._done:
            self._done = True
            try:
                _request({"op": "close", "id": self._number})
            except OSError:
                pass
        super().close()


class _Answer(io.RawIOBase):
    """A response as a socket would deliver it: the head first, then the body."""

    def __init__(self, head, body):
        lines = [f"HTTP/1.1 {head['status']} {head['statusText']}"]
        lines += [f"{name}: {value}" for name, value in head["headers"]]
        lines += ["connection: close", "", ""]
        self._head = io.BytesIO("\r\n".join(lines).encode("latin-1"))
        self._body = body

    def readable(self):
        return True

    def readinto(self, buffer):
        return self._head.readinto(buffer) or self._body.readinto(buffer)

    def close(self):
        self._body.close()
        super().close()


class HostSocket:
    """A connection for HTTP clients."""

    def __init__(self, scheme, host, port, timeout=None):
        _require_network()
        self._origin = f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"
        self._timeout = timeout
        self._written = bytearray()
        self._request = None
        self._answer = None

    def sendall(self, data, flags=0):
        self._written += data
        if self._request is None:
            self._read_head()
        if self._request is not None and self._answer is None:
            self._send_if_complete()

    def send(self, data, flags=0):
        self.sendall(data)
        return memoryview(data).nbytes

    def makefile(self, mode="r", buffering=None, **kwargs):
        if self._answer is None:
            raise OSError("The request is not complete")
        return io.BufferedReader(self._answer, io.DEFAULT_BUFFER_SIZE)

    def settimeout(self, timeout):
        self._timeout = timeout

    def gettimeout(self):
        return self._timeout

    def _nothing(self, *args, **kwargs):
        pass

    setsockopt = shutdown = close = setblocking = _nothing

    def _read_head(self):
        end = self._written.find(b"\r\n\r\n")
        if end < 0:
            return
        first, *lines = bytes(self._written[:end]).decode("latin-1").split("\r\n")
        del self._written[: end + 4]
        method, target, _ = first.split(" ", 2)
        headers = [line.split(":", 1) for line in lines]
        self._request = method, target, [[name, value.strip()] for name, value in headers]

    def _send_if_complete(self):
        method, target, headers = self._request
        fields = {name.lower(): value for name, value in headers}
        if "chunked" in fields.get("transfer-encoding", ""):
            data = _unchunk(self._written)
        else:
            length = int(fields.get("content-length", 0))
            data = self._written if len(self._written) >= length else None
        if data is None:
            return
        url = target if target.startswith(("http://", "https://")) else self._origin + target
        head, body = send(method, url, headers, data, redirect="manual", timeout=self._timeout)
        self._answer = _Answer(head, body)


def _unchunk(written):
    """Decodes a chunked body; returns None if its end is still missing."""
    data, at = bytearray(), 0
    while (end := written.find(b"\r\n", at)) >= 0:
        length = int(bytes(written[at:end]).split(b";")[0], 16)
        if length == 0:
            return data
        data += written[end + 2 : end + 2 + length]
        at = end + 4 + length
    return None


def _connector(scheme):
    def connect(self):
        if getattr(self, "_tunnel_host", None):
            raise OSError("This sandbox makes no tunnels")
        self.sock = HostSocket(scheme, self.host, self.port, self.timeout)
        self.is_verified = scheme == "https"

    return connect


# Changes to other modules, made when they are imported.


def _patch_http_client(module):
    if not hasattr(module, "HTTPSConnection"):
        _add_https(module)
    module.HTTPConnection.connect = _connector("http")
    module.HTTPSConnection.connect = _connector("https")


def _add_https(module):
    """Adds what `http.client` lacks where Python has no `ssl`: the host encrypts."""

    class HTTPSConnection(module.HTTPConnection):
        default_port = module.HTTPS_PORT

        def __init__(self, host, port=None, *, context=None, **options):
            super().__init__(host, port, **options)

    HTTPSConnection.__module__ = module.__name__
    HTTPSConnection.__qualname__ = "HTTPSConnection"
    module.HTTPSConnection = HTTPSConnection
    module.__all__.append("HTTPSConnection")
    module._create_https_context = lambda http_version: None


def _fill_urllib3(module):
    def inject_into_urllib3():
        import urllib3.connection

        for name, scheme in (("HTTPConnection", "http"), ("HTTPSConnection", "https")):
            getattr(urllib3.connection, name).connect = _connector(scheme)

    module.inject_into_urllib3 = inject_into_urllib3


_PATCHES = {}


class _Loader:
    """Runs a module's own loader, and then a change to the module."""

    def __init__(self, loader, patch):
        self._loader = loader
        self._patch = patch

    def __getattr__(self, name):
        return getattr(self._loader, name)

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        self._loader.exec_module(module)
        self._patch(module)


class _EmptyLoader:
    """Loads an empty module."""

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        _fill_urllib3(module)


class _Finder:
    """Finds the modules that are changed. urllib3's module for browsers is among them, since it
    imports `js`.
    """

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "urllib3.contrib.emscripten":
            return _ModuleSpec(name, _EmptyLoader)
        if name not in _PATCHES:
            return None
        for finder in sys.meta_path:
            spec = None if finder is _Finder else finder.find_spec(name, path, target)
            if spec is not None:
                spec.loader = _Loader(spec.loader, _PATCHES[name])
                return spec
        return None


def patch_module(name, patch):
    """Changes a module: now if it is imported already, and else when it is."""
    _PATCHES[name] = patch
    if name in sys.modules:
        patch(sys.modules[name])


_ModuleSpec = type(sys.__spec__)
sys.meta_path.insert(0, _Finder)
patch_module("http.client", _patch_http_client)
