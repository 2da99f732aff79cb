// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { createSandbox, type Sandbox } from "../../mod.ts";
import { BREAK_OUT } from "./_break_out.ts";
import { Canary } from "./_canary.ts";
import { assertEnded, type Attack, Guest, ISOLATIONS } from "./_guest.ts";
import { Weakened } from "./_without.ts";

/** What Python that holds Pyodide's inside may try with it. Each would end well, with the secret in its value. */
const ATTACKS: readonly Attack[] = [
  {
    name: "Node's sockets",
    code:
      `await API.initializeNodeSockFS()\nAPI._nodeSock.connect("127.0.0.1", $PORT)`,
  },
  {
    name: "Node's file system",
    code: `pyodide.mountNodeFS("/host", "/")\nopen("/host$PATH").read()`,
  },
  {
    name: "a native file system",
    code: `await pyodide.mountNativeFS("/host", to_js({}))`,
  },
  {
    name: "Emscripten's file system of Node's",
    code:
      `Module.FS.mkdir("/host")\nModule.FS.mount(Module.NODEFS, to_js({"root": "/"}), "/host")\nopen("/host$PATH").read()`,
  },
  {
    name: "a file system in a database",
    code:
      `Module.FS.mkdir("/data")\nModule.FS.mount(Module.IDBFS, to_js({}), "/data")\nModule.FS.syncfs(True, create_proxy(print))\nModule.IDBFS.indexedDB().open("x")`,
  },
  {
    name: "a file that is fetched when it is read",
    code:
      `Module.FS.createLazyFile("/", "lazy", "http://127.0.0.1:$PORT/", True, False)\nopen("/lazy").read()`,
  },
  {
    name: "a file that is fetched before",
    code: `await Module.asyncLoad("http://127.0.0.1:$PORT/")`,
  },
  {
    name: "a binary file",
    code: `bytes(await API.loadBinaryFile("file://$PATH")).decode()`,
  },
  {
    name: "a package",
    code:
      `await pyodide.loadPackage("http://127.0.0.1:$PORT/a-1-py3-none-any.whl")\nimport a`,
  },
  {
    name: "a web socket",
    code:
      `assert ctypes.CDLL(None).emscripten_websocket_new((ctypes.c_int * 4)()) > 0`,
  },
  {
    name: "the functions that Pyodide was given",
    code: `API.config.jsglobals.eval("Deno.readTextFileSync('$PATH')")`,
  },
  {
    name: "a module made of them",
    code:
      `pyodide.registerJsModule("js", API.config.jsglobals)\nimport js\njs.Deno.readTextFileSync("$PATH")`,
  },
  {
    name: "a description of the stack",
    code:
      `found = []\nError = Object.getPrototypeOf(API.errorConstructors.get("EvalError"))\nError.prepareStackTrace = create_proxy(lambda _, sites: found.append(sites[0]) or "")\nError.new("x").stack\nfound[0].getFunction.constructor("return Deno.readTextFileSync('$PATH')")()`,
  },
  {
    name: "what timers call their functions on",
    code:
      `import asyncio, pyodide.webloop\nfound = []\npyodide.webloop.scheduleCallback(create_proxy(lambda this: found.append(this), capture_this=True), 10)\nawait asyncio.sleep(0.1)\nfound[0].Deno.readTextFileSync("$PATH")`,
  },
  {
    name: "the constructor of a wrapper that Pyodide made",
    code:
      `Module.callPyObject.constructor("return Deno.readTextFileSync('$PATH')")()`,
  },
  {
    name: "code that Emscripten knows by a number",
    code:
      `found = ctypes.CDLL(None).emscripten_asm_const_int(5, 0, 0)\nassert found.decode() == "the secret"`,
    ends: ["error", "crashed"],
  },
  {
    name: "a process by the C library",
    code:
      `assert ctypes.CDLL(None).system(b"cat $PATH > $DIRECTORY/new.txt") == 0`,
  },
  {
    name: "a fork by the C library",
    code: `assert ctypes.CDLL(None).fork() >= 0`,
  },
  {
    name: "another program by the C library",
    code:
      `assert ctypes.CDLL(None).execve(b"/bin/cat", (ctypes.c_char_p * 3)(b"cat", b"$PATH"), None) == 0`,
  },
  {
    name: "a connection by the C library",
    code:
      `import struct\nc = ctypes.CDLL(None)\nfd = c.socket(2, 1, 0)\naddress = struct.pack("<H", 2) + struct.pack(">H", $PORT) + bytes([127, 0, 0, 1]) + bytes(8)\nassert c.connect(fd, address, 16) == 0\nimport os\nos.write(fd, b"GET / HTTP/1.0\\r\\n\\r\\n")\nos.read(fd, 1000)`,
  },
  {
    name: "the environment by the C library",
    code:
      `get = ctypes.CDLL(None).getenv\nget.restype = ctypes.c_char_p\nget(b"$VARIABLE").decode()`,
  },
  {
    name: "the secret in linear memory",
    code:
      `size = len(Module.HEAPU8)\nfound = ctypes.string_at(1024, size - 4096).count(("sec" + "ret-").encode() + b"[0-9a-f]")\nassert found > 0`,
  },
  {
    name: "a signal by the C library",
    code: `assert ctypes.CDLL(None).kill(1, 15) == 0`,
  },
];

for (const isolation of ISOLATIONS) {
  Deno.test(`Python that holds the engine's inside reaches nothing of the host's (${isolation})`, async (t) => {
    await using canary = new Canary();
    await using guest = new Guest({ isolation });
    for (const { name, code } of ATTACKS) {
      await t.step({
        name,
        sanitizeOps: false,
        sanitizeResources: false,
        async fn() {
          const result = await guest.run(canary.fill(BREAK_OUT + code), {
            timeoutMs: 20_000,
            repr: true,
          });
          canary.assertUntouched(result);
          assertEnded(result, ["error", "crashed"]);
          // Else the attack was not made.
          assert(result.stdout.startsWith("broken out of 314.0.7\n"));
          await guest.assertInnocent();
        },
      });
    }
  });

  Deno.test(`control: it does hold the engine's inside, and a wall is what it meets (${isolation})`, async () => {
    // The import of Node's modules, as the example of a wall that Pyodide's own inside runs into.
    await using weakened = await Weakened.make([{
      file: "engines/pyodide/worker.js",
      wall: "denyImports();",
    }]);
    const code = `${BREAK_OUT}await API.initializeNodeSockFS()`;
    const ask = async (sandbox: Sandbox): Promise<string> => {
      const result = await sandbox.run(code, { timeoutMs: 20_000 });
      assert(result.status === "error", Deno.inspect(result));
      assertEquals(result.stdout, "broken out of 314.0.7\n");
      return result.error.message;
    };
    await using whole = await createSandbox({ isolation });
    const refusal = await ask(whole);
    assert(refusal.includes("Import of node:net is disallowed"), refusal);
    // Without that wall the modules are loaded, and find that the runtime itself is gone.
    await using open = await weakened.library.createSandbox({ isolation });
    const next = await ask(open);
    assert(/Deno is not defined[^]*node:tls/.test(next), next);
  });
}
