import { assert, assertEquals } from "@std/assert";
import { controls } from "../level.ts";
import { Canary, runFree } from "./_canary.ts";
import { type Attack, Guest, ISOLATIONS, tryEach } from "./_guest.ts";

const PYTHON: readonly Attack[] = [
  { name: "open()", code: "open('$PATH').read()" },
  { name: "a relative path", code: "open('../' * 20 + '$PATH').read()" },
  {
    name: "pathlib",
    code: "import pathlib\npathlib.Path('$PATH').read_text()",
  },
  {
    name: "a directory listing",
    code: "import os\nos.listdir('$DIRECTORY')",
  },
  {
    name: "a new file",
    code:
      "import os\nos.makedirs('$DIRECTORY', exist_ok=True)\nopen('$DIRECTORY/new.txt', 'w').write('x')",
  },
  {
    name: "a symbolic link",
    code: "import os\nos.symlink('$PATH', 'link')\nopen('link').read()",
  },
  {
    name: "the environment",
    code: "import os\n[dict(os.environ), os.getenv('$VARIABLE')]",
  },
  {
    name: "the environment of the process",
    code: "open('/proc/self/environ').read()",
  },
  {
    name: "/etc/passwd",
    code: "open('/etc/passwd').read()",
  },
  {
    name: "a module from a file",
    code:
      "import sys\nsys.path.insert(0, '$DIRECTORY')\nimport importlib.util\nimportlib.util.spec_from_file_location('secret', '$PATH').loader.get_data('$PATH')",
  },
  {
    name: "a connection",
    code:
      "import socket\nconnection = socket.create_connection(('127.0.0.1', $PORT), 2)\nconnection.send(b'GET / HTTP/1.0\\r\\n\\r\\n')\nconnection.recv(1000)",
  },
  {
    name: "urllib",
    code:
      "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:$PORT/', timeout=2).read()",
  },
  {
    name: "http.client",
    code:
      "import http.client\nit = http.client.HTTPConnection('127.0.0.1', $PORT, timeout=2)\nit.request('GET', '/')\nit.getresponse().read()",
  },
  {
    name: "urllib with a file URL",
    code:
      "import urllib.request\nurllib.request.urlopen('file://$PATH').read()",
  },
  {
    name: "open_url",
    code:
      "from pyodide.http import open_url\nopen_url('http://127.0.0.1:$PORT/').read()",
  },
  {
    name: "pyfetch",
    code:
      "from pyodide.http import pyfetch\nawait (await pyfetch('http://127.0.0.1:$PORT/')).string()",
  },
  {
    name: "a package from the network",
    code:
      "import micropip\nawait micropip.install('http://127.0.0.1:$PORT/a-1-py3-none-any.whl')",
  },
  {
    name: "a name lookup",
    code: "import socket\nsocket.gethostbyname('localhost.example.invalid')",
  },
  {
    name: "a process",
    code:
      "import subprocess\nsubprocess.run(['cat', '$PATH'], capture_output=True).stdout",
  },
  { name: "a shell", code: "import os\nos.popen('cat $PATH').read()" },
  {
    name: "os.system",
    code: "import os\nos.system('cat $PATH > $DIRECTORY/new.txt')",
  },
  { name: "fork", code: "import os\nos.fork()" },
];

const JAVASCRIPT: readonly Attack[] = [
  { name: "import() of a file", code: "(await import('$MODULE')).default" },
  {
    name: "import() of a path",
    code: "(await import('$DIRECTORY/secret.js')).default",
  },
  {
    name: "import() of a URL",
    code: "(await import('http://127.0.0.1:$PORT/secret.js')).default",
  },
  {
    name: "import() of node:fs",
    code: "(await import('node:fs')).readFileSync('$PATH', 'utf8')",
  },
  {
    name: "import() of npm:",
    code: "Object.keys(await import('npm:pyodide@314.0.7'))",
  },
  {
    name: "import() of jsr:",
    code: "Object.keys(await import('jsr:@std/assert'))",
  },
  {
    name: "import() of data:",
    code: "(await import('data:text/javascript,export default 5')).default",
  },
  { name: "import() of std", code: "(await import('std')).loadFile('$PATH')" },
  {
    name: "import() of os",
    code: "(await import('os')).readdir('$DIRECTORY')",
  },
  { name: "a static import", code: "import secret from '$MODULE'; secret" },
  {
    name: "import() in code from a string",
    code: "await (0, eval)(\"import('$MODULE')\")",
  },
  {
    name: "Deno",
    code: "Function('return this')().Deno.readTextFileSync('$PATH')",
  },
  {
    name: "Node's process",
    code: "[process.env, process.env.$VARIABLE, process.binding('fs')]",
  },
  { name: "require", code: "require('fs').readFileSync('$PATH', 'utf8')" },
  {
    name: "the constructor of an asynchronous function",
    code:
      "await (async () => {}).constructor('return Deno.readTextFileSync(\"$PATH\")')()",
  },
  {
    name: "the constructor of a generator",
    code:
      "(function* () {}).constructor('yield Deno.readTextFileSync(\"$PATH\")')().next()",
  },
  {
    name: "the constructor of a host function",
    code:
      "console.log.constructor('return globalThis.Deno.readTextFileSync(\"$PATH\")')()",
  },
  {
    name: "fetch",
    code: "await (await fetch('http://127.0.0.1:$PORT/')).text()",
  },
  { name: "a worker", code: "new Worker('$MODULE')" },
  { name: "WebAssembly", code: "new WebAssembly.Memory({ initial: 1 })" },
  {
    name: "a value that the host may call",
    code:
      "({ toString() { return Deno.readTextFileSync('$PATH'); }, then: null, constructor: { constructor: Function } })",
  },
];

for (
  const [language, attacks] of [
    ["python", PYTHON],
    ["javascript", JAVASCRIPT],
  ] as const
) {
  for (const isolation of ISOLATIONS) {
    Deno.test(`no file, network, environment or process is reached (${language}, ${isolation})`, async (t) => {
      await using canary = new Canary();
      await using guest = new Guest({ language, isolation });
      await tryEach(t, attacks, async ({ code }) => {
        const result = await guest.run(canary.fill(code), {
          limits: { timeoutMs: 20_000 },
          repr: true,
        });
        assert(result.status === "ok" || result.status === "error");
        canary.assertUntouched(result);
      });
      await guest.assertInnocent();
    });
  }
}

controls.test("control: a canary shows that it was touched", async () => {
  await using canary = new Canary();
  const printed = await runFree(`
    const { default: secret } = await import("file://${canary.module}");
    console.log(JSON.stringify([
      secret,
      Deno.readTextFileSync(${JSON.stringify(canary.path)}),
      Deno.env.get(${JSON.stringify(canary.variable)}),
    ]));`);
  assertEquals(JSON.parse(printed), Array(3).fill(canary.secret));
  const silent = (): boolean => {
    try {
      canary.assertUntouched("nothing");
      return true;
    } catch {
      return false;
    }
  };
  assert(silent());
  await (await fetch(`http://127.0.0.1:${canary.port}/`)).body?.cancel();
  assert(!silent());
});
