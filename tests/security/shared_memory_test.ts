/**
 * Attacks by a guest in a thread on the memory that its worker shares with the host, and what remains of that memory
 * when its sandbox is closed.
 */
import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import type { RunStatus, Sandbox } from "../../mod.ts";
import { collectUntil } from "../_collect_garbage.ts";
import { type Attempt, breakIn } from "./_break_in.ts";
import { assertEnded, Guest, ISOLATIONS } from "./_guest.ts";
import { type Gap, Weakened } from "./_without.ts";

/** The number of sandboxes that an attacker opens, one after the other. */
const SANDBOXES = 5;

/**
 * Python that replaces methods of a prototype by its own, which record each view of shared memory that they are called
 * on. Later runs use the record.
 */
function spying(type: string, names: readonly string[]): string {
  return `
from pyodide.ffi import to_js, create_proxy
Object = to_js({}).constructor
bytes_of = to_js(b"x").constructor
types = {
    "%TypedArray%": Object.getPrototypeOf(bytes_of),
    "Uint8Array": bytes_of,
    "Array": to_js([]).constructor,
    "Object": Object,
}
prototype = types[${JSON.stringify(type)}].prototype
seen = []
calls = 0
inside = False
def replace(name):
    original = getattr(prototype, name)
    def spy(this, *given):
        global inside, calls
        if not inside:
            inside = True
            calls += 1
            try:
                for one in (this, *given):
                    if "Shared" in str(one.buffer.constructor.name):
                        seen.append(one.buffer)
            except BaseException:
                pass
            finally:
                inside = False
        return original.call(this, *given)
    setattr(prototype, name, create_proxy(spy, capture_this=True))
for name in ${JSON.stringify(names)}:
    replace(name)
`;
}

/** Python that enlarges the recorded memory as far as possible, fills it, and marks it as full. */
const FILL = `
try:
    input()
except BaseException:
    pass
for buffer in seen:
    try:
        buffer.grow(buffer.maxByteLength)
    except BaseException:
        pass
    view = bytes_of.new(buffer)
    view.fill(7)
    for at, byte in enumerate([1, 0, 0, 0]):
        view[at] = byte
[len(seen), sum(buffer.byteLength for buffer in seen)]
`;

/** A worker that takes messages out with a method from the prototype of its bytes. */
const LATE: Gap = {
  file: "engines/worker/mailbox_reader.js",
  wall: "viewOf(body, 0, textEnd - at)",
  instead: "new NativeUint8Array(body.buffer, 12, textEnd - at).slice()",
};

/** Makes the library record the memory that it shares with workers. */
const NOTED: readonly Gap[] = [{
  file: "core/mailbox.ts",
  wall: "const buffer = new SharedArrayBuffer(HEADER_BYTES + PIECE_BYTES);",
  instead:
    "const buffer = new SharedArrayBuffer(HEADER_BYTES + PIECE_BYTES); shared.push(new WeakRef(buffer));",
}, {
  file: "core/mailbox.ts",
  wall: "export class Mailbox {",
  instead:
    "export const shared: WeakRef<SharedArrayBuffer>[] = [];\nexport class Mailbox {",
}, {
  file: "sandbox/thread/thread_worker.ts",
  wall: "this.#control = newControl(engine.polls);",
  instead:
    "this.#control = newControl(engine.polls); shared.push(new WeakRef(this.handed().control));",
}, {
  file: "sandbox/thread/thread_worker.ts",
  wall: `import { Mailbox } from "../../core/mailbox.ts";`,
  instead: `import { Mailbox, shared } from "../../core/mailbox.ts";`,
}];

/** A library that closes a mailbox only by forgetting it. */
const NOT_CLOSED: readonly Gap[] = [{
  file: "core/mailbox.ts",
  wall: "if (shared === undefined) return;\n    this.#shared = undefined;",
  instead: "if (shared !== undefined) return;",
}];

interface Attacked {
  /** The number of mailboxes that the guests got, and the most bytes that they found. */
  readonly got: number;
  readonly gotBytes: number;
  /** The number of buffers still shared when all sandboxes but the innocent one are closed. */
  readonly left: number;
}

/** Opens sandboxes, lets each attack the memory that it shares with its host, and closes it. */
async function attack(
  gaps: readonly Gap[],
  maxRounds?: number,
): Promise<Attacked> {
  await using weakened = await Weakened.make([...NOTED, ...gaps]);
  const { createSandbox } = weakened.library;
  const { shared } = await weakened.module("core/mailbox.ts") as {
    shared: WeakRef<SharedArrayBuffer>[];
  };
  // It keeps the broker open.
  await using neighbour = await createSandbox({ isolation: "thread" });
  const closed: Sandbox[] = [];
  let [got, gotBytes] = [0, 0];
  for (let i = 0; i < SANDBOXES; i++) {
    const sandbox = await createSandbox({ isolation: "thread" });
    // A caller may keep closed sandboxes.
    closed.push(sandbox);
    assertEnded(await sandbox.run(spying("%TypedArray%", ["slice"])), ["ok"]);
    const result = await sandbox.run(FILL, { stdin: "x\n" });
    assert(result.status === "ok", Deno.inspect(result));
    const [count, bytes] = result.value as [number, number];
    got += count > 0 ? 1 : 0;
    gotBytes = Math.max(gotBytes, bytes);
    await Promise.all([
      sandbox.run("1", { limits: { timeoutMs: 20 } }).catch(() => {}),
      sandbox.close(),
    ]);
  }
  // The innocent sandbox's own mailbox and flags remain.
  const left = (): number =>
    shared.filter((one) => one.deref() !== undefined).length - 2;
  await collectUntil(() => left() === 0, maxRounds);
  assertEnded(await neighbour.run("1"), ["ok"]);
  assertEquals(closed.length, SANDBOXES);
  return { got, gotBytes, left: left() };
}

Deno.test("threat: Python in a thread replaces the methods that read its mailbox, and fills it", async () => {
  assertEquals(await attack([]), { got: 0, gotBytes: 0, left: 0 });
});

Deno.test("threat: a guest that holds its mailbox marks it as full, and is closed", async () => {
  const { got, gotBytes, left } = await attack([LATE]);
  // Without the first wall it gets the mailbox, which is small, and is released.
  assertEquals([got, left], [SANDBOXES, 0]);
  assert(gotBytes < 100_000, `${gotBytes}`);
});

Deno.test({
  name: "control: a full mailbox that is not closed stays with the host",
  // Such a mailbox goes on waiting, by a timer.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const { got, left } = await attack([LATE, ...NOT_CLOSED], 10);
    assertEquals(got, SANDBOXES);
    assert(left >= SANDBOXES, `${left}`);
  },
});

/** Exposes the worker's shared memory to attempts. */
const SHARED: readonly Gap[] = [{
  file: "engines/pyodide/worker.js",
  wall: "const flags = new NativeInt32Array(control);",
  instead:
    "const flags = new NativeInt32Array(control); header_ = new Int32Array(mailbox, 0, 3); body_ = new Uint8Array(mailbox); control_ = flags;",
}, {
  file: "engines/pyodide/worker.js",
  wall: "\nbegin(serve);",
  instead: "\nlet header_, body_, control_;\nbegin(serve);",
}];

/** What a guest writes into it, with the statuses that its run may end with. */
const SCRIBBLES: readonly (Attempt & {
  readonly ends: readonly RunStatus[];
})[] = [
  {
    name: "the mailbox stays full",
    code: "(header_[0] = 1, true)",
    // The worker takes the same message out again and again.
    ends: ["ok", "timeout"],
  },
  {
    name: "impossible lengths",
    code: "(header_.set([1, -1, 2 ** 31 - 1]), true)",
    ends: ["ok"],
  },
  {
    name: "a forged message",
    code:
      `(body_.set(new TextEncoder().encode('{"type":"exit"}'), 12), header_.set([1, 15, 0]), true)`,
    // The worker may exit before the host hears of the run's end.
    ends: ["ok", "crashed"],
  },
  {
    name: "an unknown state",
    code: "(body_.fill(255), control_.fill(-1), true)",
    ends: ["ok"],
  },
  {
    name: "endless wakes, while it is full",
    code: "(() => { header_[0] = 1; for (;;) Atomics.notify(header_, 0); })()",
    ends: ["timeout"],
  },
  {
    name: "a state that changes endlessly",
    code:
      "(() => { for (;;) { header_[0] ^= 1; Atomics.notify(header_, 0); Atomics.notify(control_, 0); } })()",
    ends: ["timeout"],
  },
  {
    name: "interrupts that are reset",
    code: "(() => { for (;;) Atomics.store(control_, 0, 0); })()",
    ends: ["timeout"],
  },
];

for (const isolation of ISOLATIONS) {
  Deno.test(`threat: a guest writes into the memory that it shares with its host (${isolation})`, async (t) => {
    await using weakened = await Weakened.make([
      ...breakIn(SCRIBBLES),
      ...SHARED,
    ]);
    await using guest = new Guest({ isolation });
    for (const { name, ends } of SCRIBBLES) {
      await t.step({
        name,
        sanitizeOps: false,
        sanitizeResources: false,
        async fn(): Promise<void> {
          await using sandbox = await weakened.library.createSandbox({
            isolation,
          });
          const first = await sandbox.run(name, {
            limits: { timeoutMs: ends.includes("timeout") ? 1_000 : 20_000 },
          });
          assertEnded(first, ends);
          if (!sandbox.closed) {
            // The guest harms only itself.
            const next = await sandbox.run(name, {
              limits: { timeoutMs: 500 },
            });
            assertEnded(next, ["ok", "crashed", "timeout"]);
          }
          await sandbox.close();
          await guest.assertInnocent();
        },
      });
    }
  });
}
