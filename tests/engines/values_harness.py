"""Drives sandglass_values.py and sandglass_decode.py for the tests, in CPython and in Pyodide.

A request is a line of JSON and so is its answer. `roundtrip` decodes a text
and encodes what came of it; `encode` runs code that sets `value`, and encodes
that, with `standIn` also the parts that have no counterpart; `run` runs code
that has the codec as `values` and sets `value` to data.
"""

import json
import sys
import types

shared = types.ModuleType("sandglass_shared")
values = types.ModuleType("sandglass_values")
convert = types.ModuleType("sandglass_convert")
decoding = types.ModuleType("sandglass_decode")


def load(*sources):
    for module, source in zip((shared, convert, values, decoding), sources, strict=True):
        sys.modules[module.__name__] = module
        exec(compile(source, f"<{module.__name__}>", "exec"), vars(module))
    values.decode = decoding.decode


def handle(line):
    request = json.loads(line)
    scope = {"values": values, "__name__": "__main__"}
    try:
        if request["op"] == "roundtrip":
            scope["value"] = values.decode(request["text"])
        else:
            exec(compile(request["code"], "<test>", "exec"), scope)
        if request["op"] == "run":
            return json.dumps({"text": json.dumps(scope["value"])})
        stand_in = convert.stand_in if request.get("standIn") else None
        text = values.encode(scope["value"], request["maxBytes"], stand_in)
        return json.dumps({"text": text})
    except BaseException as error:
        return json.dumps({"error": type(error).__name__, "message": str(error)})


def main():
    load(*json.loads(sys.stdin.readline()))
    for line in sys.stdin:
        print(handle(line), flush=True)
