/**
 * Attacks by Python that has reached JavaScript.
 *
 * @module
 */
import type { Attack } from "./_guest.ts";

/** Attacks with Pyodide's internals. If one succeeded, its run would end well, with the secret as its value. */
export const PYTHON_ATTACKS: readonly Attack[] = [
  {
    name: "Node's sockets",
    code:
      `settle(API.initializeNodeSockFS)\nAPI._nodeSock.connect("127.0.0.1", $PORT)`,
  },
  {
    name: "Node's file system",
    code: `pyodide.mountNodeFS("/host", "/")\nopen("/host$PATH").read()`,
  },
  {
    name: "a native file system",
    code: `settle(lambda: pyodide.mountNativeFS("/host", to_js({})))`,
  },
  {
    name: "Emscripten's file system on Node's",
    code:
      `Module.FS.mkdir("/host")\nModule.FS.mount(Module.NODEFS, to_js({"root": "/"}), "/host")\nopen("/host$PATH").read()`,
  },
  {
    name: "a file system in a database",
    code:
      `Module.FS.mkdir("/data")\nModule.FS.mount(Module.IDBFS, to_js({}), "/data")\nModule.FS.syncfs(True, create_proxy(print))\nModule.IDBFS.indexedDB().open("x")`,
  },
  {
    name: "a file that is fetched lazily",
    code:
      `Module.FS.createLazyFile("/", "lazy", "http://127.0.0.1:$PORT/", True, False)\nopen("/lazy").read()`,
  },
  {
    name: "a file that is fetched ahead",
    code: `settle(lambda: Module.asyncLoad("http://127.0.0.1:$PORT/"))`,
  },
  {
    name: "a binary file",
    code: `bytes(settle(lambda: API.loadBinaryFile("file://$PATH"))).decode()`,
  },
  {
    name: "a package",
    code:
      `settle(lambda: pyodide.loadPackage("http://127.0.0.1:$PORT/a-1-py3-none-any.whl"))\nimport a`,
  },
  {
    name: "a web socket",
    code:
      `assert ctypes.CDLL(None).emscripten_websocket_new((ctypes.c_int * 4)()) > 0`,
  },
  {
    name: "the functions that Pyodide received",
    code: `API.config.jsglobals.eval("Deno.readTextFileSync('$PATH')")`,
  },
  {
    name: "a module made of those functions",
    code:
      `pyodide.registerJsModule("js", API.config.jsglobals)\nimport js\njs.Deno.readTextFileSync("$PATH")`,
  },
  {
    name: "a description of the stack",
    code:
      `found = []\nError = Object.getPrototypeOf(API.errorConstructors.get("EvalError"))\nError.prepareStackTrace = create_proxy(lambda _, sites: found.append(sites[0]) or "")\nError.new("x").stack\nfound[0].getFunction.constructor("return Deno.readTextFileSync('$PATH')")()`,
  },
  {
    name: "the receiver of timer callbacks",
    code:
      `import asyncio, pyodide.webloop\nfound = []\npyodide.webloop.scheduleCallback(create_proxy(lambda this: found.append(this), capture_this=True), 10)\nsettle(lambda: asyncio.sleep(0.1))\nfound[0].Deno.readTextFileSync("$PATH")`,
  },
  {
    name: "the constructor of one of Pyodide's wrappers",
    code:
      `Module.callPyObject.constructor("return Deno.readTextFileSync('$PATH')")()`,
  },
  {
    name: "code that Emscripten stores by number",
    code:
      `found = ctypes.CDLL(None).emscripten_asm_const_int(5, 0, 0)\nassert found.decode() == "the secret"`,
    ends: ["error", "crashed"],
  },
  {
    name: "a process through the C library",
    code:
      `assert ctypes.CDLL(None).system(b"cat $PATH > $DIRECTORY/new.txt") == 0`,
  },
  {
    name: "a fork through the C library",
    code: `assert ctypes.CDLL(None).fork() >= 0`,
  },
  {
    name: "another program through the C library",
    code:
      `assert ctypes.CDLL(None).execve(b"/bin/cat", (ctypes.c_char_p * 3)(b"cat", b"$PATH"), None) == 0`,
  },
  {
    name: "a connection through the C library",
    code:
      `import struct\nc = ctypes.CDLL(None)\nfd = c.socket(2, 1, 0)\naddress = struct.pack("<H", 2) + struct.pack(">H", $PORT) + bytes([127, 0, 0, 1]) + bytes(8)\nassert c.connect(fd, address, 16) == 0\nimport os\nos.write(fd, b"GET / HTTP/1.0\\r\\n\\r\\n")\nos.read(fd, 1000)`,
  },
  {
    name: "the environment through the C library",
    code:
      `get = ctypes.CDLL(None).getenv\nget.restype = ctypes.c_char_p\nget(b"$VARIABLE").decode()`,
  },
  {
    name: "the secret in linear memory",
    code:
      `size = len(Module.HEAPU8)\nfound = ctypes.string_at(1024, size - 4096).count(("sec" + "ret-").encode() + b"[0-9a-f]")\nassert found > 0`,
  },
  {
    name: "a signal through the C library",
    code: `assert ctypes.CDLL(None).kill(1, 15) == 0`,
  },
];
