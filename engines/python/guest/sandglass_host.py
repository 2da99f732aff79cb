"""Sends host requests.

The engine itself may send them, in the middle of what a guest made of this interpreter: nothing
here is looked up in modules or builtins that a guest can change.
"""

import builtins
import json
from json.encoder import c_make_encoder

from sandglass_engine import call_host

# As in the codec: with a copy, a guest's `builtins.len = None` does not affect the functions below.
__builtins__ = dict(vars(builtins))

_join, _join_bytes = "".join, b"".join
# Unlike `json.dumps` and `json.loads`, these two are native code from end to end.
_encoder = json.JSONEncoder()
_pieces_of = c_make_encoder(
    None,
    _encoder.default,
    json.encoder.encode_basestring_ascii,
    None,
    _encoder.key_separator,
    _encoder.item_separator,
    _encoder.sort_keys,
    _encoder.skipkeys,
    _encoder.allow_nan,
)
_scan = json.JSONDecoder().scan_once


def dumps(value):
    """Writes JSON in ASCII."""
    return _join(_pieces_of(value, 0))


def loads(text):
    """Reads JSON that the host has written, without space at its start."""
    return _scan(text, 0)[0]


class ResponseError(Exception):
    """A host request failed; `name` and `message` say why."""

    def __init__(self, name, message):
        super().__init__(message)
        self.name = name
        self.message = message


def request_host(service, body="", data=b""):
    """Sends a host request and waits. Returns the value and the bytes of the response."""
    request = dumps([service, body]).encode()
    answer = call_host(_join_bytes((len(request).to_bytes(4, "little"), request, data)))
    end = 8 + int.from_bytes(answer[:4], "little")
    response = loads(answer[8:end].decode())
    if "error" in response:
        raise ResponseError(response["error"]["name"], response["error"]["message"])
    return response["value"], answer[end:]
