/** Packages that the host prepared: what guests of each Python engine have of them, in each isolation. */
import "../../_ask_worker_options.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { resolveSandboxOptions } from "../../../core/resolve_options.ts";
import type { ResolvedSandboxOptions } from "../../../core/options.ts";
import type { PackageSet } from "../../../core/packages.ts";
import {
  type Sandbox,
  SandboxError,
  type SandboxOptions,
} from "../../../mod.ts";
import { engineFor, shareSite } from "../../../sandbox/start/start_packages.ts";
import { planStart } from "../../../sandbox/start/start_worker.ts";
import { CPYTHON } from "../../_cpython.ts";
import { LEVEL } from "../../level.ts";
import {
  createPoolWith,
  createWith,
  loadModules,
  type Modules,
  TestPackages,
} from "../../_packages.ts";

/** More than the limits of {@linkcode LITTLE}. */
const BIG = new Uint8Array(100_000).fill(7);
const LITTLE = { fileBytes: 1_000, maxFiles: 4 };

/** A distribution as its wheel has it: modules, data, and what is known of it. */
const FILES = {
  "tabular/__init__.py":
    "from .inner import width\nfrom importlib.resources import files\ndef motto(): return (files(__name__) / 'data/motto.txt').read_text()\n",
  "tabular/inner.py": "width = 42\n",
  "tabular/deep/er/__init__.py": "depth = 3\n",
  "tabular/data/motto.txt": "one file\n",
  "tabular/data/big.bin": BIG,
  "tabular/__main__.py": "import sys\nprint('main', __name__, sys.argv[1:])\n",
  "single.py": "from tabular import width\nname = __name__\n",
  // One of the standard library's has the same name.
  "json.py": "raise ImportError('not this one')\n",
  "tabular-1.2.dist-info/METADATA":
    "Metadata-Version: 2.1\nName: tabular\nVersion: 1.2\nSummary: A test\n",
  "tabular-1.2.dist-info/RECORD": "tabular/__init__.py,,\nsingle.py,,\n",
  "tabular-1.2.dist-info/entry_points.txt":
    "[console_scripts]\ntabular = tabular.inner:width\n",
  "tabular-1.2.dist-info/top_level.txt": "tabular\n",
};

const SITE_OF = {
  cpython: "/usr/local/lib/python3.15/site-packages",
  pyodide: "/lib/python3.14/site-packages",
};

async function valueOf(sandbox: Sandbox, code: string): Promise<unknown> {
  const result = await sandbox.run(code, { limits: { timeoutMs: 60_000 } });
  assert(result.status === "ok", Deno.inspect(result));
  assertEquals(result.files, []);
  return result.value;
}

/** Reads, by the means of Python, what a package has. */
const READING =
  `import importlib.metadata as metadata, importlib.resources as resources
import json, os, pkgutil, sys, single, tabular, tabular.deep.er
found = os.path.dirname(tabular.__file__)
{
    "values": [single.width, tabular.motto(), tabular.deep.er.depth],
    "json": json.dumps([1]),
    "file": tabular.__file__,
    "version": metadata.version("tabular"),
    "files": [str(file) for file in metadata.files("tabular")],
    "entry": [entry.load() for entry in metadata.entry_points(name="tabular")],
    "resources": sorted(one.name for one in resources.files("tabular").joinpath("data").iterdir()),
    "open": open(found + "/data/motto.txt").read(),
    "bytes": [len(data := open(found + "/data/big.bin", "rb").read()), set(data) == {7}],
    "seek": [(file := open(found + "/data/motto.txt", "rb")).seek(-5, 2), file.read(2), file.seek(1), file.read()],
    "modules": sorted(one.name for one in pkgutil.iter_modules(tabular.__path__)),
    "listed": sorted(os.listdir(found)),
    "walked": sum(len(files) for _, _, files in os.walk(os.path.dirname(found))),
    "path": [sys.path[0], sys.path[-1]],
    "real": os.path.realpath(tabular.__file__) == tabular.__file__,
    "mount": os.path.ismount(os.path.dirname(found)),
}`;

/** Tries to change packages in each way that Python has. */
const CHANGING = `import os, shutil, tabular
found = os.path.dirname(tabular.__file__)
site = os.path.dirname(found)
def refused(act):
    try: act()
    except OSError as error: return error.strerror in ("Read-only file system", "Permission denied", "Cross-device link", "Resource busy", "Device or resource busy", "Directory not empty")
    return False
init = found + "/__init__.py"
open("/work/mine", "w").close()
tried = {
    "write": lambda: open(init, "w"),
    "append": lambda: open(init, "a"),
    "update": lambda: open(init, "r+b"),
    "truncate": lambda: os.truncate(init, 0),
    "make": lambda: open(found + "/new.py", "w"),
    "make in site": lambda: open(site + "/new.py", "w"),
    "mkdir": lambda: os.mkdir(found + "/new"),
    "remove": lambda: os.remove(init),
    "rmdir": lambda: os.rmdir(found + "/data"),
    "rmtree": lambda: shutil.rmtree(found),
    "rename": lambda: os.rename(init, found + "/old.py"),
    "rename out": lambda: os.rename(init, "/work/out.py"),
    "rename in": lambda: os.rename("/work/mine", found + "/new.py"),
    "rename over": lambda: os.rename("/work/mine", init),
    "rename site": lambda: os.rename(site, "/work/site"),
    "symlink": lambda: os.symlink("/work/mine", found + "/new.py"),
    "utime": lambda: os.utime(init, (1, 1)),
}
done = [name for name, act in tried.items() if not refused(act)]
os.remove("/work/mine")
[done, open(init).readline(), sorted(os.listdir(site))]`;

/** Runs a module as `python -m` does. */
const AS_PROGRAM = `import contextlib, io, runpy, sys
sys.argv[1:] = ["x"]
with contextlib.redirect_stdout(io.StringIO()) as out:
    runpy.run_module("tabular", run_name="__main__", alter_sys=True)
out.getvalue()`;

/** Fills what the guest may have of files. */
const FILLING = `import os, tabular
open(os.path.dirname(tabular.__file__) + "/data/big.bin", "rb").read()
def fails(name, text):
    try:
        with open(name, "w") as file: file.write(text)
    except OSError as error: return error.strerror
for i in range(3): assert not fails(f"/work/{i}", "x" * 300)
held = open(os.path.dirname(tabular.__file__) + "/data/big.bin", "rb")
[fails("/work/0", "x" * 500), fails("/work/3", "x" * 90), fails("/work/4", "")]`;

for (
  const [engine, isInstalled] of [
    ["pyodide", true],
    ["cpython", CPYTHON.isInstalled],
  ] as const
) {
  for (const isolation of ["process", "thread"] as const) {
    const given: SandboxOptions = { engine, isolation };
    const ignore = !isInstalled || !LEVEL.isolations.includes(isolation);
    const test = (name: string, fn: () => Promise<void>): void =>
      Deno.test({ name: `${name} (${engine}, ${isolation})`, ignore, fn });

    test("guests import packages and read their files", async () => {
      await using packages = await TestPackages.make(FILES);
      await using sandbox = await createWith(packages.set, given);
      const site = SITE_OF[engine];
      assertEquals(await valueOf(sandbox, READING), {
        values: [42, "one file\n", 3],
        json: "[1]",
        file: `${site}/tabular/__init__.py`,
        version: "1.2",
        files: ["tabular/__init__.py", "single.py"],
        entry: [42],
        resources: ["big.bin", "motto.txt"],
        open: "one file\n",
        bytes: [BIG.length, true],
        seek: [
          4,
          new TextEncoder().encode("fi"),
          1,
          new TextEncoder().encode("ne file\n"),
        ],
        modules: ["__main__", "inner"],
        listed: ["__init__.py", "__main__.py", "data", "deep", "inner.py"],
        walked: Object.keys(FILES).length,
        path: ["/work", site],
        real: true,
        mount: false,
      });
      assertEquals(await valueOf(sandbox, AS_PROGRAM), "main __main__ ['x']\n");
      assertEquals(await sandbox.files.list(), []);
    });

    test("guests change nothing of packages", async () => {
      await using packages = await TestPackages.make(FILES);
      await using sandbox = await createWith(packages.set, given);
      assertEquals(await valueOf(sandbox, CHANGING), [
        [],
        "from .inner import width\n",
        [...new Set(Object.keys(FILES).map((path) => path.split("/")[0]))]
          .sort(),
      ]);
    });

    test("packages count as no files of the guest's, and a module in /work is found first", async () => {
      await using packages = await TestPackages.make(FILES);
      await using sandbox = await createWith(packages.set, {
        ...given,
        limits: LITTLE,
        files: { "single.py": "name = 'mine'\n" },
      });
      assertEquals(
        await valueOf(sandbox, "import single; single.name"),
        "mine",
      );
      await sandbox.files.remove("single.py");
      const result = await sandbox.run(FILLING, {
        limits: { timeoutMs: 60_000 },
      });
      assert(result.status === "ok", Deno.inspect(result));
      const full = "No space left on device";
      assertEquals(result.value, [full, null, full]);
      assertEquals(
        result.files.map(({ path }) => path).sort(),
        ["0", "1", "2", "3"],
      );
    });

    test("threat: packages that were changed after they were prepared", async () => {
      // Others of the same contents may be in memory already.
      const own = { "own.py": crypto.randomUUID() };
      await using packages = await TestPackages.make({ ...FILES, ...own });
      const { path, bytes } = packages.set;
      const packed = await Deno.readFile(path);
      const [last = 0] = packed.slice(-1);
      const faults: readonly (readonly [string, () => Promise<void>])[] = [
        ["is damaged", async () => {
          packed[packed.length - 1] = last ^ 1;
          await Deno.writeFile(path, packed);
        }],
        ["is damaged", () => Deno.truncate(path, bytes - 1)],
        ["cannot be read", () => Deno.remove(path)],
      ];
      for (const [said, spoil] of faults) {
        await spoil();
        const error = await assertRejects(
          () => createWith({ ...packages.set }, given),
          SandboxError,
          said,
        );
        assertEquals(error.code, "PACKAGES_FAILED");
        assert(error.message.includes(path), error.message);
        assertEquals(/\n/.test(error.message), false);
      }
      packed[packed.length - 1] = last;
      await Deno.writeFile(path, packed);
      await using sandbox = await createWith({ ...packages.set }, given);
      assertEquals(await valueOf(sandbox, "import single; single.width"), 42);
    });

    if (engine === "cpython") {
      test("packages remain after a run that was undone", async () => {
        await using packages = await TestPackages.make(FILES);
        await using sandbox = await createWith(packages.set, given);
        await valueOf(
          sandbox,
          "import os, tabular; file = open(os.path.dirname(tabular.__file__) + '/data/motto.txt'); file.read(4)",
        );
        const stopped = await sandbox.run("while True: pass", {
          limits: { timeoutMs: 500 },
        });
        assertEquals(stopped.status, "timeout");
        assertEquals(
          await valueOf(sandbox, "import single; [file.read(), single.width]"),
          ["file\n", 42],
        );
      });
    }

    test("each guest of a pool has packages as they were", async () => {
      // As large as many packages are together.
      const bulk = { "bulk.bin": new Uint8Array(2 ** 24) };
      await using packages = await TestPackages.make({ ...FILES, ...bulk });
      await using pool = await createPoolWith(packages.set, {
        ...given,
        size: 1,
        maxSandboxes: 1,
      });
      for (let round = 0; round < 3; round++) {
        const result = await pool.run(
          `import sys, single, tabular
before = [single.width, tabular.motto(), sys.path[-1]]
tabular.width = single.width = 0
sys.modules["tabular"] = sys
sys.path.clear()
sys.path_importer_cache.clear()
before`,
          { limits: { timeoutMs: 30_000 } },
        );
        assert(result.status === "ok", Deno.inspect(result));
        assertEquals(result.value, [42, "one file\n", SITE_OF[engine]]);
      }
    });
  }
}

/** The modules with child processes that are sent packages, as those of a binary are. */
async function sendingModules({ path, ...set }: PackageSet): Promise<Modules> {
  const own = await loadModules();
  const startWorker: typeof own.start.startWorker = (plan, options) => {
    const { packages, workers } = plan;
    const site = shareSite({ ...set, path });
    return own.start.startWorker({
      ...plan,
      // They have to do without the file.
      packages: packages && { ...packages, path: "/nowhere" },
      workers: { ...workers, start: (it) => workers.start({ ...it, site }) },
    }, options);
  };
  return { ...own, start: { ...own.start, startWorker } };
}

Deno.test("a child process that reads no file is sent its packages", async () => {
  await using packages = await TestPackages.make(FILES);
  await using sandbox = await createWith(
    packages.set,
    { isolation: "process" },
    await sendingModules(packages.set),
  );
  assertEquals(await valueOf(sandbox, "import single; single.width"), 42);
});

/** Options with packages; the engine is one that has no snapshot to load. */
const OPTIONS: ResolvedSandboxOptions = {
  ...resolveSandboxOptions({
    isolation: "thread",
    packages: ["tabular>=1"],
    lock: "a lock",
  }),
  engine: "quickjs",
};
const NO_SET: PackageSet = { path: "", sha256: "", bytes: 0, packages: [] };

Deno.test("planStart() has packages prepared, with the listeners of its options", async () => {
  const controller = new AbortController();
  const heard: string[] = [];
  const options = {
    ...OPTIONS,
    signal: controller.signal,
    onProgress: (message: string): void => void heard.push(message),
    onWarning: (message: string): void => void heard.push(message),
  };
  const plan = await planStart(options, false, (asked) => {
    const { engine, requirements, lock, signal, onProgress, onWarning } = asked;
    assertEquals([engine, lock], ["quickjs", "a lock"]);
    assertEquals(requirements, OPTIONS.packages);
    onProgress?.("progress");
    onWarning?.("warning");
    assertEquals(signal?.aborted, false);
    controller.abort();
    assertEquals(signal?.aborted, true);
    return Promise.resolve(NO_SET);
  });
  assertEquals(plan.packages, NO_SET);
  assertEquals(heard, ["progress", "warning"]);
});

Deno.test("planStart() prepares nothing without packages", async () => {
  const options = { ...OPTIONS, packages: [], lock: undefined };
  const plan = await planStart(options, false, () => {
    throw new Error("nothing was asked for");
  });
  assertEquals(plan.packages, undefined);
});

Deno.test("planStart() fails as the preparation does", async () => {
  const failure = new SandboxError("PACKAGES_FAILED", "there is no tabular");
  const error = await assertRejects(
    () => planStart(OPTIONS, false, () => Promise.reject(failure)),
    SandboxError,
  );
  assertEquals(error, failure);
});

Deno.test("planStart() ends the preparation if the engine is not installed", async () => {
  const ended = Promise.withResolvers<void>();
  const directory = await Deno.makeTempDir();
  const before = Deno.env.get("XDG_DATA_HOME");
  Deno.env.set("XDG_DATA_HOME", directory);
  try {
    const error = await assertRejects(
      () =>
        planStart({ ...OPTIONS, engine: "cpython" }, false, ({ signal }) => {
          signal?.addEventListener("abort", () => ended.resolve());
          if (signal?.aborted) ended.resolve();
          return new Promise(() => {});
        }),
      SandboxError,
    );
    assertEquals(error.code, "NOT_INSTALLED");
    await ended.promise;
  } finally {
    if (before === undefined) Deno.env.delete("XDG_DATA_HOME");
    else Deno.env.set("XDG_DATA_HOME", before);
    await Deno.remove(directory);
  }
});

Deno.test("engineFor() leaves options to their own checks where they have no packages", () => {
  assertEquals(engineFor({ packages: [] }), undefined);
  assertEquals(engineFor({ language: "javascript", packages: [] }), undefined);
  // A cast, as there is no such language.
  const unknown = { language: "none" as "python", packages: ["tabular"] };
  assertEquals(engineFor(unknown), undefined);
});

Deno.test("shareSite() reads packages once while they are in use", async () => {
  await using packages = await TestPackages.make({ "a.py": "1" });
  const [one, two, three] = await Promise.all([
    shareSite(packages.set),
    shareSite(packages.set),
    shareSite({ ...packages.set, path: "/nowhere" }),
  ]);
  assert(one instanceof SharedArrayBuffer);
  assertEquals([one === two, one === three], [true, true]);
  assertEquals(
    new Uint8Array(one).slice(),
    await Deno.readFile(packages.set.path),
  );
});
