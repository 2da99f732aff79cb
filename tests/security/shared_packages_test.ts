import "../_ask_worker_options.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Isolation, Sandbox } from "../../mod.ts";
import {
  createWith,
  loadModules,
  type Modules,
  TestPackages,
} from "../_packages.ts";
import { controls } from "../level.ts";
import { BREAK_OUT } from "./_break_out.ts";
import { ISOLATIONS } from "./_guest.ts";
import { type Gap, Weakened } from "./_without.ts";

/**
 * Looks for the bytes of a package in all that leads to its file in Emscripten's file system, and in all that methods of
 * typed arrays are called with while the file is read. Then it writes zeros all over what it found in shared memory.
 */
const POISON = `import pkg
path = pkg.__file__
${BREAK_OUT}
FS = Module.FS
Uint8Array = to_js(b"x").constructor
prototype = Object.getPrototypeOf(Uint8Array.prototype)
caught = []
def look(thing):
    try: caught.append(thing.buffer)
    except Exception: pass
def catching(name):
    def catch(*args):
        for arg in args: look(arg)
    catch_proxy = create_proxy(catch)
    natively = getattr(prototype, name)
    setattr(prototype, name, catch_proxy)
    return natively
natively = {name: catching(name) for name in ("set", "subarray", "slice")}
try: FS.readFile(path)
except BaseException as error: caught_error = error
for name, method in natively.items(): setattr(prototype, name, method)
node = FS.lookupPath(path).node
for owner in (node, node.parent, node.mount, node.node_ops, node.stream_ops, node.parent.parent):
    for name in Object.getOwnPropertyNames(owner):
        try: look(getattr(owner, name))
        except BaseException: pass
shared = [buffer for buffer in caught if buffer is not None and buffer.constructor.name == "SharedArrayBuffer"]
for buffer in shared: Uint8Array.new(buffer).fill(0)
len(shared) > 0`;

const READING =
  "import os, pkg; open(os.path.dirname(pkg.__file__) + '/data.txt').read()";

/** Has the nodes of packages hold the memory that all sandboxes share. */
const REACHABLE: readonly Gap[] = [
  {
    file: "engines/python/packed_site.js",
    wall: "return buffer instanceof ArrayBuffer ? bytes : bytes.slice();",
    instead: "return bytes;",
  },
  {
    file: "engines/pyodide/site_fs.js",
    wall: "siteNode(node).item = item;",
    instead: "siteNode(node).item = item; node.held = this.#bytes;",
  },
];

/** Poisons packages in one sandbox, and returns whether shared memory was found. Another sandbox reads them then. */
async function poison(
  isolation: Isolation,
  readNext: (open: () => Promise<Sandbox>) => Promise<void>,
  modules?: Modules,
): Promise<unknown> {
  await using packages = await TestPackages.make({
    "pkg/__init__.py": `mark = "${crypto.randomUUID()}"\n`,
    "pkg/data.txt": "data",
  });
  const open = (): Promise<Sandbox> =>
    createWith(packages.set, { isolation }, modules);
  await using sandbox = await open();
  const result = await sandbox.run(POISON, { limits: { timeoutMs: 30_000 } });
  assert(result.status === "ok", Deno.inspect(result));
  await readNext(open);
  return result.value;
}

for (const isolation of ISOLATIONS) {
  Deno.test(`no guest reaches the packages that other sandboxes read (${isolation})`, async () => {
    const found = await poison(isolation, async (open) => {
      await using next = await open();
      const result = await next.run(READING, { limits: { timeoutMs: 30_000 } });
      assert(result.status === "ok", Deno.inspect(result));
      assertEquals(result.value, "data");
    });
    assertEquals(found, false);
  });
}

controls.test("control: packages that a guest reaches in shared memory are spoilt for all", async () => {
  await using weakened = await Weakened.make(REACHABLE);
  const modules = await loadModules((path) => weakened.module(path));
  const found = await poison("thread", async (open) => {
    await assertRejects(
      open,
      weakened.library.SandboxError,
      "Cannot start the engine",
    );
  }, modules);
  assertEquals(found, true);
});
