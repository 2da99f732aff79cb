import { assert, assertEquals } from "@std/assert";
import { createSandbox, type Sandbox } from "../../mod.ts";
import { type Attack, ISOLATIONS, tryEach } from "./_guest.ts";
import { children, HAS_PROC, until } from "./_quiet.ts";
import "../_ask_worker_options.ts";

/** An attack on later runs, with the value by which the same sandbox shows that it worked. */
interface Left extends Attack {
  /** The value of {@linkcode LOOK} in the same sandbox. */
  readonly found: unknown;
}

/** Checks everything that a later guest relies on. */
const LOOK = `import builtins, os, sys, json, random, linecache
[len('abc'), sorted([2, 1]), json.dumps([1]), open.__name__, sys.argv[1:], sys.gettrace() is None,
 os.path.exists('left'), getattr(builtins, 'left', 0), os.environ.get('LEFT', ''), 'left' in sys.modules,
 hasattr(os, 'left'), sys.stdout.write.__name__, type(sys.meta_path[0]).__name__, sys.getrecursionlimit() > 100]`;

const CLEAN = [
  3,
  [1, 2],
  "[1]",
  "open",
  [],
  true,
  false,
  0,
  "",
  false,
  false,
  "write",
  "type",
  true,
];

const ATTACKS: readonly Left[] = [
  {
    name: "builtins, modules, files, arguments, hooks and finalizers",
    code: `import atexit, builtins, codecs, json, os, sys, types, weakref
builtins.len = lambda _: 666
builtins.left = os.left = 1
json.dumps = lambda *_: 'left'
sys.modules['left'] = types.ModuleType('left')
open('left', 'w').write('x')
os.environ['LEFT'] = 'left'
sys.argv.append('left')
class Left:
    def find_spec(self, *_): return None
sys.meta_path.insert(0, Left())
codecs.register(lambda name: None)
atexit.register(print, 'left')
weakref.finalize(Left(), print, 'left').atexit = True`,
    found: [
      666,
      [1, 2],
      "left",
      "open",
      ["left"],
      true,
      true,
      1,
      "left",
      true,
      true,
      "write",
      "Left",
      true,
    ],
  },
  {
    name: "the module that runs the guest",
    code:
      "import sandglass_guest as g\nrun = g.report\ndef spy(value, *rest): return run(['seen', value], *rest)\ng.report = spy",
    found: ["seen", CLEAN],
  },
  {
    name: "the frames of the module that runs the guest",
    code:
      "import sys\nframe = sys._getframe()\nwhile 'report' not in frame.f_globals: frame = frame.f_back\nforged = dict(status='ok', value='\"forged\"')\nframe.f_globals['report'] = lambda *_: forged",
    found: "forged",
  },
  {
    name: "a task that never ends",
    code:
      "import asyncio\nasync def late():\n    while True:\n        print('late')\n        await asyncio.sleep(0)\nkept = asyncio.get_event_loop().create_task(late())",
    found: CLEAN,
  },
];

async function look(sandbox: Sandbox): Promise<unknown> {
  const result = await sandbox.run(LOOK, { limits: { timeoutMs: 10_000 } });
  assert(result.status === "ok", Deno.inspect(result));
  assertEquals([result.stdout, result.stderr], ["", ""]);
  return result.value;
}

for (const isolation of ISOLATIONS) {
  Deno.test(`what a guest leaves is visible only to its own later runs (${isolation})`, async (t) => {
    // A sandbox that was open before, and one that is opened after.
    await using before = await createSandbox({ isolation });
    assertEquals(await look(before), CLEAN);
    await tryEach(t, ATTACKS, async ({ code, found }) => {
      await using sandbox = await createSandbox({ isolation });
      const result = await sandbox.run(code, {
        limits: { timeoutMs: 10_000 },
      });
      assert(result.status === "ok", Deno.inspect(result));
      // Control: the attack worked in its own sandbox.
      assertEquals(await look(sandbox), found);
      assertEquals(await look(before), CLEAN);
    });
    await using after = await createSandbox({ isolation });
    assertEquals(await look(after), CLEAN);
  });
}

Deno.test("guests leave no process behind", async () => {
  if (HAS_PROC) {
    await until("no child process is left", () => children().length === 0);
  }
});
