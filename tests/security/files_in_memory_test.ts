import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { createSandbox, run } from "../../mod.ts";
import { controls, slow } from "../level.ts";
import { Guest, ISOLATIONS, LANGUAGES, tryEach } from "./_guest.ts";
import { HAS_PROC, threadTicks } from "./_quiet.ts";
import { assertBounded, tryFiles } from "./_try_files.ts";

const AMPLE = { limits: { timeoutMs: 60_000 } };

/** Ways to fill the file system; each attack has to end in an error that the guest can catch. */
const FILLING: Readonly<
  Record<string, readonly (readonly [string, string])[]>
> = {
  python: [
    [
      "a million empty files",
      "n = 0\ntry:\n    while n < 1_000_000:\n        open(f'/tmp/f{n}', 'w').close(); n += 1\nexcept OSError as error: why = error.errno\n[n <= 100, why]",
    ],
    [
      "a million directories",
      "import os\nn = 0\ntry:\n    while n < 1_000_000:\n        os.mkdir(f'd{n}'); n += 1\nexcept OSError as error: why = error.errno\n[n <= 100, why]",
    ],
    [
      "a million symbolic links",
      "import os\nn = 0\ntry:\n    while n < 1_000_000:\n        os.symlink('x' * 4000, f'l{n}'); n += 1\nexcept OSError as error: why = error.errno\n[n <= 100, why]",
    ],
    [
      "a symbolic link of a million characters",
      "import os\nn = 0\ntry: os.symlink('x' * 1_000_000, 'l')\nexcept OSError as error: why = 51 if error.errno == 37 else error.errno\n[True, why]",
    ],
    [
      "one endless file",
      "try:\n    with open('f', 'wb', buffering=0) as f:\n        while True: f.write(b'x' * 10_000)\nexcept OSError as error: why = error.errno\n[__import__('os').stat('f').st_size <= 1_000_000, why]",
    ],
    [
      "a file with a hole of a terabyte",
      "try:\n    with open('f', 'wb', buffering=0) as f:\n        f.seek(10**12); f.write(b'x')\nexcept OSError as error: why = error.errno\n[True, why]",
    ],
    [
      "a file that is truncated to a terabyte",
      "import os\nopen('t', 'w').close()\ntry: os.truncate('t', 10**12)\nexcept OSError as error: why = error.errno\n[True, why]",
    ],
    [
      "files that are deleted but open",
      "import os\nkept = []\ntry:\n    for n in range(1000):\n        f = open('f', 'wb', buffering=0); kept.append(f); os.remove('f'); f.write(b'x' * 100_000)\nexcept OSError as error: why = error.errno\nn = len(kept); kept.clear()\n[n <= 12, why]",
    ],
  ],
  javascript: [
    [
      "a million empty files",
      "var n = 0, why; try { for (; n < 1e6; n++) fs.writeFileSync(`/tmp/f${n}`, ''); } catch (error) { why = error.code; } [n <= 100, why]",
    ],
    [
      "a million directories",
      "var n = 0, why; try { for (; n < 1e6; n++) fs.mkdirSync(`d${n}`); } catch (error) { why = error.code; } [n <= 100, why]",
    ],
    [
      "one endless file",
      "var why; try { for (;;) fs.appendFileSync('f', 'x'.repeat(1e4)); } catch (error) { why = error.code; } [fs.statSync('f').size <= 1e6, why]",
    ],
    [
      "a file that is truncated to a terabyte",
      "var why; fs.writeFileSync('t', ''); try { fs.truncateSync('t', 1e12); } catch (error) { why = error.code; } [true, why]",
    ],
  ],
};

const FULL: Readonly<Record<string, unknown>> = {
  python: [true, 51],
  javascript: [true, "ENOSPC"],
};

/** Removes the files of an attack, to make room for the next. */
const CLEANING: Readonly<Record<string, string>> = {
  python:
    "import os, shutil\nfor top in ('/work', '/tmp'):\n    for name in os.listdir(top):\n        path = f'{top}/{name}'\n        shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.remove(path)",
  javascript:
    "for (const top of ['/work', '/tmp']) for (const name of fs.readdirSync(top)) fs.rmSync(`${top}/${name}`, { recursive: true })",
};

const SMALL = { maxFiles: 100, fileBytes: 1_000_000 };

for (const language of LANGUAGES) {
  for (const isolation of ISOLATIONS) {
    Deno.test(`the file system is filled (${language}, ${isolation})`, async (t) => {
      await using guest = new Guest({ language, isolation, limits: SMALL });
      await tryEach(
        t,
        (FILLING[language] ?? []).map(([name, code]) => ({ name, code })),
        async ({ code }) => {
          const result = await guest.run(code, AMPLE);
          assert(result.status === "ok", Deno.inspect(result));
          assertEquals(result.value, FULL[language]);
          assert(result.files.length <= SMALL.maxFiles);
          const cleaned = await guest.run(CLEANING[language] ?? "", AMPLE);
          assert(cleaned.status === "ok", Deno.inspect(cleaned));
        },
      );
      await guest.assertInnocent();
    });
  }
}

controls.test("control: with a higher limit there are more files", async () => {
  for (const language of LANGUAGES) {
    await using guest = new Guest({ language, limits: { maxFiles: 150 } });
    const [, code = ""] = FILLING[language]?.[0] ?? [];
    const result = await guest.run(code, AMPLE);
    assert(result.status === "ok", Deno.inspect(result));
    assert(Array.isArray(result.value));
    assertEquals(result.value[0], false);
  }
});

const MAKE = {
  python:
    "open('secret', 'w').write('left')\nopen('/tmp/secret', 'w').write('left')",
  javascript:
    "fs.writeFileSync('secret', 'left'); fs.writeFileSync('/tmp/secret', 'left'); 1",
  typescript: "",
};
const LOOK = {
  python: "import os\n[os.listdir('/work'), os.listdir('/tmp')]",
  javascript: "[fs.readdirSync('/work'), fs.readdirSync('/tmp')]",
  typescript: "",
};

slow.test("a file of one sandbox is searched for in another", async () => {
  for (const language of LANGUAGES) {
    for (const isolation of ISOLATIONS) {
      const sandboxes = await Promise.all([
        createSandbox({ language, isolation }),
        createSandbox({ language, isolation }),
      ]);
      const [one, other] = sandboxes;
      await one.run(MAKE[language]);
      await one.files.write("host", "left");
      // Control: the file is there in the sandbox that wrote it.
      assertEquals((await one.files.list()).length, 2);
      assertEquals(await other.files.list(), []);
      const seen = await other.run(LOOK[language]);
      assert(seen.status === "ok", Deno.inspect(seen));
      assertEquals(seen.value, [[], []]);
      await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
    }
  }
});

Deno.test("a file is searched for by the next guest of a worker", async () => {
  const THREAD = { language: "javascript", isolation: "thread" } as const;
  await using _other = await createSandbox(THREAD);
  const before = await createSandbox(THREAD);
  const threads = new Set(threadTicks().keys());
  await before.run(MAKE.javascript);
  await before.files.write("host", "left");
  await before.close();
  await using next = await createSandbox(THREAD);
  const sameThread = [...threadTicks().keys()].every((one) => threads.has(one));
  assert(sameThread || !HAS_PROC, "The worker was not reused");
  assertEquals(await next.files.list(), []);
  const seen = await next.run(LOOK.javascript);
  assert(seen.status === "ok", Deno.inspect(seen));
  assertEquals(seen.value, [[], []]);
  assertEquals(seen.files, []);
});

/** Ways for a JavaScript guest to change the objects that its files rely on, so that the host gets wrong answers. */
const SPOILING = [
  "Array.prototype[Symbol.iterator] = null; Map.prototype.values = null;",
  "JSON.parse = () => ({ op: 'list', path: '../..', from: 0 });",
  'JSON.stringify = () => \'{"entries":[["../../etc/passwd",1]]}\';',
  "String.prototype.split = () => ['..', '..', 'etc', 'passwd'];",
  "Map.prototype.get = () => { throw null; };",
  "Object.defineProperty(Object.prototype, 'error', { get() { throw 1; } });",
  "Array.prototype.push = function () { for (;;); };",
  "globalThis.Uint8Array = null; Uint8Array;",
  "Date.now = () => { throw { code: '../..' }; };",
] as const;

slow.test("a guest spoils the objects that its files rely on", async () => {
  for (const [at, code] of SPOILING.entries()) {
    await using sandbox = await createSandbox({
      language: "javascript",
      isolation: at % 2 === 0 ? "process" : "thread",
    });
    const result = await sandbox.run(
      `fs.writeFileSync("mine", "1"); ${at % 3 === 0 ? "" : "fs;"} ${code}`,
      { limits: { timeoutMs: 2_000 }, returnFiles: true },
    );
    assertBounded(result);
    await tryFiles(sandbox);
  }
});

/** After a breakout to JavaScript, Python may answer anything; here Python spoils what it can reach itself. */
Deno.test("a Python guest spoils its own modules", async () => {
  await using sandbox = await createSandbox({ language: "python" });
  const result = await sandbox.run(
    "import sys, os, io, builtins\nopen('mine', 'w').write('1')\nos.chdir('/tmp'); sys.path[:] = []; sys.path_importer_cache.clear()\nbuiltins.open = io.open = None; os.listdir = None",
    { returnFiles: true },
  );
  assertEquals(result.files.map(({ path }) => path), ["mine"]);
  assertEquals(await sandbox.files.readText("mine"), "1");
});

Deno.test("a run that was stopped returns no files", async () => {
  const result = await run(
    "fs.writeFileSync('made', '1'); for (;;);",
    { language: "javascript", limits: { timeoutMs: 300 } },
  );
  assertEquals(result.status, "timeout");
  assertEquals(result.files, []);
});
