"""``pyodide.http`` without JavaScript: the same names, implemented by host requests."""

import io
import json

import sandglass_http


def _to_bytes(body):
    if body is None:
        return b""
    return body.encode() if isinstance(body, str) else bytes(body)


def _to_headers(headers, body):
    pairs = [
        [str(name), str(value)]
        for name, value in (headers.items() if hasattr(headers, "items") else headers or ())
    ]
    if isinstance(body, str) and not any(name.lower() == "content-type" for name, _ in pairs):
        pairs.append(["Content-Type", "text/plain;charset=UTF-8"])
    return pairs


class FetchResponse:
    """A response of ``pyfetch``."""

    #: The class of the error that ``raise_for_status`` raises.
    status_error = OSError

    def __init__(self, head, body):
        self._head = head
        self._body = body
        self.body_used = False

    @property
    def status(self):
        return self._head["status"]

    @property
    def status_text(self):
        return self._head["statusText"]

    @property
    def ok(self):
        return 200 <= self.status < 300

    @property
    def url(self):
        return self._head["url"]

    @property
    def redirected(self):
        return self._head["redirected"]

    @property
    def type(self):
        return "basic"

    @property
    def headers(self):
        headers = {}
        for name, value in self._head["headers"]:
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        return headers

    def raise_for_status(self):
        if 400 <= self.status < 600:
            raise self.status_error(self.status, self.status_text, self.url)

    def _read(self):
        if self.body_used:
            raise OSError("The body was read already")
        self.body_used = True
        return self._body.readall()

    async def bytes(self):
        return self._read()

    async def memoryview(self):
        return memoryview(self._read())

    buffer = memoryview

    async def text(self):
        return self._read().decode("utf-8", "replace")

    string = text

    async def json(self, **kwargs):
        self.raise_for_status()
        return json.loads(self._read(), **kwargs)

    async def unpack_archive(self, *, extract_dir=None, format=None):
        import os
        import shutil
        import tempfile

        suffix = os.path.basename(self.url.split("?")[0])
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, suffix or "archive")
            with open(path, "wb") as file:
                file.write(self._read())
            shutil.unpack_archive(path, extract_dir, format)

    def abort(self, reason=None):
        self._body.close()


async def pyfetch(
    request,
    /,
    *,
    signal=None,
    fetcher=None,
    method="GET",
    headers=None,
    body=None,
    redirect="follow",
    **kwargs,
):
    """Fetches a URL. Other tasks wait meanwhile; options of browsers (mode, credentials, cache)
    have no effect.
    """
    head, content = sandglass_http.send(
        method.upper(), str(request), _to_headers(headers, body), _to_bytes(body), redirect=redirect
    )
    return FetchResponse(head, content)


def open_url(url):
    """Fetches a URL and returns its text as a file."""
    _, body = sandglass_http.send("GET", url, [])
    return io.StringIO(body.readall().decode("utf-8", "replace"))


class XHRResponse:
    """A response of ``pyxhr``."""

    def __init__(self, head, body):
        self._fetched = FetchResponse(head, body)
        self.status_code = head["status"]
        self.content = body.readall()

    @property
    def text(self):
        return self.content.decode("utf-8", "replace")

    @property
    def headers(self):
        return self._fetched.headers

    @property
    def ok(self):
        return self.status_code < 400

    @property
    def url(self):
        return self._fetched.url

    def json(self, **kwargs):
        return json.loads(self.content, **kwargs)

    def raise_for_status(self):
        self._fetched.raise_for_status()


def request(
    method,
    url,
    *,
    headers=None,
    params=None,
    data=None,
    json=None,
    auth=None,
    timeout=None,
    **kwargs,
):
    """Makes a request for ``pyodide.http.pyxhr``."""
    from base64 import b64encode
    from urllib.parse import urlencode

    pairs = _to_headers(headers, None)
    if params:
        url += ("&" if "?" in url else "?") + urlencode(params)
    if json is not None:
        data = _dumps(json)
        pairs.append(["Content-Type", "application/json"])
    elif isinstance(data, dict):
        data = urlencode(data)
        pairs.append(["Content-Type", "application/x-www-form-urlencoded"])
    if auth is not None:
        pairs.append(["Authorization", "Basic " + b64encode(":".join(auth).encode()).decode()])
    return XHRResponse(
        *sandglass_http.send(method.upper(), url, pairs, _to_bytes(data), timeout=timeout)
    )


_dumps = json.dumps


def _patch(module):
    from pyodide.http import _exceptions, _pyfetch, pyxhr

    FetchResponse.status_error = _exceptions.HttpStatusError
    for one in (module, _pyfetch):
        one.FetchResponse = FetchResponse
        one.pyfetch = pyfetch
    module.open_url = open_url
    pyxhr._xhr_request = request


sandglass_http.patch_module("pyodide.http", _patch)
