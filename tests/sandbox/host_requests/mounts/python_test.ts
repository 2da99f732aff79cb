import "../../../_ask_worker_options.ts";
import { assertEquals, assertRejects } from "@std/assert";
import { createSandbox, SandboxError, type Value } from "../../../../mod.ts";
import { inIsolation } from "../../../level.ts";
import { namesIn, TestDirectory } from "./_directory.ts";
import { ISOLATIONS, valueOf } from "./_value_of.ts";

/** What a piece of Python does with `/data`, which the host sees too. */
interface Case {
  readonly name: string;
  readonly code: string;
  readonly value: unknown;
  readonly check?: (directory: TestDirectory) => void;
}

const CASES: readonly Case[] = [
  {
    name: "open() reads text, bytes, lines and parts",
    code: `
with open('/data/a.txt') as f: text = f.read()
with open('/data/a.txt', 'rb') as f:
    f.seek(-3, 2)
    end = f.read()
    f.seek(1)
    part = f.read(2)
[text, list(open('/data/a.txt')), end, part]`,
    value: [
      "one\ntwo\n",
      ["one\n", "two\n"],
      new TextEncoder().encode("wo\n"),
      new TextEncoder().encode("ne"),
    ],
  },
  {
    name: "pathlib and os look around",
    code: `
import os, pathlib, stat
p = pathlib.Path('/data')
[sorted(os.listdir('/data')), sorted(one.name for one in p.rglob('*.txt')), p.is_dir(), (p / 'a.txt').is_file(),
 (p / 'missing').exists(), os.path.getsize('/data/a.txt'), os.path.ismount('/data'), 'data' in os.listdir('/'),
 stat.S_ISREG(os.stat('/data/a.txt').st_mode), sorted(root for root, _, _ in os.walk('/data'))]`,
    value: [
      ["a.txt", "d"],
      ["a.txt", "b.txt"],
      true,
      true,
      false,
      8,
      true,
      true,
      true,
      ["/data", "/data/d"],
    ],
  },
  {
    name: "open() writes, appends, updates and cuts",
    code: `
with open('/data/new.txt', 'x') as f: f.write('1234567890')
with open('/data/new.txt', 'a') as f: f.write('abc')
with open('/data/new.txt', 'r+') as f:
    f.seek(2)
    f.write('__')
    f.truncate(12)
with open('/data/cut.txt', 'w') as f: f.write('long')
with open('/data/cut.txt', 'w') as f: f.write('s')
open('/data/new.txt').read()`,
    value: "12__567890ab",
    check: (directory): void => {
      assertEquals(directory.read("new.txt"), "12__567890ab");
      assertEquals(directory.read("cut.txt"), "s");
    },
  },
  {
    name: "a large file goes there and back",
    code: `
import hashlib
data = bytes(range(256)) * 13_000
with open('/data/large', 'wb') as f: f.write(data)
hashlib.sha256(open('/data/large', 'rb').read()).digest() == hashlib.sha256(data).digest()`,
    value: true,
    check: (directory): void => {
      assertEquals(
        Deno.statSync(`${directory.inside}/large`).size,
        256 * 13_000,
      );
    },
  },
  {
    name: "os makes, moves and removes",
    code: `
import os, shutil
os.makedirs('/data/x/y/z')
open('/data/x/f', 'w').write('f')
os.rename('/data/x/f', '/data/x/y/g')
os.rename('/data/x/y', '/data/w')
os.replace('/data/w/g', '/data/w/h')
os.utime('/data/w/h', (1, 1))
os.chmod('/data/w/h', 0o7777)
shutil.copytree('/data/w', '/data/v')
shutil.rmtree('/data/w')
os.mkdir('/data/w')
os.rmdir('/data/x')
[sorted(os.listdir('/data/v')), os.listdir('/data/w'), os.path.exists('/data/x')]`,
    value: [["h", "z"], [], false],
    check: (directory): void => {
      assertEquals(directory.read("v/h"), "f");
      const mode = Deno.statSync(`${directory.inside}/v/h`).mode ?? 0;
      assertEquals(mode & 0o7000, 0);
    },
  },
  {
    name: "zipfile, sqlite3 and import work on it",
    code: `
import zipfile, sqlite3, sys
with zipfile.ZipFile('/data/z.zip', 'w') as z: z.writestr('inner.txt', 'zipped' * 1000)
with sqlite3.connect('/data/x.db') as c:
    c.execute('create table t (a)')
    c.executemany('insert into t values (?)', [(i,) for i in range(100)])
c.close()
open('/data/d/mounted_module.py', 'w').write('answer = 42')
sys.path.insert(0, '/data/d')
import mounted_module
c = sqlite3.connect('file:/data/x.db?mode=ro', uri=True)
rows = c.execute('select sum(a) from t').fetchall()
c.close()
[len(zipfile.ZipFile('/data/z.zip').read('inner.txt')), rows[0][0], mounted_module.answer]`,
    value: [6000, 4950, 42],
  },
  {
    name: "errors are Python's own",
    code: `
import os
kinds = []
for operate in (
    lambda: open('/data/missing'),
    lambda: open('/data/d'),
    lambda: open('/data/a.txt', 'x'),
    lambda: os.listdir('/data/a.txt'),
    lambda: os.rmdir('/data/d'),
    lambda: os.rename('/data/a.txt', '/tmp/a.txt'),
    lambda: os.symlink('a.txt', '/data/link'),
    lambda: os.link('/data/a.txt', '/data/link'),
    lambda: os.mkfifo('/data/fifo'),
    lambda: os.readlink('/data/a.txt'),
):
    try:
        operate()
        kinds.append('none')
    except OSError as error:
        kinds.append(f'{type(error).__name__} {error.strerror}')
    except AttributeError:
        kinds.append('not there')
kinds`,
    value: [
      "FileNotFoundError No such file or directory",
      "IsADirectoryError Is a directory",
      "FileExistsError File exists",
      "NotADirectoryError Not a directory",
      "OSError Directory not empty",
      "OSError Cross-device link",
      "PermissionError Operation not permitted",
      "not there",
      "not there",
      "OSError Invalid argument",
    ],
  },
];

for (const isolation of ISOLATIONS) {
  const here = inIsolation(isolation);
  for (const mode of ["rw", "overlay"] as const) {
    here.test(`Python works on a mounted directory (${mode}, ${isolation})`, async (t) => {
      await using directory = new TestDirectory();
      directory.write("a.txt", "one\ntwo\n");
      directory.write("d/b.txt", "b");
      await using sandbox = await createSandbox({
        isolation,
        mounts: [directory.mount(mode)],
      });
      for (const { name, code, value, check } of CASES) {
        const moves = mode === "overlay"
          ? code.replace("os.rename('/data/x/y'", "shutil.move('/data/x/y'")
          : code;
        await t.step({
          name,
          // The sandbox outlives its step; the test as a whole leaks nothing.
          sanitizeOps: false,
          sanitizeResources: false,
          fn: async () => {
            assertEquals(await valueOf(sandbox, moves), value as Value);
            if (mode === "rw") check?.(directory);
          },
        });
      }
      if (mode === "rw") return;
      assertEquals(namesIn(directory.inside), ["a.txt", "d"]);
    });
  }

  here.test(`Python sees a mounted directory live, from run to run (${isolation})`, async () => {
    await using directory = new TestDirectory();
    directory.write("d/a", "first");
    await using sandbox = await createSandbox({
      isolation,
      mounts: [
        directory.mount("ro", "/work/data"),
        directory.mount("rw", "/other"),
      ],
    });
    assertEquals(
      await valueOf(sandbox, "f = open('data/d/a'); f.read()"),
      "first",
    );
    directory.write("d/a", "second, longer");
    assertEquals(
      await valueOf(sandbox, "f.seek(0); f.read()"),
      "second, longer",
    );
    await Deno.remove(`${directory.inside}/d`, { recursive: true });
    assertEquals(
      await valueOf(sandbox, "import os; os.path.exists('data/d')"),
      false,
    );
    assertEquals(
      await valueOf(sandbox, "os.mkdir('/other/d'); os.listdir('/work/data')"),
      ["d"],
    );
    await Deno.remove(`${directory.inside}/d`);
    directory.write("d", "a file now");
    assertEquals(
      await valueOf(sandbox, "os.path.isfile('data/d'), open('data/d').read()"),
      await valueOf(sandbox, "True, 'a file now'"),
    );
    await Deno.remove(`${directory.inside}/d`);
    assertEquals(await valueOf(sandbox, "open('/other/d', 'w').write('x')"), 1);
    assertEquals(directory.read("d"), "x");
  });

  here.test(`what finalizers do with a mount between two runs ends at once (${isolation})`, async () => {
    await using directory = new TestDirectory();
    directory.write("a", "x");
    await using sandbox = await createSandbox({
      isolation,
      mounts: [directory.mount("rw")],
    });
    await valueOf(
      sandbox,
      `
import asyncio
class Late:
    def __del__(self):
        open('/data/late', 'w').write('late')
async def later():
    late = Late()
    await asyncio.sleep(0)
asyncio.ensure_future(later())
late = [Late()]
late.append(late)
del late
None`,
    );
    assertEquals(await valueOf(sandbox, "open('/data/a').read()"), "x");
  });

  here.test(`a run that waits for a slow mount is stopped, and the next one is not told of it (${isolation})`, async () => {
    await using directory = new TestDirectory();
    directory.write("a", "x");
    await using sandbox = await createSandbox({
      isolation,
      mounts: [directory.mount()],
    });
    const stopped = await sandbox.run("while True: open('/data/a').read()", {
      limits: { timeoutMs: 300 },
    });
    assertEquals(stopped.status, "timeout");
    if (!sandbox.closed) {
      assertEquals(await valueOf(sandbox, "open('/data/a').read()"), "x");
    }
  });
}

Deno.test("createSandbox() starts nothing where a mount cannot be opened", async () => {
  const error = await assertRejects(
    () =>
      createSandbox({
        isolation: "thread",
        mounts: [{ host: "/nowhere/at/all", guest: "/data" }],
      }),
    SandboxError,
    'Cannot mount /data as "/nowhere/at/all" must be a directory that can be read: No such file or directory',
  );
  assertEquals(error.code, "MOUNT_FAILED");
  await assertRejects(
    () => createSandbox({ mounts: [{ host: "/tmp", guest: "/work" }] }),
    TypeError,
  );
});
