"""Says hello, and where it is: sandglass run examples/hello.py -- Ada"""

import platform
import sys

names = sys.argv[1:] or ["world"]
for name in names:
    print(f"Hello, {name}!")

print(f"Python {platform.python_version()} on {sys.platform}")
