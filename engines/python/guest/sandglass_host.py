"""Sends host requests through a device, so that the guest needs no JavaScript object."""

import io
import json

_FileIO = io.FileIO
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
    with _FileIO("/dev/host", "r+") as device:
        device.write(b"".join((len(request).to_bytes(4, "little"), request, data)))
        head = device.read(8)
        response = _loads(device.read(int.from_bytes(head[:4], "little")).decode())
        attached = device.read(int.from_bytes(head[4:], "little"))
    if "error" in response:
        raise ResponseError(response["error"]["name"], response["error"]["message"])
    return response["value"], attached
