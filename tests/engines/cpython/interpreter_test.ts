/**
 * The interpreter itself on our WASI. It runs if the environment variable names the directory of a wheel's artifacts
 * (`python-snapshot.wasm` and `python-stdlib.zip`).
 */
import { assert, assertEquals } from "@std/assert";
import { FileTree } from "../../../engines/cpython/files.js";
import { Wasi } from "../../../engines/cpython/wasi.js";
import { ProcessExit } from "../../../engines/cpython/wasi_system.js";
import { openZip } from "../../../sandbox/zip_file.ts";

const VARIABLE = "SANDGLASS_CPYTHON_ARTIFACTS";
const directory = Deno.env.get(VARIABLE);

const LIBRARY = "/usr/local/lib";
const ZIP = `${LIBRARY}/python315.zip`;

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly host_alloc: (bytes: number) => number;
  readonly turn: (code: number, bytes: number) => number;
}

/** Compiles the interpreter, and makes a tree with what it imports. */
async function load(): Promise<{ module: WebAssembly.Module; tree: FileTree }> {
  const module = await WebAssembly.compile(
    await Deno.readFile(`${directory}/python-snapshot.wasm`),
  );
  const archive = await Deno.readFile(`${directory}/python-stdlib.zip`);
  const tree = new FileTree();
  tree.usage.setClock(() => BigInt(Date.now()) * 1_000_000n);
  tree.addArchive(ZIP, archive);
  const inner = await openZip(archive).read("matplotlib/mpl-data.zip", 2 ** 27);
  assert(inner !== undefined);
  const data = openZip(inner);
  for (const name of data.names) {
    const bytes = await data.read(name, 2 ** 27);
    assert(bytes !== undefined);
    tree.addArchive(`${LIBRARY}/mpl-data/${name}`, bytes);
  }
  tree.freeze("/usr");
  for (const path of ["/work", "/tmp"]) tree.makeDirectories(path);
  tree.addDevices();
  tree.limit({ fileBytes: 2 ** 24, maxFiles: 1_000 });
  return { module, tree };
}

/** An instance with its files. */
class Python {
  readonly tree: FileTree;
  readonly wasi: Wasi;
  readonly #exports: Exports;
  readonly slept: number[] = [];
  output = "";
  wakes = true;

  constructor(module: WebAssembly.Module, tree: FileTree) {
    const decoder = new TextDecoder();
    this.tree = tree;
    this.wasi = new Wasi({
      tree,
      args: ["/usr/local/bin/python.wasm"],
      env: { HOME: "/work", TMPDIR: "/tmp", PYTHONTZPATH: "" },
      preopens: ["/", {
        path: `${ZIP}/matplotlib/mpl-data`,
        at: `${LIBRARY}/mpl-data`,
      }],
      clocks: {
        realtime: () => BigInt(Date.now()) * 1_000_000n,
        monotonic: () => BigInt(Math.round(performance.now() * 1e6)),
      },
      random: (view) => void crypto.getRandomValues(view),
      readStdin: () => new Uint8Array(0),
      write: (_, bytes) => {
        this.output += decoder.decode(bytes, { stream: true });
        return 0;
      },
      sleep: (ms) => {
        this.slept.push(ms);
        return this.wakes;
      },
    });
    const { exports } = new WebAssembly.Instance(module, {
      ...this.wasi.imports,
      host: { call: () => -1 },
    });
    // A cast, as no type says what a module exports.
    this.#exports = exports as unknown as Exports;
    this.wasi.attach(this.#exports.memory);
  }

  /** Runs code; returns what it printed. */
  run(code: string): string {
    this.output = "";
    const bytes = new TextEncoder().encode(code);
    const at = this.#exports.host_alloc(bytes.length) >>> 0;
    new Uint8Array(this.memory).set(bytes, at);
    assertEquals(this.#exports.turn(at, bytes.length), 0, this.output);
    return this.output;
  }

  get memory(): ArrayBuffer {
    const { buffer } = this.#exports.memory;
    assert(buffer instanceof ArrayBuffer);
    return buffer;
  }

  /** Goes on with what another instance had. */
  takeOver(memory: Uint8Array, saved: ReturnType<Wasi["save"]>): void {
    const missing = memory.length - this.memory.byteLength;
    if (missing > 0) this.#exports.memory.grow(missing / 65_536);
    new Uint8Array(this.memory).set(memory);
    this.wasi.restore(saved);
  }
}

const FILES = `
import os, pathlib, shutil, sqlite3, tempfile
work = pathlib.Path("/work")
(work / "a" / "b").mkdir(parents=True)
(work / "a" / "x.txt").write_text("héllo")
os.rename("/work/a/x.txt", "/work/a/b/y.txt")
os.link("/work/a/b/y.txt", "/work/hard")
os.symlink("a/b/y.txt", "/work/soft")
os.symlink("/work/a", "/work/absolute")
print(open("/work/soft").read(), os.readlink("/work/soft"), os.stat("/work/hard").st_nlink)
print(os.path.realpath("/work/absolute/b/y.txt"))
print(sorted((e.name, e.is_dir(), e.is_symlink(), e.stat().st_size) for e in os.scandir("/work")))
with tempfile.TemporaryDirectory() as name:
    shutil.copytree("/work/a", name + "/c")
    print([(base[len(name):], dirs, files) for base, dirs, files in os.walk(name)])
print(os.path.exists(name))
with tempfile.TemporaryFile() as file:
    file.write(b"x" * 10)
    file.seek(3)
    print(len(file.read()))
shutil.move("/work/a", "/work/z")
shutil.rmtree("/work/z")
with open("/work/log", "a") as one, open("/work/log", "a") as two:
    one.write("1"); one.flush(); two.write("2"); two.flush(); one.write("3")
os.replace("/work/log", "/work/hard")
os.truncate("/work/hard", 2)
os.utime("/work/hard", (1, 2))
print(pathlib.Path("/work/hard").read_text(), os.stat("/work/hard").st_mtime, os.listdir("/work"))
db = sqlite3.connect("/work/t.db")
db.execute("create table t(a, b)")
db.executemany("insert into t values (?, ?)", [(i, str(i)) for i in range(1000)])
db.commit(); db.execute("delete from t where a % 2"); db.commit(); db.execute("vacuum")
print(db.execute("select count(*), sum(a) from t").fetchall()); db.close()
print(os.isatty(0), os.isatty(1), len(os.urandom(5)), open("/dev/zero", "rb").read(2))
`;

const ERRORS = `
import os
for act in [
    lambda: open("/work/none"), lambda: open("/work"), lambda: os.mkdir("/work"), lambda: os.listdir("/work/t.db"),
    lambda: open("/usr/local/lib/x", "w"), lambda: os.rmdir("/work"), lambda: os.unlink("/work"), lambda: input(),
    lambda: open("/work/big", "wb").write(b"x" * (1 << 25)), lambda: open("/work/" + "x" * 300), lambda: os.stat("/../../etc/passwd"),
    lambda: os.link("/usr/local/lib/python315.zip", "/work/zip"), lambda: [open("/work/t.db") for _ in range(2000)],
]:
    try: act(); print("nothing")
    except Exception as error: print(type(error).__name__, getattr(error, "errno", None))
os.unlink("/work/big")
`;

const PACKAGES = `
import pandas as pd
frame = pd.DataFrame({"a": range(5), "b": list("xyxyx")})
frame.to_csv("/work/d.csv", index=False)
again = pd.read_csv("/work/d.csv")
print(again.groupby("b").a.sum().to_dict(), again.equals(frame))
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
plt.plot([1, 2, 3])
plt.savefig("/work/p.png")
print(open("/work/p.png", "rb").read(8))
`;

/** What they print. */
const FILES_FOUND = [
  "héllo a/b/y.txt 2",
  "/work/a/b/y.txt",
  "[('a', True, False, 0), ('absolute', True, True, 0), ('hard', False, False, 6), ('soft', False, True, 6)]",
  "[('', ['c'], []), ('/c', ['b'], []), ('/c/b', [], ['y.txt'])]",
  "False",
  "7",
  "12 2.0 ['soft', 'absolute', 'hard']",
  "[(500, 249500)]",
  "False False 5 b'\\x00\\x00'",
];

/** The errors, and their numbers. */
const ERRORS_RAISED = [
  "FileNotFoundError 44",
  "IsADirectoryError 31",
  "FileExistsError 20",
  "NotADirectoryError 54",
  "OSError 69",
  "OSError 55",
  "IsADirectoryError 31",
  "EOFError None",
  "OSError 51",
  "OSError 37",
  "FileNotFoundError 44",
  "OSError 75",
  "OSError 33",
];

Deno.test({
  name: "the interpreter finds the files of its sandbox as it finds a system's",
  ignore: directory === undefined,
  async fn(t): Promise<void> {
    const { module, tree } = await load();
    const fresh = tree.clone();
    const python = new Python(module, tree);
    await t.step("files, directories and links", () => {
      assertEquals(python.run(FILES).trimEnd().split("\n"), FILES_FOUND);
      const { entries } = tree.serve({ op: "changes", from: 0 });
      assert(Array.isArray(entries));
      assertEquals(entries.map(([path]) => path).sort(), ["hard", "t.db"]);
    });
    await t.step("errors", () => {
      assertEquals(python.run(ERRORS).trimEnd().split("\n"), ERRORS_RAISED);
    });
    await t.step("time", () => {
      python.run("import time; time.sleep(1.5); time.sleep(0)");
      assertEquals(python.slept.map(Math.round), [1_500]);
      python.wakes = false;
      const code =
        "try: time.sleep(9)\nexcept OSError as error: print(error.errno)";
      assertEquals(python.run(code), "58\n");
    });
    await t.step("a copy of memory, files and descriptors goes on", () => {
      python.run(
        "kept = open('/work/kept', 'w+'); kept.write('one'); kept.flush()",
      );
      const memory = new Uint8Array(python.memory).slice();
      const saved = python.wasi.save();
      const copy = tree.clone();
      python.run(
        "kept.write(' two'); kept.flush(); import os; os.unlink('/work/hard')",
      );
      const twin = new Python(module, copy);
      twin.takeOver(memory, saved);
      const code =
        "kept.write('!'); kept.seek(0); print(kept.read(), os.path.exists('/work/hard'))";
      assertEquals(twin.run(code), "one! True\n");
    });
    await t.step("an exit", () => {
      try {
        new Python(module, fresh.clone()).run("import os; os._exit(7)");
      } catch (thrown) {
        assert(thrown instanceof ProcessExit);
        assertEquals(thrown.exitCode, 7);
        return;
      }
      throw new Error("nothing was thrown");
    });
  },
});

Deno.test({
  name: "the interpreter reads and writes data, and draws",
  ignore: directory === undefined,
  async fn(): Promise<void> {
    const { module, tree } = await load();
    const lines = new Python(module, tree).run(PACKAGES).trimEnd().split("\n");
    assertEquals(lines.slice(-2), [
      "{'x': 6, 'y': 4} True",
      "b'\\x89PNG\\r\\n\\x1a\\n'",
    ]);
  },
});
