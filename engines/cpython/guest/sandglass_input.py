"""Standard input, whose waits the host can interrupt.

A read of the descriptor itself would end without bytes then.
"""

import io

import sandglass_engine
from sandglass_host import request_host


class HostInput(io.RawIOBase):
    """Standard input as a file."""

    name = "<stdin>"
    mode = "rb"

    def readable(self):
        return True

    def fileno(self):
        return 0

    def isatty(self):
        return False

    def readinto(self, buffer):
        _, piece = request_host("input", str(len(buffer)))
        buffer[: len(piece)] = piece
        return len(piece)


HostInput.__module__ = "io"
sandglass_engine.input_type = HostInput
