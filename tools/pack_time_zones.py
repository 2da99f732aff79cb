"""Packs the time zones of the package `tzdata` from PyPI into one text.

    pip install --target DIR tzdata
    python3 tools/pack_time_zones.py DIR/tzdata >engines/python/guest/time_zones.txt

The data are those of the IANA time zone database, which is in the public domain. The text is base85
of zlib: a line of JSON, and the TZif files after it.
"""

import base64
import json
import sys
import zlib
from pathlib import Path


def pack(package: Path) -> str:
    """Returns the text; files that several names share are in it once."""
    files: dict[bytes, int] = {}
    names = {}
    for name in sorted((package / "zones").read_text().split()):
        content = (package / "zoneinfo" / name).read_bytes()
        names[name] = files.setdefault(content, len(files))
    variables: dict[str, str] = {}
    exec((package / "__init__.py").read_text(), variables)
    head = {
        "version": variables["__version__"],
        "iana": variables["IANA_VERSION"],
        "names": names,
        "sizes": [len(content) for content in files],
    }
    packed = zlib.compress(json.dumps(head).encode() + b"\n" + b"".join(files), 9)
    text = base64.b85encode(packed).decode()
    return "\n".join(text[at : at + 100] for at in range(0, len(text), 100))


print(pack(Path(sys.argv[1])))
