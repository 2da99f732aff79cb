import "../_ask_worker_options.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { createSandbox } from "../../mod.ts";
import { controls } from "../level.ts";
import { BREAK_OUT } from "./_break_out.ts";
import { ISOLATIONS } from "./_guest.ts";
import { type Gap, Weakened } from "./_without.ts";

/**
 * Makes Pyodide restore its snapshot once more, and catches the pieces of the snapshot on their way into linear memory.
 * In a thread, that memory is what all sandboxes of the process start from. Then it writes zeros all over it.
 */
const POISON = `${BREAK_OUT}
Uint8Array = to_js(b"x").constructor
prototype = Object.getPrototypeOf(Uint8Array.prototype)
caught = []
def put(array, *_):
    if not caught: caught.append(array.buffer)
put_natively, prototype.set = prototype.set, create_proxy(put)
try: API.restoreSnapshot()
except BaseException as error: caught_error = error
prototype.set = put_natively
Uint8Array.new(caught[0]).fill(0)
caught[0].constructor.name`;

/** Keeps a snapshot reachable for its worker. */
const KEPT: readonly Gap[] = [
  { file: "engines/python/snapshot.js", wall: "opened = undefined;" },
  {
    file: "engines/pyodide/interpreter.js",
    wall: "delete module.API.restoreSnapshot;",
  },
];

for (const isolation of ISOLATIONS) {
  Deno.test(`no guest reaches the snapshot that other sandboxes start from (${isolation})`, async () => {
    {
      await using sandbox = await createSandbox({ isolation });
      const result = await sandbox.run(POISON, {
        limits: { timeoutMs: 20_000 },
      });
      assert(
        result.status === "error" || result.status === "crashed",
        Deno.inspect(result),
      );
    }
    await using next = await createSandbox({ isolation });
    const result = await next.run("[1 + 1, 'ok']");
    assert(result.status === "ok");
    assertEquals(result.value, [2, "ok"]);
  });
}

controls.test("control: a worker that keeps the snapshot can poison it for all", async () => {
  await using weakened = await Weakened.make(KEPT);
  const { createSandbox } = weakened.library;
  {
    await using sandbox = await createSandbox({ isolation: "thread" });
    const result = await sandbox.run(POISON, { limits: { timeoutMs: 20_000 } });
    assert(result.status === "ok", Deno.inspect(result));
    assertEquals(result.value, "SharedArrayBuffer");
  }
  await assertRejects(
    () => createSandbox({ isolation: "thread" }),
    weakened.library.SandboxError,
    "Cannot start the engine",
  );
});
