"""Sends host requests."""

import json

from sandglass_engine import call_host

_dumps = json.JSONEncoder(ensure_ascii=True).encode
_loads = json.JSONDecoder().decode


class ResponseError(Exception):
    """A host request failed; `name` and `message` say why."""

    def __init__(self, name, message):
        super().__init__(message)
        self.name = name
        self.message = message


def request_host(service, body="", data=b""):
    """Sends a host request and waits. Returns the value and the bytes of the response."""
    request = _dumps([service, body]).encode()
    answer = call_host(b"".join((len(request).to_bytes(4, "little"), request, data)))
    end = 8 + int.from_bytes(answer[:4], "little")
    response = _loads(answer[8:end].decode())
    if "error" in response:
        raise ResponseError(response["error"]["name"], response["error"]["message"])
    return response["value"], answer[end:]
