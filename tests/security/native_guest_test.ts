// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
/** Attacks on the one engine whose guests have native code of their own choosing: its packages work on raw memory. */
import { assert, assertEquals } from "@std/assert";
import type { RunStatus } from "../../mod.ts";
import { assertEnded, type Attack, testAttacks } from "./_guest.ts";

const MiB = 2 ** 20;
const LIMIT_BYTES = 160 * MiB;
/** The guest may crash its own interpreter: the run is undone, and the sandbox goes on. */
const ANY: readonly RunStatus[] = ["ok", "error", "memory", "crashed"];

/** What asks the host directly: a request is four bytes of length, JSON, and data. */
const ASK =
  `import _host, json\ndef ask(request, data=b""):\n    text = request if type(request) is bytes else json.dumps(request).encode()\n    return _host.call(len(text).to_bytes(4, "little") + text + data)\n`;

const FRAMES: readonly Attack[] = [
  {
    name: "malformed frames",
    code:
      `${ASK}for frame in (b"", b"\\0", b"\\xff\\xff\\xff\\xff", b"\\1\\0\\0\\0", b"\\0\\0\\0\\0", b"\\xff" * 10**6):\n    assert b"TypeError" in _host.call(frame), frame[:9]`,
    ends: ["ok"],
  },
  {
    name: "malformed requests",
    code:
      `${ASK}for request in (b"null", b"5", b"[]", b"{", b'[1, "x"]', b'["turn"', b'["__proto__", ""]', b'["constructor", ""]', b"[" * 10**5, b"\\xff\\xfe", ["", ""], ["turn", None], ["nothing", "x"], [["turn"], "x"]):\n    answer = ask(request)\n    assert b"TypeError" in answer or b"value" in answer, request[:9]`,
    ends: ["ok"],
  },
  {
    name: "services with malformed bodies",
    code:
      `${ASK}for service in ("display", "begin", "settled", "function", "file", "network", "wait"):\n    for body in ("", "null", "{", "[]", "NaN", "-1", '{"op":"read","path":"/etc/passwd"}', '{"type":"__proto__"}'):\n        ask([service, body], b"x" * 10)`,
    ends: ["ok"],
  },
  {
    name: "a report of the guest's own, before that of its run",
    code:
      `${ASK}ask(["returned", '{"status":"ok","value":"5"}'])\nask(["raised", "x" * 10**6])\n7`,
    ends: ["ok"],
  },
  {
    name: "a report that is no text",
    code:
      `${ASK}import sandglass_turn\nsandglass_turn.request_host = lambda *_: (None, b"")\nask(["returned", {"status": "ok"}])`,
    ends: ["crashed", "ok"],
  },
];

const NATIVE: readonly Attack[] = [
  {
    name: "a view past the end of memory",
    code:
      "import numpy as np\nnp.lib.stride_tricks.as_strided(np.zeros(1, np.uint8), (2**31 - 1,), (1,)).sum()",
    ends: ["crashed"],
  },
  {
    name: "an array at an address of the guest's choosing",
    code:
      "import numpy as np\nclass Wild: __array_interface__ = {'shape': (5 * 10**7,), 'typestr': '|u1', 'data': (2**16, False), 'version': 3}\nnp.asarray(Wild())[:] = 255",
  },
  {
    name: "bytecode at random",
    code:
      "import marshal, random\nrandom.seed(5)\ncode = marshal.dumps(compile('x = [1, 2]\\nfor y in x: str(y)', 'a', 'exec'))\nfor _ in range(300):\n    bad = bytearray(code)\n    bad[random.randrange(len(bad))] = random.randrange(256)\n    try: exec(marshal.loads(bytes(bad)), {})\n    except Exception: pass",
  },
  {
    name: "iterators within iterators",
    code: "x = iter([1])\nfor _ in range(10**5): x = map(int, x)\nlist(x)",
  },
  {
    name: "the hash of a deep tuple",
    code: "x = ()\nfor _ in range(10**5): x = (x,)\nhash(x)",
  },
  {
    name: "a deep document",
    code:
      "import xml.etree.ElementTree as E\nE.fromstring('<a>' * 10**5 + '</a>' * 10**5)",
  },
  {
    name: "a signal that is fatal",
    code: "import signal; signal.raise_signal(signal.SIGSEGV)",
    // If an attack before has left hardly any memory, that is taken for the reason.
    ends: ["crashed", "memory"],
  },
  {
    name: "no modules",
    code: "import sys\nsys.modules.clear()",
  },
  {
    name: "pictures of random bytes",
    code:
      "from PIL import Image\nimport io, random, warnings\nwarnings.simplefilter('ignore')\nrandom.seed(1)\nfor kind in ('png', 'gif', 'tiff'):\n    file = io.BytesIO()\n    Image.effect_noise((32, 32), 50).save(file, kind)\n    for _ in range(50):\n        bad = bytearray(file.getvalue())\n        for _ in range(3): bad[random.randrange(len(bad))] = random.randrange(256)\n        try: Image.open(io.BytesIO(bytes(bad))).load()\n        except Exception: pass",
  },
];

const FULL: readonly Attack[] = [
  {
    name: "arrays",
    code:
      "import numpy as np\ndef fill():\n    a = []\n    while True: a.append(np.ones(10**5))\nfill()",
  },
  {
    name: "one array",
    code: "import numpy as np\nnp.zeros(2**27)",
  },
  {
    name: "a table that is joined with itself",
    code:
      "import pandas as pd\nt = pd.DataFrame({'k': [1] * 10**4})\nt.merge(t, on='k').merge(t, on='k')",
  },
  {
    name: "what unpacks to more than it is",
    code:
      "import zlib\nbomb = zlib.compress(bytes(5 * 10**7))\nzlib.decompress(bomb) + zlib.decompress(bomb)",
  },
  {
    name: "what unpickles to more than it is",
    code:
      "import pickle\npickle.loads(b'cbuiltins\\nbytearray\\n(I2000000000\\ntR.')",
  },
];

for (
  const [threat, attacks, ends] of [
    ["requests that a guest writes itself", FRAMES, ANY],
    ["native code that a guest misuses", NATIVE, ANY],
    ["memory that packages fill", FULL, ["memory"]],
  ] as const
) {
  testAttacks(threat, {
    language: "python",
    attacks: attacks.map((one) => ({ ...one, on: "cpython" })),
    options: { limits: { memoryBytes: LIMIT_BYTES } },
    async fn(guest, attack, { isolation }) {
      const sandbox = await guest.sandbox();
      assertEnded(await sandbox.run("kept = 7"), ["ok"]);
      const result = await sandbox.run(attack.code, {
        limits: { timeoutMs: 60_000 },
      });
      assertEnded(result, attack.ends ?? ends);
      if (isolation === "thread") {
        const { peakMemoryBytes = 0 } = result.usage;
        assert(peakMemoryBytes <= LIMIT_BYTES, `${peakMemoryBytes}`);
      }
      const next = await sandbox.run("kept");
      if (next.status === "ok") assertEquals(next.value, 7);
      // A guest may have spoilt what is kept of it, but not what others get.
      else await sandbox.close();
      await guest.assertInnocent();
    },
  });
}
