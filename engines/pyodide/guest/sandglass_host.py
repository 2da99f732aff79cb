"""How Python asks the host: through a device, so that nothing of JavaScript's is within the guest's
reach for it.
"""

import io
import json

_FileIO = io.FileIO
_dumps = json.JSONEncoder(ensure_ascii=True).encode
_loads = json.JSONDecoder().decode


class Refusal(Exception):
    """The host did not do what it was asked; `name` and `message` say why."""

    def __init__(self, name, message):
        super().__init__(message)
        self.name = name
        self.message = message


def ask(service, request="", data=b""):
    """Asks a service of the host and waits. Returns the answer's value and its bytes."""
    question = _dumps([service, request]).encode()
    with _FileIO("/dev/host", "r+") as device:
        device.write(b"".join((len(question).to_bytes(4, "little"), question, data)))
        head = device.read(8)
        answer = _loads(device.read(int.from_bytes(head[:4], "little")).decode())
        attached = device.read(int.from_bytes(head[4:], "little"))
    if "error" in answer:
        raise Refusal(answer["error"]["name"], answer["error"]["message"])
    return answer["value"], attached
