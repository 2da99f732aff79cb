/** Locks of an interpreter without threads: a wait takes its time, or says that it would never end. */
import "../../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { createSandbox } from "../../../mod.ts";
import { CPYTHON } from "../../_cpython.ts";

/** Waits with a timeout, and what each returns. */
const PASSING = `import queue, threading
held = threading.Lock()
held.acquire()
def empty(one):
    try: return one.get(timeout=0.01)
    except queue.Empty: return "empty"
condition = threading.Condition()
with condition: notified = condition.wait(0.01)
[
    held.acquire(timeout=0.01), held.acquire(blocking=False), threading.Event().wait(0.01), notified,
    threading.Semaphore(0).acquire(timeout=0.01), empty(queue.Queue()), empty(queue.SimpleQueue()),
    isinstance(held, type(threading.Lock())), held.locked(),
]`;

const ENDLESS = [
  "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()",
  "import threading\nthreading.Event().wait()",
  "import queue\nqueue.Queue().get()",
  "import queue\nqueue.SimpleQueue().get()",
  "import _thread\nlock = _thread.allocate_lock()\nwith lock: lock.acquire()",
];

Deno.test({
  name:
    "a wait for a lock takes its time, and one that would never end is an error (cpython)",
  ignore: !CPYTHON.isInstalled,
  async fn(): Promise<void> {
    await using sandbox = await createSandbox({
      language: "python",
      engine: "cpython",
      isolation: "thread",
    });
    const result = await sandbox.run(PASSING);
    assert(result.status === "ok", Deno.inspect(result));
    assertEquals(result.value, [
      ...[false, false, false, false, false, "empty", "empty"],
      ...[true, true],
    ]);
    for (const code of ENDLESS) {
      const ended = await sandbox.run(code);
      assert(ended.status === "error", Deno.inspect([code, ended]));
      assertEquals(ended.error.name, "RuntimeError");
      assert(ended.error.message.includes("wait forever"));
    }
  },
});
